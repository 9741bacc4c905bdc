import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zip } from '#test/documents/hostile.js';
import { bundle } from './bundle.js';
import { cleanFileName, contentDisposition, mediaTypeOf } from './media.js';
import { FileStore } from './store.js';
import { inflate, readDirectory, reader } from './zip.js';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'duban-files-'))));
afterAll(() => rmSync(folder, { recursive: true }));

async function all(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('the file store', () => {
  it('6.12 keeps equal bytes once, under their SHA-256', async () => {
    const store = new FileStore(join(folder, 'store'));
    for (let time = 0; time < 2; time += 1)
      await store.keep(await store.receive(Readable.from([Buffer.from('附件'), Buffer.from('内容')])));
    const sha = '' + (await store.receive(Readable.from([Buffer.from('附件内容')]))).sha256;
    expect((await all(store.read(sha))).toString()).toBe('附件内容');
    expect(readdirSync(join(folder, 'store', sha.slice(0, 2), sha.slice(2, 4)))).toEqual([sha]);
  });
  it('6.12 a file larger than the limit is refused and leaves nothing behind', async () => {
    const store = new FileStore(join(folder, 'full'));
    const stream = Readable.from(Array.from({ length: 12 }, () => Buffer.alloc(100_000)));
    await expect(store.receive(stream, 1024 * 1024)).rejects.toMatchObject({
      code: 'too_large',
      message: expect.stringContaining('1MB'),
    });
    expect(readdirSync(join(folder, 'full', 'incoming'))).toEqual([]);
  });
  it('reads by content address only', () => {
    expect(() => new FileStore(folder).read('../../etc/passwd')).toThrow();
  });
});

describe('what a file is', () => {
  const type = (name: string, bytes: Buffer) => {
    const path = join(folder, 'probe');
    writeFileSync(path, bytes);
    return mediaTypeOf(name, path);
  };
  const docx = zip([{ name: 'word/document.xml', content: '<x/>' }]);
  it.each<[string, Buffer, string]>([
    ['批复.pdf', Buffer.from('%PDF-1.7\n'), 'application/pdf'],
    ['说明.DOCX', docx, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    [
      '表.xlsx',
      zip([{ name: 'xl/workbook.xml', content: '<x/>' }]),
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    ['公文.ofd', zip([{ name: 'OFD.xml', content: '<x/>' }]), 'application/ofd'],
    ['旧.doc', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'application/msword'],
    ['图.jpg', Buffer.from('ffd8ffe0', 'hex'), 'image/jpeg'],
    ['图.png', Buffer.from('89504e470d0a1a0a', 'hex'), 'image/png'],
  ])('6.12 takes %s', (name, bytes, expected) => expect(type(name, bytes)).toBe(expected));
  it.each<[string, string, Buffer]>([
    ['a program', 'x.exe', Buffer.from('MZ')],
    ['a page', 'x.html', Buffer.from('<script>')],
    ['an SVG', 'x.svg', Buffer.from('<svg/>')],
    ['a program named .pdf', 'x.pdf', Buffer.from('MZ')],
    ['a Word file named .xlsx', 'x.xlsx', docx],
    ['a broken .docx', 'x.docx', docx.subarray(0, 60)],
    ['an encrypted .docx', 'x.docx', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    [
      'a macro named .docx',
      'x.docx',
      zip([
        { name: 'word/document.xml', content: 'x' },
        { name: 'word/vbaProject.bin', content: 'x' },
      ]),
    ],
    ['no extension', 'README', Buffer.from('%PDF-1.7')],
  ])('6.12 refuses %s', (_what, name, bytes) => {
    expect(() => type(name, bytes)).toThrow(expect.objectContaining({ code: 'type_not_allowed' }));
  });
  it('a file name is only a name', () => {
    expect(cleanFileName('..\\..\\windows\\a:b\u202Efdp.exe')).toBe('a_bfdp.exe');
    expect(cleanFileName('/etc/\0passwd')).toBe('passwd');
    expect(cleanFileName(`${'长'.repeat(300)}.pdf`)).toBe(`${'长'.repeat(140)}.pdf`);
    expect(contentDisposition('批复"1\'.pdf')).toBe(
      `attachment; filename="___1'.pdf"; filename*=UTF-8''%E6%89%B9%E5%A4%8D%221%27.pdf`,
    );
  });
});

describe('the bundle', () => {
  it('6.12a is a zip of its files', async () => {
    const bytes = await all(
      bundle([
        { name: '记录.json', content: () => Promise.resolve(Buffer.from('{}')) },
        { name: '附件/批复.pdf', content: () => Promise.resolve(readFileSync(import.meta.filename)) },
      ]),
    );
    const read = reader(bytes);
    const entries = readDirectory(bytes.length, read);
    expect(entries.map((entry) => entry.name)).toEqual(['记录.json', '附件/批复.pdf']);
    expect(inflate(entries[1]!, read)).toEqual(readFileSync(import.meta.filename));
  });
});
