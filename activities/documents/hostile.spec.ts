import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sheetXml, workbookParts, zip, type Part } from '#test/documents/hostile.js';
import { readGrid, readWorkbook } from './read-grid.js';

const patient = { cpuSeconds: 60 };
const cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>';
const withPart = (name: string, content: Part['content'] = '<x/>', more: Partial<Part> = {}) =>
  zip(workbookParts(sheetXml(cell), [{ name, content, ...more }]));
const megabytes = (n: number) => Buffer.alloc(n * 1024 * 1024, 0x20);
/** Text that does not compress well, so that no ratio gives it away. */
const noise = (bytes: number) => randomBytes(bytes).toString('hex');

const files: [name: string, code: string, bytes: () => Buffer][] = [
  ['flat zip bomb', 'workbook_bomb', () => withPart('xl/sharedStrings.xml', megabytes(200))],
  [
    'zip bomb of many parts',
    'workbook_bomb',
    () =>
      zip([
        ...workbookParts(sheetXml(cell)),
        ...Array.from({ length: 40 }, (_, at) => ({ name: `xl/x${at}.xml`, content: noise(60_000) + ' '.repeat(1_000_000) })),
      ]),
  ],
  [
    'zip bomb that declares little',
    'workbook_broken',
    () => withPart('xl/sharedStrings.xml', megabytes(30), { declared: 1_000 }),
  ],
  ['nested zip', 'workbook_embedded', () => withPart('xl/media/image1.png', zip([{ name: 'a', content: 'a' }]))],
  ['nested zip by name', 'workbook_embedded', () => withPart('xl/inner.zip')],
  ['overlapping entries', 'workbook_bomb', () => withPart('xl/second.xml', sheetXml(cell), { overlap: true })],
  [
    'too many parts',
    'workbook_bomb',
    () =>
      zip([
        ...workbookParts(sheetXml(cell)),
        ...Array.from({ length: 400 }, (_, at) => ({ name: `xl/${at}.xml`, content: '<x/>' })),
      ]),
  ],
  ['a part twice', 'workbook_broken', () => withPart('xl/workbook.xml')],
  ['path traversal', 'workbook_broken', () => withPart('../../etc/cron.d/x')],
  ['absolute path', 'workbook_broken', () => withPart('/etc/passwd')],
  ['bidirectional name', 'workbook_broken', () => withPart('xl/\u202Elmx.exe')],
  ['NUL in a name', 'workbook_broken', () => withPart('xl/a\0.xml')],
  ['macro', 'workbook_macro', () => withPart('xl/vbaProject.bin', 'VBA')],
  ['external link', 'workbook_external', () => withPart('xl/externalLinks/externalLink1.xml')],
  [
    'DDE link',
    'workbook_external',
    () => withPart('xl/externalLinks/externalLink1.xml', '<ddeLink ddeService="cmd" ddeTopic="/c calc"/>'),
  ],
  ['data connection', 'workbook_external', () => withPart('xl/connections.xml')],
  [
    'external relation',
    'workbook_external',
    () =>
      withPart('xl/theme/_rels/x.rels', '<Relationships><Relationship Target="http://x" TargetMode="External"/></Relationships>'),
  ],
  ['embedded object', 'workbook_embedded', () => withPart('xl/embeddings/oleObject1.bin', 'x')],
  [
    'DOCTYPE with an external entity',
    'workbook_doctype',
    () => zip(workbookParts(sheetXml(cell, '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'))),
  ],
  [
    'billion laughs',
    'workbook_doctype',
    () => withPart('xl/styles.xml', '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>'),
  ],
  [
    'XML in UTF-16, where a DOCTYPE could hide',
    'workbook_doctype',
    () => withPart('xl/styles.xml', Buffer.from('\ufeff<!DOCTYPE x>', 'utf16le')),
  ],
  ['encrypted entry', 'workbook_encrypted', () => withPart('xl/a.xml', '<x/>', { flags: 0x801 })],
  [
    'encrypted or old .xls',
    'workbook_encrypted',
    () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2_000)]),
  ],
  ['wrong magic', 'not_a_workbook', () => Buffer.from('%PDF-1.7 …')],
  ['an image', 'not_a_workbook', () => Buffer.from('89504e470d0a1a0a0000', 'hex')],
  ['nothing', 'not_a_workbook', () => Buffer.alloc(0)],
  ['another zip', 'not_a_workbook', () => zip([{ name: 'word/document.xml', content: '<x/>' }])],
  ['cut off', 'workbook_broken', () => withPart('xl/a.xml').subarray(0, 400)],
  ['no XML', 'workbook_broken', () => zip(workbookParts('<worksheet><sheetData><row'))],
  ['more than 10 MB', 'workbook_too_large', () => withPart('xl/media/image1.png', randomBytes(11 * 1024 * 1024))],
  [
    'a million rows',
    'workbook_bomb',
    () => zip(workbookParts(sheetXml('<row/>'.repeat(1_048_576).concat('<row><c><v>1</v></c></row>'.repeat(500_000))))),
  ],
  [
    'more cells than a form has',
    'workbook_too_large',
    () =>
      zip(
        workbookParts(
          sheetXml(
            Array.from(
              { length: 30_000 },
              (_, row) =>
                `<row r="${row + 1}">${['A', 'B', 'C', 'D'].map((at) => `<c r="${at}${row + 1}"><v>${row * 7919}</v></c>`).join('')}</row>`,
            ).join(''),
          ),
        ),
      ),
  ],
];

