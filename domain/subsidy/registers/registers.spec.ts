import { describe, expect, it } from 'vitest';
import type { Post, Viewer } from '#domain/organisation/access-matrix.js';
import type { Role } from '#domain/organisation/roles.js';
import type { FormValues } from '#domain/form/definition.js';
import { keepingOf, reachOf } from './access.js';
import { checkEntry, inForce, unbroken, undatedFrom } from './definition.js';
import { registerDefinitions, registerOfKey } from './definitions.js';

const register = (key: string) => registerOfKey(key)!;
const unitId = 'u';
const codes = (key: string, entry: Parameters<typeof checkEntry>[1]) =>
  checkEntry(register(key), entry).map(({ code, field }) => `${code} ${field}`);

const good: Record<string, { of?: { unitId?: string; number?: string }; values: FormValues }> = {
  'listed-reserve': { of: { unitId }, values: { pool: '金种子企业库', board: '科创板' } },
  'fund-consortium': { of: { unitId }, values: { fund: '云岭基金', state: '已投资', invested: '500.00' } },
  'finance-product': { of: { unitId, number: 'CP-1' }, values: { name: '科创贷', kind: '信用贷款', terms: '高新技术企业' } },
  'product-statistics': {
    of: { unitId, number: 'CP-1' },
    values: { kind: '信用贷款', year: '2025', balance: '12000', borrowers: '86' },
  },
  'platform-catalogue': { of: { number: 'ML-1' }, values: { kind: '政策', name: '12条措施', content: '科技金融' } },
  'financing-demand': {
    of: { unitId },
    values: { amount: '800', kind: '知识产权质押', neededBy: '2026-09-01', purpose: '扩产', consent: true },
  },
};

