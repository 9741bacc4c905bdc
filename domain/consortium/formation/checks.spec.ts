import { describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { publishedCalendar } from '#domain/calendar/data/published-years.js';
import { begin } from '#domain/process/step.js';
import { exampleMembers as members, exampleUnits as units } from '../examples.js';
import { formationChecks } from './checks.js';
import type { FormationData, FormationKnown } from './data.js';
import { formation } from './process.js';

const now = atTime('2026-05-20', '10:00');
const data: FormationData = {
  ...{ title: '绿色铝', industry: '绿色铝', target: '制备', need: '专项', origin: 'top-down', prefectureCode: '530100' },
  offices: { lead: 'lead', recommender: 'bureau', province: 'p' },
  profile: { evidence: '行业龙头', platforms: [{ name: '国家工程研究中心', level: 'national' }] },
  invitations: members.slice(1).map((member) => ({ ...member, intention: 'accepted' as const })),
  signatures: [],
};
const known = {
  ...{ units, bans: [], leads: [], policy: { title: '工作方案' }, agreement: [], application: [], plan: [], filed: {} },
  ...{ attached: [], homes: {}, candidates: [], seed: '' },
} satisfies FormationKnown;
const checked = (change: Partial<FormationData> = {}, more: Partial<FormationKnown> = {}) => {
  const { state } = begin(formation, { ...data, ...change }, { now, calendar: publishedCalendar });
  const context = {
    caseId: 'c',
    state: { ...state, status: 'inviting' },
    event: { id: '', on: '', by: { kind: 'time' as const } },
  };
  return formationChecks({ ...context, now, calendar: publishedCalendar, known: { ...known, ...more } });
};
const failed = (...given: Parameters<typeof checked>) =>
  checked(...given)
    .filter((check) => !check.holds)
    .map((check) => check.clause);

describe('the conditions of a formation one by one', () => {
  it('B4 B5 B6 B8 B9 B32 B34 B47 all hold of the example, ownership named', () => {
    expect(failed()).toEqual([]);
    expect(checked().find((check) => check.clause === 'B9')).toMatchObject({ holds: true, message: '登记为民营的 0 家' });
  });
  it.each<[string, Partial<FormationData>, Partial<FormationKnown>]>([
    ['B4', {}, { units: { ...units, lead: { ...units.lead!, kind: 'university' } } }],
    ['B5', { profile: { evidence: '龙头', platforms: [{ name: '市级中心', level: '市级' }] } }, {}],
    ['B6', {}, { leads: [{ title: '另一联合体' }] }],
    ['B8', { invitations: data.invitations.map((one) => ({ ...one, ability: '' })) }, {}],
    ['2.2', { invitations: [] }, {}],
    ['B32', {}, { bans: [{ unitId: 'lead', name: '滇中绿铝', from: now - 1, until: now + 1 }] }],
    ['B34', {}, { policy: undefined }],
    ['B47', {}, { agreement: [{ clause: 'B47', severity: 'error', field: 'goal', message: '请填写' }] }],
  ])('%s fails alone and says what to do', (clause, change, more) => {
    expect(failed(change, more)).toEqual([clause]);
    expect(checked(change, more).find((check) => !check.holds)?.message).toMatch(/请|须|不得/);
  });
  it('B4 a lead without evidence has no ability to show either (B8)', () => {
    expect(failed({ profile: { evidence: ' ', platforms: data.profile!.platforms } })).toEqual(['B4', 'B8']);
  });
  it('B6 a director’s exception holds, and stands there with its reason', () => {
    const [check] = checked({ exception: { reason: '确有必要', by: 'vd' } }, { leads: [{ title: '另一' }] }).filter(
      (one) => one.clause === 'B6',
    );
    expect(check).toMatchObject({ holds: true, message: '已批准例外：确有必要' });
  });
});