describe('S13 a hostile Excel file', () => {
  it.each(files)(
    '%s is refused in Chinese: %s',
    async (_name, code, bytes) => {
      const fault = await readGrid(bytes(), patient).catch((error: unknown) => error);
      expect(fault).toMatchObject({ code, message: expect.stringMatching(/[\u4e00-\u9fff]{6}/) });
    },
    120_000,
  );

  it('is killed when it computes too long, and the next file is read', async () => {
    const merge = `<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`;
    const bytes = zip(workbookParts(sheetXml(cell).replace('</worksheet>', `${merge}</worksheet>`)));
    await expect(readGrid(bytes, { cpuSeconds: 1, heapMegabytes: 1_024 })).rejects.toMatchObject({
      code: 'workbook_too_heavy',
      message: expect.stringContaining('规定时间'),
    });
    expect(await readGrid(zip(workbookParts(sheetXml(cell))), patient)).toMatchObject([
      { cells: [{ address: 'A1', text: 'x' }] },
    ]);
  }, 120_000);

  it('is killed when a machine gives it nothing for too long', async () => {
    await expect(readGrid(zip(workbookParts(sheetXml(cell))), { wallMs: 1 })).rejects.toMatchObject({
      code: 'workbook_too_heavy',
      message: expect.stringContaining('规定时间'),
    });
  });

  it('is killed when it takes too much memory', async () => {
    const merge = `<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`;
    const bytes = zip(workbookParts(sheetXml(cell).replace('</worksheet>', `${merge}</worksheet>`)));
    await expect(readGrid(bytes, { ...patient, heapMegabytes: 48 })).rejects.toMatchObject({
      code: 'workbook_too_heavy',
      message: expect.stringContaining('内存'),
    });
  }, 120_000);

  it('the largest file it takes is read within 256 MB and the CPU time everybody gets, however busy the machine', async () => {
    const rows = Array.from(
      { length: 24_000 },
      (_, row) =>
        `<row r="${row + 1}">${['A', 'B', 'C', 'D'].map((at) => `<c r="${at}${row + 1}"><v>${row * 7919}</v></c>`).join('')}</row>`,
    );
    const answer = await readWorkbook(zip(workbookParts(sheetXml(rows.join('')))));
    expect('grid' in answer && answer.grid[0]!.cells.length).toBe(96_000);
    expect('grid' in answer && answer.peakBytes).toBeLessThan(256 * 1024 * 1024);
  }, 120_000);

  it('an object named __proto__ is only a name', async () => {
    const parts = workbookParts(sheetXml(cell)).map((part) =>
      part.name === 'xl/workbook.xml' ? { ...part, content: String(part.content).replace('新开工', '__proto__') } : part,
    );
    expect((await readGrid(zip(parts), patient))[0]!.name).toBe('__proto__');
    expect(({} as Record<string, unknown>).name).toBeUndefined();
  });
});