describe('what an entry must say', () => {
  it.each(Object.entries(good))(
    'C9.1 C10.1 C11.1 C12.1 %s takes a whole entry and names every field that is missing',
    (key, { of, values }) => {
      expect(codes(key, { ...of, from: '2026-01-01', values })).toEqual([]);
      const required = register(key).fields.filter((field) => field.required);
      expect(required.length).toBeGreaterThan(0);
      expect(codes(key, { ...of, from: '2026-01-01', values: {} })).toEqual(
        required.map((field) => `entry_invalid ${field.key}`),
      );
    },
  );

  it('C9.1 a unit, C12.1 a number, days in their order', () => {
    expect(codes('listed-reserve', { from: '2026-01-01', values: good['listed-reserve']!.values })).toEqual([
      'unit_missing unitId',
    ]);
    const catalogue = good['platform-catalogue']!.values;
    expect(codes('platform-catalogue', { number: ' ', from: '2026-01-01', values: catalogue })).toEqual([
      'number_missing number',
    ]);
    expect(codes('platform-catalogue', { number: 'A', from: '2026-02-30', values: catalogue })).toEqual(['date_invalid from']);
    expect(codes('platform-catalogue', { number: 'A', from: '2026-02-01', until: '2026-01-31', values: catalogue })).toEqual([
      'until_invalid until',
    ]);
  });

  it('what the register does not ask is refused: a unit, a number, another field, another kind of value', () => {
    const { values } = good['platform-catalogue']!;
    expect(codes('platform-catalogue', { number: 'A', unitId, from: '2026-01-01', values })).toEqual(['unit_unasked unitId']);
    expect(codes('listed-reserve', { number: 'A', unitId, from: '2026-01-01', values: good['listed-reserve']!.values })).toEqual([
      'number_unasked number',
    ]);
    expect(codes('platform-catalogue', { number: 'A', from: '2026-01-01', values: { ...values, score: '5' } })).toEqual([
      'field_unknown score',
    ]);
    const demand = { ...good['financing-demand']!.values, consent: 'yes' };
    expect(codes('financing-demand', { unitId, from: '2026-01-01', values: demand })).toEqual(['field_unknown consent']);
  });

  it('C10.1 amounts, choices and counts are judged', () => {
    const entry = (values: FormValues) => ({
      unitId,
      from: '2026-01-01',
      values: { ...good['fund-consortium']!.values, ...values },
    });
    expect(codes('fund-consortium', entry({ invested: '-1' }))).toEqual(['entry_invalid invested']);
    expect(codes('fund-consortium', entry({ state: '意向' }))).toEqual(['entry_invalid state']);
    const statistics = { ...good['product-statistics']!.values, borrowers: '1.5' };
    expect(codes('product-statistics', { unitId, number: 'A', from: '2025-12-31', values: statistics })).toEqual([
      'entry_invalid borrowers',
    ]);
  });

  it('an entry is in force on its first and its last day; C11.1 statistics are of their year’s end', () => {
    const entry = { from: '2026-01-01', until: '2026-12-31' };
    expect(['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map((on) => inForce(entry, on))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(inForce({ from: '2026-01-01' }, '2099-01-01')).toBe(true);
  });

  it('C3.1 a certificate renewed the day after it ends is one without a gap; a day between ends it', () => {
    const [first, renewed] = [
      { from: '2026-01-01', until: '2026-06-30' },
      { from: '2026-07-01', until: '2026-12-31' },
    ];
    expect(unbroken([renewed, first], '2026-04-01')).toEqual({ from: '2026-01-01', until: '2026-12-31' });
    expect(unbroken([first, { ...renewed, from: '2026-07-02' }], '2026-04-01')).toEqual(first);
    expect(unbroken([first, { from: '2026-05-01' }], '2026-04-01')).toEqual({ from: '2026-01-01' });
    expect(unbroken([renewed], '2026-04-01')).toBeUndefined();
    expect(undatedFrom(register('product-statistics'), { year: '2025' }, '2026-03-01')).toBe('2025-12-31');
    expect(undatedFrom(register('product-statistics'), { year: '25' }, '2026-03-01')).toBe('2026-03-01');
  });

  it('keys, fields and what the pages call an entry’s parts do not collide', () => {
    expect(new Set(registerDefinitions.map(({ key }) => key)).size).toBe(registerDefinitions.length);
    for (const { key, fields, consent, yearEnd } of registerDefinitions) {
      const keys = ['unitId', 'unit', 'number', 'from', 'until', ...fields.map((field) => field.key)];
      expect(new Set(keys).size, key).toBe(keys.length);
      for (const named of [consent, yearEnd]) if (named) expect(keys, key).toContain(named);
    }
  });
});

describe('C9.1 C12.1 who sees and who keeps', () => {
  const viewer = (role: Role, more: Partial<Post> = {}): Viewer => ({
    personId: 'p',
    posts: [{ role, unitId: 'own', level: 'unit', ...more }],
  });
  const sti = { level: 'province', department: 'sti' } as const;
  const reach = (key: string, who: Viewer) => {
    const found = reachOf(register(key), who);
    return found?.kind === 'own' ? [found.units.join(), found.consented].filter(Boolean).join(' ') : found?.kind;
  };
  it.each([
    // register, who, sees, keeps
    ['pilot-bank', 'VO of 科技厅', viewer('VO', sti), 'all', 'any'],
    ['pilot-bank', 'VD of 科技厅', viewer('VD', sti), 'all', []],
    ['pilot-bank', 'VO of 工信厅', viewer('VO', { level: 'province', department: 'miit' }), 'all', []],
    ['pilot-bank', 'a firm', viewer('EA'), 'all', []],
    ['pilot-bank', 'an expert', viewer('XP'), undefined, []],
    ['pilot-bank', 'the system administrator', viewer('SA', { level: 'province' }), undefined, []],
    ['listed-reserve', 'VL of 科技厅', viewer('VL', sti), 'all', []],
    ['listed-reserve', 'the auditor', viewer('AU', { level: 'province' }), 'all', []],
    ['listed-reserve', 'VO of 工信厅', viewer('VO', { level: 'province', department: 'miit' }), undefined, []],
    ['listed-reserve', 'a firm', viewer('UA'), 'own', []],
    ['listed-reserve', 'a bank', viewer('FI'), 'own', []],
    ['listed-reserve', 'a prefecture', viewer('PO', { level: 'prefecture', department: 'sti' }), undefined, []],
    ['fund-consortium', 'finance', viewer('FN', { level: 'province', department: 'finance' }), undefined, []],
    ['financing-demand', 'a firm', viewer('EA'), 'own', ['own']],
    ['financing-demand', 'a bank', viewer('FI'), 'own consent', []],
    ['financing-demand', 'VO of 科技厅', viewer('VO', sti), 'all', 'any'],
    ['financing-demand', 'an official’s post in a firm', viewer('VO'), 'own', []],
    ['platform-catalogue', 'a bank', viewer('FI'), 'all', []],
  ] as const)('%s: %s', (key, _who, who, sees, keeps) => {
    expect(reach(key, who)).toBe(sees);
    expect(keepingOf(register(key), who)).toEqual(keeps);
  });
});
