import { describe, expect, it } from 'vitest';
import { panelScore } from '#domain/panel/scores.js';
import { drawPanel, recusalOf, refusePanelSize, type Candidate, type DrawRequest } from './panel.js';
import { defaultWeights, gradeOf, weighted, weightsValid } from './scoring.js';

const expert = (number: number, change: Partial<Candidate> = {}): Candidate => ({
  personId: `x${String(number).padStart(2, '0')}`,
  unitId: `lab${number}`,
  employer: `实验室${number}`,
  fields: ['绿色铝'],
  finance: number % 5 === 0,
  relations: [],
  ...change,
});
const pool = Array.from({ length: 30 }, (_, index) => expert(index));
const request = (change: Partial<DrawRequest> = {}): DrawRequest => ({
  candidates: pool,
  field: '绿色铝',
  units: [{ unitId: 'lead', name: '滇中绿铝' }],
  size: 7,
  today: '2026-05-20',
  seed: 'a seed',
  ...change,
});
const drawn = (change: Partial<DrawRequest> = {}): string[] => {
  const answer = drawPanel(request(change));
  if ('code' in answer) throw new Error(answer.message);
  return answer.drawn;
};

describe('6.2 抽取专家', () => {
  it.each([5, 6, 8, 7.5, 0])('a panel of %s is refused', (size) => expect(refusePanelSize(size)?.code).toBe('panel_size'));
  it.each([7, 9, 11])('a panel of %s is accepted', (size) => expect(refusePanelSize(size)).toBeUndefined());

  it('the same seed gives the same panel, another seed another', () => {
    expect(drawn()).toEqual(drawn());
    expect(drawn({ candidates: pool.toReversed() })).toEqual(drawn());
    expect(drawn({ seed: 'another' })).not.toEqual(drawn());
  });
  it('over many seeds every expert is drawn about as often', () => {
    const times = new Map<string, number>();
    for (let round = 0; round < 3_000; round += 1)
      for (const one of drawn({ seed: `seed ${round}` })) times.set(one, (times.get(one) ?? 0) + 1);
    for (const { personId } of pool) expect(Math.abs((times.get(personId) ?? 0) - 700)).toBeLessThan(120);
  });
  it.each([
    { id: 'works at a member', change: { unitId: 'lead' } },
    {
      id: 'worked there within three years',
      change: { relations: [{ kind: 'employed' as const, unit: '滇中绿铝', until: '2023-05-20' }] },
    },
    { id: 'kin there', change: { relations: [{ kind: 'kin' as const, unit: '滇中绿铝', unitId: 'lead' }] } },
    { id: 'joint project', change: { relations: [{ kind: 'joint' as const, unit: '滇中绿铝', until: '2025-01-01' }] } },
    { id: 'holds interest', change: { relations: [{ kind: 'interest' as const, unit: '滇中绿铝' }] } },
  ])('回避: who $id is excluded, with the reason on the log', ({ change }) => {
    const tied = expert(99, change);
    expect(recusalOf(tied, request())).toBeTruthy();
    const answer = drawPanel(request({ candidates: [...pool, tied] }));
    expect('excluded' in answer && answer.excluded.map((one) => one.personId)).toContain('x99');
  });
  it('a tie that ended three years and a day ago is over', () =>
    expect(
      recusalOf(expert(99, { relations: [{ kind: 'employed', unit: '滇中绿铝', until: '2023-05-19' }] }), request()),
    ).toBeUndefined());
  it('the written avoid-list is kept', () => expect(recusalOf(expert(3), request({ avoid: ['lab3'] }))).toBeTruthy());
  it('one a unit, also with those seated already', () => {
    const crowded = pool.map((one) => ({ ...one, unitId: `lab${Number(one.personId.slice(1)) % 8}` }));
    const homes = drawn({ candidates: crowded }).map((personId) => crowded.find((one) => one.personId === personId)!.unitId);
    expect(new Set(homes).size).toBe(7);
    const more = drawn({ candidates: crowded, seated: ['x00', 'x01'], size: 5 });
    expect(more.map((personId) => Number(personId.slice(1)) % 8)).not.toContain(0);
  });
  it('a finance expert sits where money is scored', () => {
    for (let round = 0; round < 50; round += 1) {
      const panel = drawn({ seed: `money ${round}`, finance: true });
      expect(panel.some((personId) => Number(personId.slice(1)) % 5 === 0)).toBe(true);
    }
  });
  it('who withdrew is never drawn again; too small a pool is said, not bent', () => {
    expect(drawn({ gone: drawn() })).not.toEqual(expect.arrayContaining([drawn()[0]]));
    expect(drawPanel(request({ candidates: pool.slice(0, 6) }))).toMatchObject({ code: 'pool_too_small' });
  });
});

describe('6.3 评分', () => {
  it('V-1 90, 80, 70, 85 with 40/25/15/20 are 83.50: 良', () => {
    const score = weighted({ tasks: 90, funds: 80, management: 70, cooperation: 85 }, defaultWeights);
    expect(score.toFixed(2)).toBe('83.50');
    expect(gradeOf(score.toFixed(2))).toBe('良');
  });
  it.each([
    ['90.00', '优'],
    ['89.99', '良'],
    ['80.00', '良'],
    ['79.99', '中'],
    ['60.00', '中'],
    ['59.99', '差'],
    ['100', '优'],
    ['0', '差'],
  ])('V-2 %s is %s', (score, grade) => expect(gradeOf(score)).toBe(grade));
  it('V-3 five experts 88, 92, 75, 60, 81: the mean 79.20, 中', () => {
    expect(panelScore([88, 92, 75, 60, 81])).toBe('79.20');
    expect(gradeOf('79.20')).toBe('中');
  });
  it.each([
    { id: '99', weights: { ...defaultWeights, tasks: 39 }, ok: false },
    { id: '101', weights: { ...defaultWeights, tasks: 41 }, ok: false },
    { id: 'a negative one', weights: { tasks: 110, funds: -10, management: 0, cooperation: 0 }, ok: false },
    { id: '100', weights: { tasks: 25, funds: 25, management: 25, cooperation: 25 }, ok: true },
  ])('B22 weights of $id', ({ weights, ok }) => expect(weightsValid(weights)).toBe(ok));
});
