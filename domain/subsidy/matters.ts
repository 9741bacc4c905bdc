import { lines, text, type Facts } from './facts.js';
import type { Measure } from './measures.js';
import { dealOf } from './venture.js';

/** A loan, deal, policy, voucher or invoice: what may be claimed once. Unique over all claims that live or were awarded. */
export interface Matter {
  /** Business identity: kind and number. */
  key: string;
  /** What to call it in a refusal. */
  label: string;
}

/** Numbers are compared without white space and letter case, in half-width characters. */
const plain = (value: string): string => value.normalize('NFKC').replace(/\s+/g, '').toUpperCase();

/**
 * What the claim lays its hand on (specification 2.9; R19: one loan contract under one of C6.1, C6.2, C8 a year; R20: each form of C4 once
 * a deal; C5 once in a lifetime). A voucher is used once and received once. Throws FactError where a number is missing.
 */
export function mattersOf(measure: Measure, facts: Facts, institution: string, year: number): Matter[] {
  const matter = (kind: string, value: string, label: string): Matter => ({
    key: `${kind}/${plain(value)}`,
    label: `${label} ${plain(value)}`,
  });
  const of = (kind: string, key: string, label: string): Matter => matter(kind, text(facts, key, `${label}编号`), label);
  const each = (list: string, listLabel: string, kind: string, key: string, label: string): Matter[] =>
    lines(facts, list, listLabel, (line) => matter(kind, text(line, key, `${label}编号`), label));
  switch (measure) {
    case 'C1':
      return [of('loss', 'loanNo', '贷款合同')];
    case 'C2.1':
      return each('loans', '新增贷款清单', 'new-loan', 'no', '贷款合同');
    case 'C2.2':
      return each('fees', '费用清单', 'fee-invoice', 'no', '发票');
    case 'C3':
      return [
        ...each('guarantees', '新增担保清单', 'guarantee', 'no', '担保合同'),
        ...each('guarantees', '新增担保清单', 'voucher-received', 'voucher', '创新券'),
      ];
    case 'C4':
      return [
        {
          key: `deal/${institution}/${plain(text(facts, 'deal', '被投企业及轮次'))}/${text(facts, 'form', '补助形式')}`,
          label: `投资 ${dealOf(facts)}`,
        },
      ];
    case 'C5':
      return [{ key: `set-up/${institution}`, label: '开办费补助（一次性）' }];
    case 'C6.1':
    case 'C6.2':
    case 'C8': {
      const loan = of('interest', 'loanNo', '贷款合同');
      return [{ key: `${loan.key}/${year}`, label: loan.label }];
    }
    case 'C7.1':
      return [of('guarantee-fee', 'contractNo', '担保合同'), of('voucher-used', 'voucher', '创新券')];
    case 'C7.2':
      return [of('premium', 'contractNo', '保险单'), of('voucher-used', 'voucher', '创新券')];
  }
}

/** The first number that stands twice in one claim. */
export function repeatedIn(matters: Matter[]): Matter | undefined {
  return matters.find((matter, index) => matters.findIndex((other) => other.key === matter.key) < index);
}
