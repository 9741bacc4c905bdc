import { describe, expect, it } from 'vitest';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { publishedCalendar } from '#domain/calendar/data/published-years.js';
import { begin, step } from '#domain/process/step.js';
import type { Actor, CaseEvent, CaseState, Process, Role } from '#domain/process/types.js';
import { selectionList, type SelectionListData } from './selection-list.js';
import { transmittal, type TransmittalData } from './transmittal.js';

const calendar = publishedCalendar;
const now = atTime('2022-12-20', '09:00');
const person = (unitId: string, role: Role): Actor => ({
  kind: 'person',
  personId: `${role} ${unitId}`,
  unitId,
  roles: [role],
  posts: [{ unitId, role }],
  reauthenticated: true,
});
const [po, vo, vl, time] = [person('p', 'PO'), person('v', 'VO'), person('v', 'VL'), { kind: 'time' } as Actor];

const draft: TransmittalData = {
  callId: 'c',
  title: '楚雄州报送',
  prefecture: '532300',
  offices: { prefecture: 'p', province: 'v' },
  projects: ['a', 'b'],
  mailbox: 'zdxm@example.test',
};
const list: SelectionListData = { callId: 'c', title: '名单', year: 2023, offices: { province: 'v' }, projects: ['a', 'b'] };
const ready = { carryOverOpen: 0, officeNamed: true, closing: endOfDay('2022-12-31') };

/** Walks the acts one after the other; the code of the first refusal, else the status reached. */
function walk(
  process: Process,
  data: unknown,
  events: (Partial<CaseEvent> & { at?: number })[],
  known = {},
): { to: string; effects: unknown[] } {
  let state = begin(process, data, { now, calendar }).state as CaseState<unknown>;
  let effects: unknown[] = [];
  for (const [index, { at = now, ...event }] of events.entries()) {
    const result = step(process, 'x', state as CaseState, { id: String(index), ...event } as CaseEvent, {
      now: at,
      calendar,
      known,
    });
    if (!result.ok) return { to: result.refusal.code, effects: [] };
    ({ state, effects } = result);
  }
  return { to: state.status, effects };
}

const sent = { on: 'send', by: po, payload: { documentNo: '楚工信〔2022〕9号', seal: true, paperSent: '2022-12-20' } };
const received = { on: 'receive-paper', by: vo, payload: { date: '2022-12-26' } };

describe('州（市）报送', () => {
  it.each([
    { id: 'A18 the prefecture sends', events: [sent], to: 'sent' },
    { id: 'A18 the province registers the paper', events: [sent, received], to: 'received' },
    { id: 'A18 another does not send', events: [{ ...sent, by: vo }], to: 'not_your_office' },
    {
      id: '6.9 A18 without the password entered again',
      events: [{ ...sent, by: { ...po, reauthenticated: undefined } }],
      to: 'password_required',
    },
    { id: 'A18 without the seal', events: [{ ...sent, payload: { ...sent.payload, seal: false } }], to: 'payload_required' },
    { id: 'A18 after D', events: [sent], known: { ...ready, closing: now }, to: 'too_late' },
    {
      id: 'A23 while a carried-over project is open',
      events: [sent],
      known: { ...ready, carryOverOpen: 1 },
      to: 'carry_over_open',
    },
    { id: 'A24 before the office is named', events: [sent], known: { ...ready, officeNamed: false }, to: 'office_not_named' },
    { id: 'A18 a draft is dropped', events: [{ on: 'drop', by: po }], to: 'dropped' },
    { id: 'A18 one that was sent is not', events: [sent, { on: 'drop', by: po }], to: 'not_possible_now' },
  ])('$id', ({ events, known = ready, to }) => {
    expect(walk(transmittal, draft, events, known).to).toBe(to);
  });
});

const decide = (...selected: string[]) => ({ on: 'decide', by: vl, payload: { minutesNo: '〔2022〕8次', selected } });
const drop = { on: 'drop', by: vo, opinion: '增补项目后重新上会' };
const notice = { on: 'publish-notice', by: vo, payload: { days: '5' } };
const end = endOfDay('2022-12-26');
const closes = { on: 'notice-closes', by: time, id: `instant:notice-closes:${end}`, at: end };

describe('遴选名单', () => {
  it.each([
    { id: 'the leaders decide', events: [decide('a')], to: 'decided' },
    { id: 'nothing selected ends it', events: [decide()], to: 'empty' },
    { id: 'a project of another list', events: [decide('z')], to: 'not_on_list' },
    { id: 'an officer does not decide', events: [{ ...decide('a'), by: vo }], to: 'not_your_task' },
    { id: 'an officer drops it before the meeting', events: [drop], to: 'dropped' },
    { id: 'not without a reason', events: [{ ...drop, opinion: '' }], to: 'opinion_required' },
    { id: 'nor once decided', events: [decide('a'), drop], to: 'not_possible_now' },
    { id: '6.5 the notice is published', events: [decide('a'), notice], to: 'publicity' },
    { id: '6.5 for five or seven days', events: [decide('a'), { ...notice, payload: { days: '6' } }], to: 'payload_invalid' },
    {
      id: '6.5 R2 not over the end of a year whose successor’s holidays are not published',
      events: [decide('a'), { ...notice, at: atTime('2026-12-29', '09:00') }],
      to: 'calendar_not_published',
    },
    { id: 'A26 it enters the plan when the notice closes', events: [decide('a'), notice, closes], to: 'listed' },
  ])('$id', ({ events, to }) => {
    expect(walk(selectionList, list, events).to).toBe(to);
  });

  it('whoever was withdrawn since holds up no meeting: the not selected are told where they still stand', () => {
    const cascades = walk(selectionList, list, [decide('a')]).effects.filter(
      (one) => (one as { kind: string }).kind === 'cascade',
    );
    expect(cascades).toMatchObject([
      { on: 'not-select', cases: ['b'], each: 'skip' },
      { on: 'select', cases: ['a'] },
    ]);
  });
});
