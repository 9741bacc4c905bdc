import { formatInstant, type Instant } from '#domain/calendar/instant.js';
import { formatWanYuan } from '#domain/money/fen.js';
import { regionName } from '#domain/organisation/regions.js';
import { measures } from '#domain/subsidy/measures.js';
import { tableWorkbook, type TableColumn } from './table-workbook.js';

interface Line {
  prefectureCode: string | null;
  measure: keyof typeof measures;
  filed: number;
  open: number;
  refused: number;
  awarded: number;
  awardedFen: string;
  paid: number;
  paidFen: string;
}

const columns: TableColumn[] = [
  { label: '州（市）', width: 22 },
  { label: '措施', width: 34 },
  { label: '申报（件）' },
  { label: '在办（件）' },
  { label: '未予补助（件）' },
  { label: '核定（件）' },
  { label: '核定金额（万元）', width: 18, money: true },
  { label: '已支付（件）' },
  { label: '已支付金额（万元）', width: 18, money: true },
];
const wan = (fen: bigint) => Number(formatWanYuan(fen).replaceAll(',', ''));
const sum = (lines: Line[], of: (line: Line) => bigint) => lines.reduce((total, line) => total + of(line), 0n);

/** 年度汇总表 by prefecture and measure as Excel, with who took it and when (6.14). */
export function rollupWorkbook(year: number, lines: Line[], by: string, now: Instant): Promise<Buffer> {
  const total = (of: 'filed' | 'open' | 'refused' | 'awarded' | 'paid') => Number(sum(lines, (line) => BigInt(line[of])));
  return tableWorkbook({
    sheet: '年度汇总',
    title: `${year}年科技金融补助汇总表`,
    columns,
    sums: 1,
    rows: [
      ...lines.map((line) => [
        line.prefectureCode ? (regionName(line.prefectureCode) ?? line.prefectureCode) : '省级',
        `${measures[line.measure].clause}${measures[line.measure].label}`,
        ...[
          line.filed,
          line.open,
          line.refused,
          line.awarded,
          wan(BigInt(line.awardedFen)),
          line.paid,
          wan(BigInt(line.paidFen)),
        ],
      ]),
      [
        '合计',
        '',
        ...[
          total('filed'),
          total('open'),
          total('refused'),
          total('awarded'),
          wan(sum(lines, (line) => BigInt(line.awardedFen))),
        ],
        ...[total('paid'), wan(sum(lines, (line) => BigInt(line.paidFen)))],
      ],
    ],
    foot: `导出人：${by} 导出时间：${formatInstant(now)}`,
  });
}
