import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { formatDate, parseLocalDate } from '#domain/calendar/instant.js';
import { canonical, cellText, tidy } from '#domain/form/cell.js';
import type { Field, FormValues } from '#domain/form/definition.js';

/** How our official papers look: A4, 宋体 and 黑体, ruled tables, rooms for seals, version and hash at the foot of every page (6.12). */

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export interface PaperVersion {
  version: number;
  sha256: string;
}

const PAGE = { width: 11906, height: 16838 };
const MARGIN = 1304;
const WIDTH = PAGE.width - 2 * MARGIN;
const SONG = { ascii: 'Times New Roman', eastAsia: '宋体', hAnsi: 'Times New Roman' };
const HEI = { ascii: 'Times New Roman', eastAsia: '黑体', hAnsi: 'Times New Roman' };
const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const padding = { top: 60, bottom: 60, left: 100, right: 100 };
const borders = () => ({ top: line, bottom: line, left: line, right: line });
const frame = { borders: borders(), margins: padding, verticalAlign: VerticalAlign.CENTER };

/** The paper as a .docx; without a version it says 草稿 on every page. */
export function paper(title: string, version: PaperVersion | undefined, children: (Paragraph | Table)[]): Promise<Buffer> {
  const document = new Document({
    creator: '督办',
    title,
    styles: { default: { document: { run: { font: SONG, size: 21 } } } },
    sections: [
      {
        properties: { page: { size: PAGE, margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN } } },
        footers: { default: footer(version) },
        children,
      },
    ],
  });
  return Packer.toBuffer(document);
}

function footer(version: PaperVersion | undefined): Footer {
  const mark = version ? `第${version.version}版 SHA-256 ${version.sha256}` : '草稿，未提交，不作为申报依据';
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({ size: 15, children: [mark, '  第', PageNumber.CURRENT, '页 共', PageNumber.TOTAL_PAGES, '页'] }),
        ],
      }),
    ],
  });
}

/** Columns by their shares of the page's width. */
export function table(rows: TableRow[], shares: readonly number[] = [0.2, 0.3, 0.2, 0.3]): Table {
  const columnWidths = shares.map((share) => Math.floor(WIDTH * share));
  return new Table({ width: { size: WIDTH, type: WidthType.DXA }, columnWidths, rows });
}

export const row = (children: TableCell[]) => new TableRow({ children });

export const cell = (text: string, columnSpan = 1) => new TableCell({ ...frame, columnSpan, children: paragraphs(text) });

export const label = (text: string) =>
  new TableCell({ ...frame, shading: { fill: 'F2F2F2' }, children: [new Paragraph({ children: runs(text, true) })] });

/** Long texts take a row of their own, short fields stand in pairs. */
export function rowsOf(fields: readonly Field[], values: FormValues): TableRow[] {
  const rows: TableRow[] = [];
  let waiting: { name: string; text: string } | undefined;
  const alone = ({ name, text }: { name: string; text: string }) => row([label(name), cell(text, 3)]);
  for (const field of fields) {
    const one = { name: nameOf(field), text: shown(field, values[field.key]) };
    const wide = field.kind === 'longtext' || field.kind === 'tick' || field.kind === 'multi';
    if (wide) {
      if (waiting) rows.push(alone(waiting));
      rows.push(alone(one));
      waiting = undefined;
    } else if (waiting) {
      rows.push(row([label(waiting.name), cell(waiting.text), label(one.name), cell(one.text)]));
      waiting = undefined;
    } else waiting = one;
  }
  return waiting ? [...rows, alone(waiting)] : rows;
}

export const nameOf = (field: Field): string => `${field.label}${field.unit ? `（${field.unit}）` : ''}`;

export function shown(field: Field, value: FormValues[string]): string {
  const text = cellText(field, canonical(field, value));
  return field.kind === 'date' && parseLocalDate(text) ? formatDate(text) : text;
}

/** A block with room for a seal and its date. */
export function sealRow(heading: string, lines: readonly string[], seal: string, date?: string): TableRow {
  const right = (text: string) =>
    new Paragraph({ alignment: AlignmentType.RIGHT, spacing: { before: 120 }, children: runs(text) });
  return new TableRow({
    cantSplit: true,
    children: [
      label(heading),
      new TableCell({
        columnSpan: 3,
        borders: borders(),
        margins: padding,
        children: [
          ...lines.map((text) => new Paragraph({ children: runs(text) })),
          new Paragraph({ spacing: { before: 480 } }),
          right(seal),
          right(date ? formatDate(date) : blankDate),
        ],
      }),
    ],
  });
}

/** Year, month and day with room between them, to be filled by hand. */
export const blankDate = `${'\u3000'.repeat(4)}年${'\u3000'.repeat(2)}月${'\u3000'.repeat(2)}日`;

export const paragraphs = (text: string) =>
  tidy(text)
    .split('\n')
    .map((one) => new Paragraph({ children: runs(one) }));

/** Running text: two characters in, one and a half lines apart. */
export const prose = (text: string) =>
  tidy(text)
    .split('\n')
    .map((one) => new Paragraph({ indent: { firstLine: 420 }, spacing: { line: 360 }, children: runs(one) }));

const runs = (text: string, bold = false) => [new TextRun({ text: tidy(text), bold })];

export const heading = (text: string) =>
  new Paragraph({
    keepNext: true,
    spacing: { before: 240, after: 80 },
    children: [new TextRun({ text, bold: true, font: HEI, size: 24 })],
  });

export const centred = (text: string, size: number) =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 240 },
    children: [new TextRun({ text, bold: true, font: HEI, size })],
  });
