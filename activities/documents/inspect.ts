import { DocumentError } from '#activities/documents/error.js';
import { extentOf, inflate, readDirectory, reader, ZipError, type ZipEntry } from '#activities/documents/zip.js';

/** What a hand-filled form may weigh: the largest of a prefecture has some hundred rows. */
const MOST_BYTES = 10 * 1024 * 1024;
const MOST_ENTRIES = 300;
const MOST_ENTRY = 16 * 1024 * 1024;
const MOST_TOTAL = 32 * 1024 * 1024;
/** Deflate of real sheets stays below 60:1; a bomb lives above. Small entries may repeat themselves freely. */
const MOST_RATIO = 120;
const SMALL = 512 * 1024;

const refuse = (code: string, message: string): never => {
  throw new DocumentError(code, message);
};
const again = '请用系统下载的申报表模板重新填写后上传。';

/** Parts that a filled form never has. */
const forbidden: readonly [RegExp, string, string][] = [
  [/vbaproject|\/activex\/|macrosheets|dialogsheets/i, 'workbook_macro', `文件含有宏，不予接收，${again}`],
  [/externallinks\/|\/connections\.xml|querytables\//i, 'workbook_external', `文件含有外部链接或数据连接，不予接收，${again}`],
  [
    /\/embeddings\/|\.(zip|xlsx|xlsm|docx|docm|7z|rar|gz|exe|dll|js|vbs)$/i,
    'workbook_embedded',
    `文件内嵌有其他文件，不予接收，${again}`,
  ],
];

/**
 * S13 looks at an .xlsx before anything parses it: magic, declared sizes and ratios from the zip's central directory, overlapping entries,
 * macros, external links, embedded files, DOCTYPE. At most 32 MB are inflated, one entry at a time. Throws DocumentError.
 */
export function inspectWorkbook(bytes: Buffer): void {
  if (bytes.length > MOST_BYTES) refuse('workbook_too_large', 'Excel 文件不得超过10MB，请拆分后上传。');
  const magic = bytes.subarray(0, 8).toString('hex');
  if (magic === 'd0cf11e0a1b11ae1')
    refuse('workbook_encrypted', '文件已加密或为旧版（.xls）格式，请取消密码，另存为“Excel 工作簿（.xlsx）”后上传。');
  if (!magic.startsWith('504b0304')) refuse('not_a_workbook', `文件不是 Excel 工作簿（.xlsx），${again}`);
  try {
    const read = reader(bytes);
    const entries = readDirectory(bytes.length, read);
    checkNames(entries);
    checkSizes(entries);
    checkOverlap(entries, read);
    for (const entry of entries) checkContent(entry, inflate(entry, read));
  } catch (fault) {
    if (fault instanceof ZipError) refuse('workbook_broken', `文件已损坏或不是 Excel 工作簿，${again}`);
    throw fault;
  }
}

function checkNames(entries: readonly ZipEntry[]): void {
  const names = new Set(entries.map((entry) => entry.name.toLowerCase()));
  if (!names.has('xl/workbook.xml') || !names.has('[content_types].xml'))
    refuse('not_a_workbook', `文件不是 Excel 工作簿（.xlsx），${again}`);
  for (const { name, encrypted } of entries) {
    if (encrypted) refuse('workbook_encrypted', '文件已加密，请取消密码后上传。');
    // eslint-disable-next-line no-control-regex
    if (/^[/\\]|\.\.[/\\]|\\|[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/.test(name))
      refuse('workbook_broken', `文件内部路径异常，不予接收，${again}`);
    for (const [pattern, code, message] of forbidden) if (pattern.test(name)) refuse(code, message);
  }
  if (names.size < entries.length) refuse('workbook_broken', `文件内部有重名部件，不予接收，${again}`);
}

function checkSizes(entries: readonly ZipEntry[]): void {
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  const bomb = entries.some(
    ({ size, compressed }) => size > MOST_ENTRY || (size > SMALL && size > compressed * MOST_RATIO) || compressed > MOST_BYTES,
  );
  if (bomb || total > MOST_TOTAL || entries.length > MOST_ENTRIES)
    refuse('workbook_bomb', `文件解压后过大，疑似异常文件，不予接收，${again}`);
}

function checkOverlap(entries: readonly ZipEntry[], read: ReturnType<typeof reader>): void {
  const extents = entries
    .map((entry) => ({ from: entry.offset, to: extentOf(entry, read).end }))
    .sort((one, other) => one.from - other.from);
  if (extents.some((one, index) => index > 0 && one.from < extents[index - 1]!.to))
    refuse('workbook_bomb', `文件内部数据重叠，疑似异常文件，不予接收，${again}`);
}

function checkContent({ name }: ZipEntry, content: Buffer): void {
  if (content.subarray(0, 4).toString('hex') === '504b0304')
    refuse('workbook_embedded', `文件内嵌有其他压缩文件，不予接收，${again}`);
  if (!/\.(xml|rels|vml)$/i.test(name)) return;
  const text = content.toString('latin1');
  const utf16 = content.length > 1 && (content[0] === 0 || content[1] === 0 || content.readUInt16BE(0) >= 0xfeff);
  if (utf16 || /<!(DOCTYPE|ENTITY)/i.test(text)) refuse('workbook_doctype', `文件含有不允许的 XML 声明，不予接收，${again}`);
  if (/\.rels$/i.test(name) && /TargetMode\s*=\s*["']External["']/i.test(text) && !/^xl\/worksheets\/_rels\//i.test(name))
    refuse('workbook_external', `文件含有外部链接，不予接收，${again}`);
  if (/macroEnabled/i.test(text) && /content_types/i.test(name)) refuse('workbook_macro', `文件含有宏，不予接收，${again}`);
}
