import { formatDate, formatDeadline, formatInstant, type Instant } from '#domain/calendar/instant.js';
import { satisfactions } from '#domain/coordination/data.js';
import { regionName } from '#domain/organisation/regions.js';
import type { BanRow } from '#records/bans.js';
import type { CoordinationRow } from '#records/coordination-items.js';
import { takenOut, tableWorkbook } from './table-workbook.js';

interface TakenOut<T> {
  rows: readonly T[];
  by: string;
  at: Instant;
}

const foot = ({ rows, by, at }: TakenOut<unknown>) => `${takenOut(by, at)}；共${rows.length}条`;
const region = (code: string | null | undefined) => (code ? (regionName(code) ?? null) : null);

/** 取消申报资格名单 (B32) as a workbook, with who took it out and when at the foot (6.14). */
export function bansWorkbook(given: TakenOut<BanRow>): Promise<Buffer> {
  return tableWorkbook({
    sheet: '取消申报资格名单',
    title: '取消申报资格名单',
    columns: [
      { label: '单位', width: 34 },
      { label: '统一社会信用代码', width: 24 },
      { label: '所在地', width: 18 },
      { label: '事由', width: 40 },
      { label: '决定文号', width: 24 },
      { label: '首日', width: 16 },
      { label: '末日（含）', width: 16 },
      { label: '状态' },
    ],
    rows: given.rows.map((row) => [
      row.unit,
      row.uscc,
      region(row.regionCode),
      row.fact,
      row.decisionNo,
      formatDate(row.firstDay),
      formatDate(row.lastDay),
      row.standing ? '禁入期内' : '已解除',
    ]),
    foot: foot(given),
  });
}

/** 协调事项一览表 (2.11) as a workbook, likewise. */
export function coordinationWorkbook(given: TakenOut<CoordinationRow>): Promise<Buffer> {
  return tableWorkbook({
    sheet: '协调事项',
    title: '协调事项一览表',
    columns: [
      { label: '事项', width: 36 },
      { label: '来源', width: 28 },
      { label: '提出单位', width: 28 },
      { label: '州（市）', width: 18 },
      { label: '办理单位', width: 30 },
      { label: '状态' },
      { label: '办理时限', width: 26 },
      { label: '是否超期' },
      { label: '满意度', width: 22 },
      { label: '督导次数' },
      { label: '更新时间', width: 20 },
    ],
    rows: given.rows.map((row) => [
      row.title,
      row.source,
      row.unit ?? null,
      region(row.prefectureCode),
      row.desk,
      row.reopened ? `${row.label}（重新办理）` : row.label,
      row.due && formatDeadline(Date.parse(row.due)),
      row.overdue ? '已超期' : null,
      row.satisfaction ? satisfactions[row.satisfaction].label : null,
      row.notes,
      formatInstant(Date.parse(row.updatedAt)),
    ]),
    foot: foot(given),
  });
}
