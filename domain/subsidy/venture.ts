import { addMonths, type LocalDate } from '#domain/calendar/instant.js';
import { formatWanYuan, type Fen } from '#domain/money/fen.js';
import { formatPercent, least, parsePercent, times, whole } from '#domain/money/fraction.js';
import type { Computed } from './assessment.js';
import { amount, choice, count, date, positive, refuse, type ClaimOf, type Facts } from './facts.js';
import type { SubsidyRules } from './rules.js';

export type Stage = 'seed' | 'start-up' | 'growth';
export const stageLabels: Record<Stage, string> = { seed: '种子期', 'start-up': '初创期', growth: '成长期' };
export const formLabels = { risk: '风险补助', loss: '投资损失补偿' } as const;

/** An investee on the day of the investment (R13). */
export interface Investee {
  foundedOn: LocalDate;
  investedOn: LocalDate;
  revenue: Fen;
  assets: Fen;
  staff: number;
  listed: boolean;
}

/** R13 the suggested test of the stage; nothing when the firm is listed or too old for any. The officer confirms it. */
export function stageOf(
  { foundedOn, investedOn, revenue, assets, staff, listed }: Investee,
  { seed, 'start-up': startUp, growth }: SubsidyRules['C4']['stage'],
): Stage | undefined {
  const within = (months: number) => investedOn <= addMonths(foundedOn, months);
  if (listed || !within(growth.months)) return undefined;
  if (within(seed.months) && revenue <= seed.revenue) return 'seed';
  if (within(startUp.months) && staff <= startUp.staff && assets <= startUp.assets && revenue <= startUp.revenue)
    return 'start-up';
  return 'growth';
}

/** The investee as the claim describes it; nothing in claims filed before it was asked. */
function investeeOf(facts: Facts, investedOn: LocalDate): Investee | undefined {
  if (facts.investeeFoundedOn === undefined) return undefined;
  const foundedOn = date(facts, 'investeeFoundedOn', '被投企业成立日期');
  if (foundedOn > investedOn)
    refuse('founded_after', '被投企业成立日期不得晚于投资完成日期，请核对。', 'investeeFoundedOn', 'R13');
  return {
    foundedOn,
    investedOn,
    revenue: amount(facts, 'revenue', '投资时上年营业收入'),
    assets: amount(facts, 'assets', '投资时资产总额'),
    staff: count(facts, 'staff', '投资时职工人数'),
    listed: facts.listed === true,
  };
}

/** R13 what the suggested test says of the stage that is claimed; whoever is no early firm is not eligible. */
function judgedStage(claimed: Stage, investee: Investee | undefined, rules: SubsidyRules): string {
  if (!investee) return stageLabels[claimed];
  const tested = stageOf(investee, rules.C4.stage);
  if (!tested)
    refuse(
      'not_early',
      `被投企业投资时已上市或成立已超过${rules.C4.stage.growth.months}个月，不属于初创期、早期科技型企业，不予补助。`,
      investee.listed ? 'listed' : 'investeeFoundedOn',
      'R13',
    );
  return tested === claimed
    ? `${stageLabels[claimed]}，与成立时间、收入、资产和人数相符`
    : `${stageLabels[claimed]}；按成立时间、收入、资产和人数为${stageLabels[tested]}，请经办人核实`;
}

/** 满2年 is reached on the corresponding day (R20): invested 2021-06-15, held two years from 2023-06-15 on. */
export const heldLongEnough = (investedOn: LocalDate, until: LocalDate, months: number): boolean =>
  until >= addMonths(investedOn, months);

