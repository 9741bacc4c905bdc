import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawPanel, type Candidate, type DrawFor } from './draw.js';

const candidate = (n: number, change: Partial<Candidate> = {}): Candidate => ({
  personId: `e${String(n).padStart(3, '0')}`,
  employer: `单位${n}`,
  fields: ['绿色铝'],
  finance: false,
  relations: [],
  ...change,
});
const pool = Array.from({ length: 30 }, (_, n) => candidate(n));
const of: DrawFor = {
  field: '绿色铝',
  size: 5,
  units: [{ id: 'firm', name: '滇中绿铝' }],
  avoid: [],
  withFinance: false,
  kept: [],
  gone: [],
  today: '2026-12-01',
};
const excludedWhen = (change: Partial<Candidate>, more: Partial<DrawFor> = {}) =>
  drawPanel([candidate(1, change)], { ...of, ...more }, 1).excluded[0]?.reason;

describe('6.2 专家抽取', () => {
  it.each([
    { id: '6.2 works at the applicant', change: { unitId: 'firm' }, reason: '在滇中绿铝任职' },
    { id: '6.2 works at the applicant, by name', change: { employer: '滇中绿铝' }, reason: '在滇中绿铝任职' },
    {
      id: '6.2 left two years ago',
      change: { relations: [{ kind: 'employed' as const, unit: '滇中绿铝', until: '2024-12-01' }] },
      reason: '现任职或近三年任职',
    },
    {
      id: '6.2 left exactly three years ago',
      change: { relations: [{ kind: 'employed' as const, unit: '滇中绿铝', until: '2023-12-01' }] },
      reason: '现任职或近三年任职',
    },
    {
      id: '6.2 left more than three years ago',
      change: { relations: [{ kind: 'employed' as const, unit: '滇中绿铝', until: '2023-11-30' }] },
    },
    {
      id: '6.2 kin there',
      change: { relations: [{ kind: 'kin' as const, unit: 'x', unitId: 'firm' }] },
      reason: '亲属或师生在该单位任职',
    },
    { id: '6.2 of another field', change: { fields: ['新材料'] }, reason: '专业领域不符' },
  ])('$id', ({ change, reason }) => {
    expect(excludedWhen(change)).toBe(reason);
  });
  it('6.2 on the applicant’s avoid-list', () => {
    expect(excludedWhen({}, { avoid: ['单位1'] })).toBe('申报单位申请回避');
  });
  it('6.2 one of finance sits on it where money is scored, nobody twice, no two of one unit, the same seed the same panel', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 7, max: 30 }), (seed, size) => {
        const mixed = pool
          .slice(0, size)
          .map((one, n) => ({ ...one, finance: n === 3, employer: n % 4 === 0 ? '同一单位' : one.employer }));
        const draw = drawPanel(mixed, { ...of, withFinance: true }, seed);
        expect(draw.drawn).toHaveLength(5);
        expect(new Set(draw.drawn).size).toBe(5);
        expect(draw.drawn).toContain('e003');
        const employers = draw.drawn.map((id) => mixed.find((one) => one.personId === id)!.employer);
        expect(new Set(employers).size).toBe(5);
        expect(drawPanel(mixed, { ...of, withFinance: true }, seed)).toEqual(draw);
      }),
    );
  });
  it('6.2 a replaced expert is not drawn again, and those kept stay', () => {
    const first = drawPanel(pool, of, 7).drawn;
    const [gone, ...kept] = first as [string, ...string[]];
    const second = drawPanel(pool, { ...of, kept, gone: [gone] }, 8);
    expect(second.drawn).toHaveLength(1);
    expect([...kept, gone]).not.toContain(second.drawn[0]);
    expect(second.excluded).toContainEqual({ personId: gone, reason: '已回避或缺席' });
  });
  it('6.2 every expert is drawn about equally often', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 6_000; seed += 1)
      for (const id of drawPanel(pool, of, seed).drawn) counts.set(id, (counts.get(id) ?? 0) + 1);
    for (const { personId } of pool) expect(Math.abs((counts.get(personId) ?? 0) - 1_000)).toBeLessThan(150);
  });
});
