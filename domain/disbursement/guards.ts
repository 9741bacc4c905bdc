import { formatWanYuan, type Fen } from '#domain/money/fen.js';
import type { Guard } from '#domain/process/types.js';
import type { InstalmentData, InstalmentKnown } from './data.js';

/** B10, R6: 企业自筹 : 财政资助 ≥ 2:1. 500 万元 of fiscal money want 1000.00 self-raised; 999.99 fail (P-4). */
export const ratioHolds = (selfRaised: Fen, fiscal: Fen): boolean => selfRaised >= 2n * fiscal;

/** The first instalment looks at the commitment for the whole task; later ones at what has arrived, over all fiscal money with this instalment. */
export const twoToOne: Guard<InstalmentData, InstalmentKnown> = {
  name: 'twoToOne',
  clause: 'B10',
  check: ({ state: { data } }) => {
    const first = data.no === 1;
    const [selfRaised, fiscal] = [BigInt((first ? data.pledgedFen : data.arrivedFen) ?? '0'), BigInt(data.cumulativeFen)];
    return ratioHolds(selfRaised, fiscal)
      ? undefined
      : {
          code: 'ratio_short',
          clause: 'B10',
          message: `${first ? '承诺' : '到位'}的企业自筹资金 ${formatWanYuan(selfRaised)} 万元，不足财政资助 ${formatWanYuan(fiscal)} 万元的2倍，请补足后再办理。`,
        };
  },
};

/** B30: no further money while an annual report that is due has not been filed. */
export const reportsFiled: Guard<InstalmentData, InstalmentKnown> = {
  name: 'reportsFiled',
  clause: 'B30',
  check: ({ known }) =>
    known.reportsMissing.length === 0
      ? undefined
      : { code: 'report_missing', message: `${known.reportsMissing.join('、')}年度报告尚未归档，请先完成年度报告。` },
};

/** 中止、取消资格 stop instalments (2.3, 2.8). */
const paying = new Set(['operating', 'rectifying', 'renewing']);
export const consortiumRuns: Guard<InstalmentData, InstalmentKnown> = {
  name: 'consortiumRuns',
  clause: '2.3',
  check: ({ known: { consortium } }) =>
    !consortium || paying.has(consortium.status)
      ? undefined
      : { code: 'consortium_stopped', message: `创新联合体当前为「${consortium.label}」，停止拨款。` },
};
