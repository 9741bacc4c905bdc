import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { tidy } from '#domain/form/cell.js';
import { DocumentError } from './error.js';
import { readDirectory, ZipError } from './zip.js';

/** What a file is by its bytes: a magic number, or for a zip the entry that only this format has. */
interface Kind {
  extensions: readonly string[];
  mediaType: string;
  magic: readonly string[];
  entry?: RegExp;
}

const ZIP = ['504b0304'];
const OLE = ['d0cf11e0a1b11ae1'];
const ooxml = (part: string) => `application/vnd.openxmlformats-officedocument.${part}`;

/** 6.12 附件 PDF/Word/Excel/图片/OFD. */
const kinds: readonly Kind[] = [
  { extensions: ['pdf'], mediaType: 'application/pdf', magic: ['255044462d'] },
  { extensions: ['docx'], mediaType: ooxml('wordprocessingml.document'), magic: ZIP, entry: /^word\/document\.xml$/i },
  { extensions: ['xlsx'], mediaType: ooxml('spreadsheetml.sheet'), magic: ZIP, entry: /^xl\/workbook\.xml$/i },
  { extensions: ['ofd'], mediaType: 'application/ofd', magic: ZIP, entry: /^OFD\.xml$/i },
  { extensions: ['doc', 'wps'], mediaType: 'application/msword', magic: OLE },
  { extensions: ['xls', 'et'], mediaType: 'application/vnd.ms-excel', magic: OLE },
  { extensions: ['png'], mediaType: 'image/png', magic: ['89504e470d0a1a0a'] },
  { extensions: ['jpg', 'jpeg'], mediaType: 'image/jpeg', magic: ['ffd8ff'] },
  { extensions: ['gif'], mediaType: 'image/gif', magic: ['474946383761', '474946383961'] },
  { extensions: ['bmp'], mediaType: 'image/bmp', magic: ['424d'] },
  { extensions: ['tif', 'tiff'], mediaType: 'image/tiff', magic: ['49492a00', '4d4d002a'] },
];

/** The media type of a file of this name, when its bytes agree and the format is allowed. Throws DocumentError 'type_not_allowed'. */
export function mediaTypeOf(fileName: string, path: string): string {
  const extension = /\.([a-z]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const kind = kinds.find((one) => one.extensions.includes(extension));
  if (!kind)
    throw new DocumentError('type_not_allowed', '只接收 PDF、Word、Excel、图片（PNG、JPG、GIF、BMP、TIFF）和 OFD 文件。');
  const file = openSync(path, 'r');
  try {
    const read = (offset: number, length: number) => {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(file, bytes, 0, length, offset));
    };
    const head = read(0, 16).toString('hex');
    const names = kind.entry ? namesIn(fstatSync(file).size, read) : [];
    const agrees =
      kind.magic.some((magic) => head.startsWith(magic)) && (!kind.entry || names.some((name) => kind.entry!.test(name)));
    if (!agrees)
      throw new DocumentError('type_not_allowed', `文件内容与扩展名“.${extension}”不符，或文件已加密、损坏，请核对后重新上传。`);
    if (names.some((name) => /vbaproject/i.test(name)))
      throw new DocumentError('type_not_allowed', '文件含有宏，不予接收，请另存为不含宏的文件后上传。');
    return kind.mediaType;
  } finally {
    closeSync(file);
  }
}

function namesIn(size: number, read: (offset: number, length: number) => Buffer): string[] {
  try {
    return readDirectory(size, read).map((entry) => entry.name);
  } catch (fault) {
    if (fault instanceof ZipError) return [];
    throw fault;
  }
}

/** A file name as it may be shown and offered: no path, no controls, no bidirectional overrides, at most 150 characters. */
export function cleanFileName(given: string): string {
  const name = tidy(given.split(/[/\\]/).at(-1) ?? '').replace(/["*:<>?|\n\t]/g, '_');
  const extension = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  const stem = [...name.slice(0, name.length - extension.length)].slice(0, 140).join('');
  return `${stem || '附件'}${extension}`;
}

/** What a browser may show by itself without running anything of the sender's in our page. */
export const isViewable = (mediaType: string): boolean =>
  ['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/bmp'].includes(mediaType);

/** Offered as a file, or `inline` where the browser may show it. */
export function contentDisposition(fileName: string, inline = false): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  return `${inline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}
