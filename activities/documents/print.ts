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
import type { RecordFacts } from '#domain/key-project/comparison.js';
import { projectForm } from '#domain/key-project/form.js';

/** One level's word on the application. */
export interface PrintedOpinion {
  /** Such as '县级工信部门意见'. */
  heading: string;
  opinion: string;
  /** 推荐, 同意报送 … */
  decision: string;
  unit: string;
  person: string;
  /** 'YYYY-MM-DD'. */
  date: string;
}

export interface PrintedApplication {
  year: number;
  number?: string;
  form: FormValues;
  facts: RecordFacts;
  /** The frozen version printed, with its SHA-256; without it the paper says 草稿. */
  version?: { version: number; sha256: string };
  opinions: readonly PrintedOpinion[];
}

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const PAGE = { width: 11906, height: 16838 };
const MARGIN = 1304;
const WIDTH = PAGE.width - 2 * MARGIN;
const SONG = { ascii: 'Times New Roman', eastAsia: '宋体', hAnsi: 'Times New Roman' };
const HEI = { ascii: 'Times New Roman', eastAsia: '黑体', hAnsi: 'Times New Roman' };
const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' };

/** 6.12 the official form on A4, from the same definition as the page: sections, then the opinions of the levels with room for their seals. */
export async function printApplication(application: PrintedApplication): Promise<Buffer> {
  const form = projectForm(application.year);
  const { form: values } = application;
  const sections = form.sections.flatMap((section) => {
    const asked = section.fields.filter((field) => !field.when || field.when(values));
    return asked.length ? [heading(section.label), table(rowsOf(asked, values))] : [];
  });
  const document = new Document({
    creator: '督办',
    title: form.label,
    styles: { default: { document: { run: { font: SONG, size: 21 } } } },
    sections: [
      {
        properties: { page: { size: PAGE, margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN } } },
        footers: { default: footer(application) },
        children: [
          centred(form.label, 36),
          table([
            row([
              label('项目编号'),
              cell(application.number ?? '（提交后生成）'),
              label('申报单位'),
              cell(application.facts.owner),
            ]),
            row([
              label('统一社会信用代码'),
              cell(application.facts.uscc),
              label('所属州（市）'),
              cell(application.facts.prefecture),
            ]),
          ]),
          ...sections,
          heading('审核意见'),
          table([
            sealRow('申报单位承诺', ['本单位承诺以上填报内容及所附材料真实、准确、完整，并承担相应责任。'], '单位（公章）'),
            ...application.opinions.map(opinionRow),
          ]),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

/** Long texts take a row of their own, short fields stand in pairs. */
function rowsOf(fields: readonly Field[], values: FormValues): TableRow[] {
  const rows: TableRow[] = [];
  let waiting: { name: string; text: string } | undefined;
  const alone = ({ name, text }: { name: string; text: string }) => row([label(name), cell(text, 3)]);
  for (const field of fields) {
    const one = { name: `${field.label}${field.unit ? `（${field.unit}）` : ''}`, text: shown(field, values[field.key]) };
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

function shown(field: Field, value: FormValues[string]): string {
  const text = cellText(field, canonical(field, value));
  return field.kind === 'date' && parseLocalDate(text) ? formatDate(text) : text;
}

function opinionRow(one: PrintedOpinion): TableRow {
  return sealRow(
    one.heading,
    [one.opinion || one.decision, ...(one.opinion ? [`审核结论：${one.decision}`] : []), `经办人：${one.person}`],
    `${one.unit}（公章）`,
    one.date,
  );
}

function sealRow(heading: string, lines: readonly string[], seal: string, date?: string): TableRow {
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
          right(date ? formatDate(date) : `${'\u3000'.repeat(4)}年${'\u3000'.repeat(2)}月${'\u3000'.repeat(2)}日`),
        ],
      }),
    ],
  });
}

const padding = { top: 60, bottom: 60, left: 100, right: 100 };
const borders = () => ({ top: line, bottom: line, left: line, right: line });

function table(rows: TableRow[]): Table {
  const columns = [0.2, 0.3, 0.2, 0.3].map((share) => Math.floor(WIDTH * share));
  return new Table({ width: { size: WIDTH, type: WidthType.DXA }, columnWidths: columns, rows });
}

const row = (children: TableCell[]) => new TableRow({ children });

const cell = (text: string, columnSpan = 1) =>
  new TableCell({
    columnSpan,
    borders: borders(),
    margins: padding,
    verticalAlign: VerticalAlign.CENTER,
    children: paragraphs(text),
  });

const label = (text: string) =>
  new TableCell({
    borders: borders(),
    margins: padding,
    verticalAlign: VerticalAlign.CENTER,
    shading: { fill: 'F2F2F2' },
    children: [new Paragraph({ children: runs(text, true) })],
  });

const paragraphs = (text: string) =>
  tidy(text)
    .split('\n')
    .map((one) => new Paragraph({ children: runs(one) }));
const runs = (text: string, bold = false) => [new TextRun({ text: tidy(text), bold })];
const heading = (text: string) =>
  new Paragraph({
    keepNext: true,
    spacing: { before: 240, after: 80 },
    children: [new TextRun({ text, bold: true, font: HEI, size: 24 })],
  });
const centred = (text: string, size: number) =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 240 },
    children: [new TextRun({ text, bold: true, font: HEI, size })],
  });

function footer({ version }: PrintedApplication): Footer {
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
