import type { Instant } from '#domain/calendar/instant.js';
import { projectTypes } from '#domain/key-project/form.js';
import { completionRate, monthlyTotal } from '#domain/key-project/monthly.js';
import { monthName } from '#domain/key-project/months.js';
import { toWanYuan } from '#domain/money/fen.js';
import { regionName } from '#domain/organisation/regions.js';
import type { MonthlyLine } from '#records/reports.js';
import { takenOut, tableWorkbook } from './table-workbook.js';

/** 月度调度表 as a workbook: a line for each prefecture and type, and their sum; who took it out and when at the foot (6.14). */
export function monthlyWorkbook(given: {
  year: number;
  month: string;
  lines: readonly MonthlyLine[];
  by: string;
  at: Instant;
}): Promise<Buffer> {
  const { year, month, lines, by, at } = given;
  const wan = (fen: bigint) => Number(toWanYuan(fen));
  const figures = (sums: ReturnType<typeof monthlyTotal>) => [
    sums.count,
    sums.reported,
    wan(sums.planFen),
    wan(sums.monthFen),
    wan(sums.completedFen),
    completionRate(sums.completedFen, sums.planFen) ?? '—',
    sums.paused,
    sums.done,
  ];
  return tableWorkbook({
    sheet: month,
    title: `${year}年重点项目月度调度表（${monthName(month)}）`,
    columns: [
      { label: '州（市）', width: 24 },
      { label: '项目类型' },
      { label: '项目数' },
      { label: '已报数' },
      { label: '年度计划投资（万元）', width: 20, money: true },
      { label: '当月完成投资（万元）', width: 20, money: true },
      { label: '累计完成投资（万元）', width: 20, money: true },
      { label: '完成率' },
      { label: '停缓建' },
      { label: '竣工投产' },
    ],
    rows: [
      ...lines.map((line) => [
        regionName(line.prefectureCode) ?? line.prefectureCode,
        projectTypes.find((type) => type.value === line.type)?.label ?? line.type,
        ...figures(monthlyTotal([line])),
      ]),
      ['合计', '', ...figures(monthlyTotal(lines))],
    ],
    sums: 1,
    foot: takenOut(by, at),
  });
}
