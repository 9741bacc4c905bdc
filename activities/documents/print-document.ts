import { Paragraph, type Table } from 'docx';
import { formatDate } from '#domain/calendar/instant.js';
import type { Field, FormValues } from '#domain/form/definition.js';
import type { DocumentContent, DocumentSection, FormDocument, Table as FormTable } from '#domain/form/document.js';
import {
  blankDate,
  cell,
  centred,
  heading,
  label,
  nameOf,
  paper,
  prose,
  row,
  rowsOf,
  sealRow,
  shown,
  table,
  type PaperVersion,
} from './layout.js';
import { opinionRow, type PrintedOpinion } from './print.js';

/** Who signs at the foot of an agreement, and how it was done. */
export interface PrintedSignature {
  unit: string;
  representative?: string;
  /** 'YYYY-MM-DD'; without it the room is left for hand and seal. */
  signedOn?: string;
  /** 系统签署, 线下盖章 (6.9: never a seal of the national platform). */
  means?: string;
}

export interface PrintedDocument {
  form: FormDocument;
  /** '附件1'. */
  annex?: string;
  content: DocumentContent;
  /** The frozen version printed; without it the paper says 草稿. */
  version?: PaperVersion;
  number?: string;
  /** What the record says of the matter, before the text: name and value. */
  facts?: readonly (readonly [string, string])[];
  /** Rooms for seals at the end, under their own heading: those of the parties first, then the opinions given. */
  seals?: { heading: string; rooms: readonly { heading: string; lines: readonly string[]; seal: string; date?: string }[] };
  opinions?: readonly PrintedOpinion[];
  /** 签章 grid, with the number of its section. */
  signatures?: { heading: string; rows: readonly PrintedSignature[] };
}

/** 6.12 a document of tables and texts on A4, from the same definition as the page; long texts run on as prose, rows stand in ruled tables. */
export function printDocument(given: PrintedDocument): Promise<Buffer> {
  const { form, annex, content, version, number, facts = [], seals, opinions = [], signatures } = given;
  const rooms = [
    ...(seals?.rooms ?? []).map((room) => sealRow(room.heading, room.lines, room.seal, room.date)),
    ...opinions.map(opinionRow),
  ];
  return paper(form.label, version, [
    ...(annex ? [new Paragraph({ text: annex })] : []),
    centred(form.label, 36),
    ...(number ? [new Paragraph({ text: `编号：${number}` })] : []),
    ...(facts.length ? [table(facts.map(([name, value]) => row([label(name), cell(value, 3)])))] : []),
    ...form.sections.flatMap((section) => sectionOf(section, content)),
    ...(signatures ? [heading(signatures.heading), grid(signatures.rows)] : []),
    ...(rooms.length ? [heading(seals?.heading ?? '意见'), table(rooms)] : []),
  ]);
}

/** A section of one long text runs on under its heading; everything else stands in a table. */
function sectionOf(section: DocumentSection, { fields, tables }: DocumentContent): (Paragraph | Table)[] {
  const asked = section.fields.filter((field) => !field.when || field.when(fields));
  const long = asked.filter((field) => field.kind === 'longtext');
  const short = asked.filter((field) => field.kind !== 'longtext');
  return [
    heading(section.label),
    ...(short.length ? [table(rowsOf(short, fields))] : []),
    ...long.flatMap((field) => textOf(field, fields, field.label === section.label || long.length === 1)),
    ...(section.tables ?? []).map((one) => tableOf(one, tables[one.key] ?? [])),
  ];
}

const textOf = (field: Field, values: FormValues, alone: boolean): Paragraph[] => [
  ...(alone ? [] : [new Paragraph({ keepNext: true, spacing: { before: 120 }, text: `（${field.label}）` })]),
  ...prose(shown(field, values[field.key]) || '—'),
];

function tableOf({ columns }: FormTable, lines: readonly FormValues[]): Table {
  const visible = columns.filter((column) => !column.internal);
  const width = (column: Field) =>
    column.kind === 'longtext' ? 3 : column.kind === 'number' || column.kind === 'tick' ? 0.7 : 1.4;
  const whole = visible.reduce((sum, column) => sum + width(column), 0.5);
  const shares = [0.5, ...visible.map(width)].map((part) => part / whole);
  const body = lines.map((line, index) =>
    row([cell(String(index + 1)), ...visible.map((column) => cell(shown(column, line[column.key])))]),
  );
  const blank = body.length ? [] : [row([cell('1'), ...visible.map(() => cell(''))])];
  return table([row([label('序号'), ...visible.map((column) => label(nameOf(column)))]), ...body, ...blank], shares);
}

/** Two units a line, each with room for the signature of its 法定代表人 and its seal. */
function grid(rows: readonly PrintedSignature[]): Table {
  const box = ({ unit, representative, signedOn, means }: PrintedSignature) =>
    cell(
      [
        `单位（盖章）：${unit}`,
        `法定代表人（签字）：${signedOn ? (representative ?? '') : ''}`,
        ...(means ? [`签署方式：${means}`] : ['', '']),
        signedOn ? formatDate(signedOn) : blankDate,
      ].join('\n'),
    );
  const pairs = rows.flatMap((one, index) => (index % 2 === 0 ? [[one, rows[index + 1]] as const] : []));
  return table(
    pairs.map(([left, right]) => row([box(left), right ? box(right) : cell('')])),
    [0.5, 0.5],
  );
}
