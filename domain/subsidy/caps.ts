import type { Fen } from '#domain/money/fen.js';
import type { Measure } from './measures.js';
import type { SubsidyRules } from './rules.js';

/** A limit 限额: what all claims of one key may take together. */
export interface Cap {
  /** Business identity; counters are locked in the order of their keys. */
  key: string;
  label: string;
  clause: string;
  limit: Fen;
  /** The claimant whose limit it is; without it, everybody's. */
  institution?: string;
  /** The subsidy year; without it, a lifetime's. */
  year?: number;
}

/** A cap as it stands: `used` is awarded 核定 or paid, `reserved` is held by claims on their way. */
export interface CapState extends Cap {
  used: Fen;
  reserved: Fen;
}

export interface CapSubject {
  /** 在滇一级法人机构 of the claimant: branches add up under it (C2.1). */
  institution: string;
  /** R14: same investee, same institution, same round = one 单笔. */
  deal?: string;
  /** R11: an optional yearly limit for one bank, set by the department. */
  bankLimit?: Fen;
}

/** The caps a measure's award must fit under in the year, in the order of their keys. */
export function capsOf(measure: Measure, subject: CapSubject, year: number, rules: SubsidyRules): Cap[] {
  return unsorted(measure, subject, year, rules).sort((a, b) => (a.key < b.key ? -1 : 1));
}

function unsorted(measure: Measure, { institution, deal, bankLimit }: CapSubject, year: number, rules: SubsidyRules): Cap[] {
  const yearly = (label: string, clause: string, limit: Fen): Cap => ({
    key: `${clause}/${institution}/${year}`,
    label,
    clause,
    limit,
    institution,
    year,
  });
  const perInstitution = yearly('单个机构年度补助总额（含开办费）', 'C5.2', rules.venture.perInstitution);
  const vouchers = yearly('科技金融领域创新券年度综合限额', 'C7.3', rules.vouchers.perEnterprise);
  switch (measure) {
    case 'C1':
      return [
        { key: `C1.2/pool/${year}`, label: '全省试点机构年度补偿总额', clause: 'C1.2', limit: rules.C1.pool, year },
        ...(bankLimit === undefined ? [] : [yearly('单家银行年度补偿限额', 'C1.1', bankLimit)]),
      ];
    case 'C2.1':
      return [yearly('每家银行年度风险补助限额', 'C2.1', rules['C2.1'].perBank)];
    case 'C2.2':
      return [yearly('每家银行年度费用补助限额', 'C2.2', rules['C2.2'].perBank)];
    case 'C3':
      return [yearly('每家担保机构年度奖补限额', 'C3.1', rules.C3.perGuarantor)];
    case 'C4':
      return [
        {
          key: `C4.2/${institution}/${deal ?? ''}/${year}`,
          label: '单笔投资年度补助限额',
          clause: 'C4.2',
          limit: rules.C4.perDeal,
          institution,
          year,
        },
        perInstitution,
      ];
    case 'C5':
      return [
        { key: `C5.1/${institution}`, label: '开办费一次性补助限额', clause: 'C5.1', limit: rules.C5.most, institution },
        perInstitution,
      ];
    case 'C6.1':
      return [yearly('每户企业年度贴息限额（评价体系贷款）', 'C6.1', rules['C6.1'].perEnterprise)];
    case 'C6.2':
      return [yearly('每户企业年度贴息限额（知识产权质押贷款）', 'C6.2', rules['C6.2'].perEnterprise)];
    case 'C7.1':
      return [yearly('每户企业年度担保费抵扣限额', 'C7.1', rules['C7.1'].perEnterprise), vouchers];
    case 'C7.2':
      return [yearly('每户企业年度保费抵扣限额', 'C7.2', rules['C7.2'].perEnterprise), vouchers];
    case 'C8':
      return [
        {
          key: `C8.1/${institution}`,
          label: '每户企业累计贴息限额（整个贷款期）',
          clause: 'C8.1',
          limit: rules.C8.perEnterprise,
          institution,
        },
      ];
  }
}
