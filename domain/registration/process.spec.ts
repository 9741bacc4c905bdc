import { describe, expect, it } from 'vitest';
import { publishedCalendar } from '#domain/calendar/data/published-years.js';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { begin, step } from '#domain/process/step.js';
import type { Actor, CaseEvent } from '#domain/process/types.js';
import type { RegistrationData, RegistrationKnown } from './data.js';
import { registration } from './process.js';

const now = atTime('2026-12-01', '09:00');
const data: RegistrationData = {
  unitId: 'firm',
  name: '滇中绿铝集团(示例)',
  uscc: '91530100MA6TEXT053',
  kind: 'enterprise',
  county: '530181',
  prefecture: '530100',
  legalRepresentative: '王小明',
  administrator: 'ua',
  warnings: [],
  offices: { reviewer: { unitId: 'county', role: 'CO' }, above: { unitId: 'prefecture', role: 'PO' } },
};
const person = (personId: string, unitId: string, role: 'CO' | 'PO' | 'UA'): Actor => ({
  kind: 'person',
  personId,
  unitId,
  posts: [{ unitId, role }],
});
const co = person('co', 'county', 'CO');
const both: Actor = { ...co, posts: [...co.posts!, { unitId: 'firm', role: 'EA' }] };
const opened = () => begin(registration, data, { now, calendar: publishedCalendar });

function play(event: Partial<CaseEvent>, known: RegistrationKnown = { administratorRoles: [] }, at = now) {
  const { state } = opened();
  return step(
    registration,
    'c',
    state,
    { id: 'e', on: 'verify', by: co, ...event },
    { now: at, calendar: publishedCalendar, known },
  );
}

describe('单位注册 (specification 5)', () => {
  it('the local bureau has three working days; the day of receipt is not counted', () => {
    const { state, opened: tasks } = opened();
    expect(tasks).toMatchObject([{ office: { unitId: 'county', role: 'CO' }, due: endOfDay('2026-12-04') }]);
    expect(state.instants.map((instant) => instant.name)).toEqual(['half-time', 'day-before', 'overdue']);
  });

  it.each<[string, Partial<CaseEvent>, RegistrationKnown | undefined, string]>([
    ['verify with the licence compared', { payload: { licence: true } }, undefined, 'verified'],
    ['verify without', {}, undefined, 'payload_required'],
    ['verify with the box not ticked', { payload: { licence: false } }, undefined, 'payload_required'],
    [
      'verify by the prefecture',
      { by: person('po', 'prefecture', 'PO'), payload: { licence: true } },
      undefined,
      'not_your_task',
    ],
    ['verify by another county', { by: person('x', 'other', 'CO'), payload: { licence: true } }, undefined, 'not_your_task'],
    ['verify by an official of the unit itself', { by: both, payload: { licence: true } }, undefined, 'own_case'],
    ['verify by time', { by: { kind: 'time' }, payload: { licence: true } }, undefined, 'no_such_instant'],
    [
      'verify an official as administrator',
      { payload: { licence: true } },
      { administratorRoles: ['VO'] },
      'administrator_not_free',
    ],
    [
      'verify the administrator of a sister firm',
      { payload: { licence: true } },
      { administratorRoles: ['UA', 'EA'] },
      'verified',
    ],
    ['refuse with an opinion', { on: 'refuse', opinion: '统一社会信用代码与执照不符' }, undefined, 'refused'],
    ['refuse without', { on: 'refuse', opinion: '不符' }, undefined, 'opinion_required'],
    ['refuse by another', { on: 'refuse', by: person('x', 'other', 'CO'), opinion: '不予通过核验' }, undefined, 'not_your_task'],
  ])('%s', (_name, event, known, expected) => {
    const result = play(event, known);
    if (!result.ok) return expect(result.refusal.code).toBe(expected);
    expect(result.to).toBe(expected);
    expect(result.state.ended).toBe(true);
    expect(result.effects).toEqual([
      { kind: 'record', register: 'unit', row: { status: expected } },
      { kind: 'notice', template: 'decided', to: { kind: 'unit', unitId: 'firm' } },
    ]);
  });

  it('overdue reminds the bureau and the office above; it decides nothing', () => {
    const result = play({ on: 'overdue', by: { kind: 'time' } }, undefined, endOfDay('2026-12-04'));
    expect(result).toMatchObject({ ok: true, to: 'pending' });
    expect(result.ok && result.effects.map((effect) => effect.kind === 'notice' && effect.to)).toEqual([
      { kind: 'office', unitId: 'county', role: 'CO' },
      { kind: 'office', unitId: 'prefecture', role: 'PO' },
    ]);
  });

  it('a verified or refused registration moves no more', () => {
    const { state } = opened();
    const surroundings = { now, calendar: publishedCalendar, known: { administratorRoles: [] } };
    const verified = step(registration, 'c', state, { id: 'e', on: 'verify', by: co, payload: { licence: true } }, surroundings);
    if (!verified.ok) throw new Error(verified.refusal.message);
    const again = step(registration, 'c', verified.state, { id: 'f', on: 'refuse', by: co, opinion: '重新核验' }, surroundings);
    expect(again).toMatchObject({ ok: false, refusal: { code: 'ended' } });
  });
});