/** C4 10 / 8 / 5% of the equity investment made, held at least two years: as 风险补助, or as 投资损失补偿 up to the loss itself. */
export function equityInvestment({ facts, filedOn }: ClaimOf, rules: SubsidyRules): Computed {
  const form = choice(facts, 'form', '补助形式', ['risk', 'loss'] as const);
  const stage = choice(facts, 'stage', '投资时所处发展阶段', ['seed', 'start-up', 'growth'] as const);
  const invested = positive(facts, 'invested', '实际完成的股权投资额');
  const investedOn = date(facts, 'investedOn', '投资完成日期');
  if (facts.inYunnan !== true) refuse('investee_outside', '被投企业须在云南省内。', 'inYunnan', 'C4.1');
  if (facts.related === true) refuse('related_party', '关联方投资不予补助。', 'related', 'C4.1');
  const until = form === 'loss' ? date(facts, 'exitedOn', '退出或清算日期') : filedOn;
  if (!heldLongEnough(investedOn, until, rules.C4.heldMonths))
    refuse(
      'not_held_two_years',
      `投资须持有满2年（含），最早${addMonths(investedOn, rules.C4.heldMonths)}。`,
      'investedOn',
      'C4.1',
    );
  const judged = judgedStage(stage, investeeOf(facts, investedOn), rules);
  const ratio = parsePercent(rules.C4.ratio[stage]);
  const share = times(whole(invested), ratio);
  const steps = [
    { clause: 'C4.1', label: '实际完成的股权投资额', formula: formLabels[form], value: formatWanYuan(invested) },
    { clause: 'R13', label: '补助比例', formula: judged, value: formatPercent(ratio) },
  ];
  if (form === 'risk') return { steps, raw: share, rounding: 'half-up' };
  const loss = positive(facts, 'actualLoss', '实际投资损失');
  return {
    steps: [
      ...steps,
      { clause: 'R20', label: '不超过实际损失', formula: 'min(按比例计算, 实际损失)', value: formatWanYuan(loss) },
    ],
    raw: least(share, whole(loss)),
    rounding: 'half-up',
  };
}

/** C5 a newly set up VC institution: capital ≥ 5000万 and driven investment in Yunnan ≥ 2亿, its start-up costs up to 50万 (R21). */
export function setUp({ facts }: ClaimOf, rules: SubsidyRules): Computed {
  const capital = amount(facts, 'capital', '注册资金（规模）');
  if (capital < rules.C5.capital)
    refuse('capital_too_small', `注册资金（规模）须在${formatWanYuan(rules.C5.capital)}万元以上。`, 'capital', 'C5.1');
  const driven = amount(facts, 'driven', '带动社会资金在滇投资');
  if (driven < rules.C5.driven)
    refuse('driven_too_small', `带动社会资金在滇投资须在${formatWanYuan(rules.C5.driven)}万元以上。`, 'driven', 'C5.1');
  if (date(facts, 'foundedOn', '设立日期') <= rules.C5.foundedAfter)
    refuse('not_new', `须为${rules.C5.foundedAfter}以后新设立的创业投资机构。`, 'foundedOn', 'C5.1');
  const cost = positive(facts, 'cost', '经核实的开办费');
  const most = rules.C5.most;
  return {
    steps: [
      {
        clause: 'C5.1',
        label: '注册资金（规模）',
        formula: `≥ ${formatWanYuan(rules.C5.capital)}`,
        value: formatWanYuan(capital),
      },
      {
        clause: 'C5.1',
        label: '带动社会资金在滇投资',
        formula: `≥ ${formatWanYuan(rules.C5.driven)}`,
        value: formatWanYuan(driven),
      },
      {
        clause: 'R21',
        label: '开办费补助',
        formula: `min(经核实的开办费 ${formatWanYuan(cost)}, ${formatWanYuan(most)})`,
        value: formatWanYuan(cost < most ? cost : most),
      },
    ],
    raw: least(whole(cost), whole(most)),
    rounding: 'down',
    why: '不超过经核实的开办费，向下取整',
  };
}

/** R14 same investee, same institution, same round = one 单笔. */
export const dealOf = (facts: Facts): string =>
  String(facts.deal ?? '')
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .toUpperCase();
