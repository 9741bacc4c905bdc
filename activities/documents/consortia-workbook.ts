import type { Instant } from '#domain/calendar/instant.js';
import { standings } from '#domain/consortium/annual-report/standing.js';
import { evaluationKinds } from '#domain/consortium/vocabulary.js';
import { regionName } from '#domain/organisation/regions.js';
import type { ConsortiumRow } from '#records/programmes/consortium/list-consortia.js';
import { takenOut, tableWorkbook } from './table-workbook.js';

/** 创新联合体一览表 as a workbook, with who took it out and when at the foot (6.14). */
export function consortiaWorkbook(given: { rows: readonly ConsortiumRow[]; by: string; at: Instant }): Promise<Buffer> {
  const { rows, by, at } = given;
  return tableWorkbook({
    sheet: '创新联合体',
    title: '云南省创新联合体一览表',
    columns: [
      { label: '编号', width: 20 },
      { label: '名称', width: 34 },
      { label: '产业领域', width: 18 },
      { label: '牵头单位', width: 28 },
      { label: '州（市）', width: 18 },
      { label: '状态' },
      { label: '存续期起' },
      { label: '存续期止' },
      { label: '最近年度报告', width: 22 },
      { label: '最近评价', width: 22 },
      { label: '提示', width: 26 },
    ],
    rows: rows.map((row) => [
      row.number,
      row.title,
      row.industry,
      row.unit,
      row.prefectureCode ? (regionName(row.prefectureCode) ?? null) : null,
      row.label,
      row.startsOn,
      row.endsOn,
      row.report && `${row.report.year}年度 ${standings[row.report.standing].label}`,
      row.evaluation && `${evaluationKinds[row.evaluation.kind] ?? ''} ${row.evaluation.score} ${row.evaluation.grade}`,
      [row.expired && '存续期届满', row.withoutProject && '尚无省级重大科技专项'].filter(Boolean).join('；') || null,
    ]),
    foot: `${takenOut(by, at)}；共${rows.length}家`,
  });
}
