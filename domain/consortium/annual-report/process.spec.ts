import { describe, expect, it } from 'vitest';
import { publishedCalendar } from '#domain/calendar/data/published-years.js';
import { addDays, atTime, endOfDay, formatInstant, startOfDay } from '#domain/calendar/instant.js';
import { step } from '#domain/process/step.js';
import { bySystem, byTime, opinion, outcome, person, Table, unwalked, type TableRow } from '#test/harness/table.js';
import { exampleChild } from '../examples.js';
import type { AnnualReportData, AnnualReportKnown } from './data.js';
import { annualReport } from './process.js';
import { firstReportOptional, reportYear } from './year.js';

const now = atTime('2026-11-10', '10:00');
const data: AnnualReportData = { ...exampleChild, kind: 'annual', year: 2026, ...reportYear(2026) };
const known: AnnualReportKnown = {
  findings: [],
  matters: [{ title: '用电指标', detail: '中试线缺用电指标' }],
  funds: { fiscalFen: '50000000', selfRaisedFen: '100000000', ratio: '2.00' },
};
const table = new Table(annualReport, data, known, now);

const ld = person('ld', 'lead', 'LD');
const ru = person('ru', 'bureau', 'RU');
const vo = person('vo', 'p', 'VO');
const vd = person('vd', 'p', 'VD');
const both = {
  ...person('both', 'p', 'VO'),
  posts: [...person('both', 'p', 'VO').posts!, { unitId: 'bureau', role: 'RU' as const }],
};
const timer = (name: string, at = now) => [{ name, at, kind: 'timer' as const, scope: 'stage' as const }];
const due = endOfDay('2026-12-31');
const accepted = (side: 'recommender' | 'province') => [{ side, by: side, at: now }];
const documentNo = { documentNo: '云科函〔2027〕3号' };
const urgedOn = atTime('2026-02-02', '10:00');

const rows: TableRow<AnnualReportData, AnnualReportKnown>[] = [
  { id: '2.4 not_due → open on 1 November', from: 'not_due', on: 'opens', by: byTime, instants: timer('opens'), to: 'open' },
  { id: '2.4 not a moment before', from: 'not_due', on: 'opens', by: byTime, instants: timer('opens', now + 1), to: 'not_due' },
  { id: '2.4 open → drafting', from: 'open', on: 'start', by: ld, to: 'drafting' },
  { id: 'B7 only the lead files', from: 'open', on: 'start', by: person('mb', 'uni', 'MB'), to: 'not_your_office' },
  ...['12-01', '12-15', '12-24', '12-31'].map((day) => ({
    id: `2.4 reminder of ${day}`,
    from: 'open',
    on: `remind-${day}`,
    by: byTime,
    instants: timer(`remind-${day}`),
    to: 'open',
  })),
  { id: 'B30 filed to both at once', from: 'drafting', on: 'submit', by: ld, to: 'submitted' },
  { id: 'B30 2.4 also without saying that drafting began', from: 'open', on: 'submit', by: ld, to: 'submitted' },
  {
    id: 'B19 B30 an incomplete form',
    from: 'drafting',
    on: 'submit',
    by: ld,
    known: { findings: [{ clause: 'B19', severity: 'error', field: 'transfer', message: '请填写成果转移转化。' }] },
    to: 'form_invalid',
  },
  { id: '2.4 the first acceptance waits for the other', from: 'submitted', on: 'accept', by: ru, to: 'submitted' },
  { id: '2.4 either comes first', from: 'submitted', on: 'accept', by: vo, to: 'submitted' },
  {
    id: '2.4 the second files it',
    from: 'submitted',
    on: 'accept',
    by: vo,
    data: { accepted: accepted('recommender') },
    to: 'filed',
  },
  {
    id: '2.4 in the other order too',
    from: 'submitted',
    on: 'accept',
    by: ru,
    data: { accepted: accepted('province') },
    to: 'filed',
  },
  {
    id: '2.4 the same desk does not accept twice',
    from: 'submitted',
    on: 'accept',
    by: ru,
    data: { accepted: accepted('recommender') },
    to: 'not_your_task',
  },
  { id: '2.4 returned by the recommending office', from: 'submitted', on: 'return', by: ru, opinion, to: 'returned' },
  { id: '2.4 returned by the province', from: 'submitted', on: 'return', by: vo, opinion, to: 'returned' },
  { id: '2.4 a return without a reason', from: 'submitted', on: 'return', by: vo, to: 'opinion_required' },
  { id: '2.4 filed again', from: 'returned', on: 'submit', by: ld, to: 'submitted' },
  { id: '2.4 overdue from 1 January', from: 'drafting', on: 'due', by: byTime, instants: timer('due'), to: 'overdue' },
  {
    id: '2.4 a first report after 1 October is left to them',
    from: 'open',
    on: 'due',
    by: byTime,
    data: { optional: true },
    instants: timer('due'),
    to: 'waived',
  },
  { id: '2.4 a late one is still taken', from: 'overdue', on: 'submit', by: ld, at: due + 1, to: 'submitted' },
  {
    id: '2.4 31 January: the province may urge',
    from: 'overdue',
    on: 'urge-opens',
    by: byTime,
    instants: timer('urge-opens'),
    to: 'overdue',
  },
  { id: '2.4 催报通知', from: 'overdue', on: 'issue-urge', by: vo, data: { urgeOpen: true }, payload: documentNo, to: 'urged' },
  { id: '2.4 not before 31 January', from: 'overdue', on: 'issue-urge', by: vo, payload: documentNo, to: 'not_your_task' },
  { id: '2.4 filed after the 催报通知', from: 'urged', on: 'submit', by: ld, to: 'submitted' },
  {
    id: 'R24 ten working days after it: an official decides',
    from: 'urged',
    on: 'urge-over',
    by: byTime,
    at: startOfDay('2026-12-01'),
    instants: timer('urge-over'),
    to: 'refused',
  },
  { id: 'R24 filed before the official decides', from: 'refused', on: 'submit', by: ld, to: 'submitted' },
  { id: 'R24 拒绝报送 opens 2.8 by decision', from: 'refused', on: 'propose-disqualification', by: vd, opinion, to: 'not_filed' },
  { id: 'R24 or it does not', from: 'refused', on: 'no-action', by: vd, opinion, to: 'not_filed' },
  { id: 'R24 not the officer', from: 'refused', on: 'propose-disqualification', by: vo, opinion, to: 'not_your_task' },
  { id: '2.4 what was never filed can be filed any time', from: 'not_filed', on: 'submit', by: ld, to: 'submitted' },
  {
    id: '2.6 the lead changes while the report is open',
    from: 'drafting',
    on: 'offices-changed',
    by: bySystem,
    payload: { offices: { ...exampleChild.offices, lead: 'inst' }, members: exampleChild.members },
    to: 'drafting',
  },
  { id: '2.4 a report ends with its consortium', from: 'open', on: 'consortium-ended', by: bySystem, to: 'ended' },
];

describe('2.4 every row', () => {
  it.each(rows)('$id', (row) => expect(outcome(table.run(row))).toBe(row.to));
  it('no row of the table is left unwalked', () => expect(unwalked(annualReport, rows)).toEqual([]));
});

describe('2.4 what follows', () => {
  it('R2 fixed dates at 09:00, due on 31 December 24:00, moved for no holiday', () => {
    const at = Object.fromEntries(table.at('open').instants.map((one) => [one.name, formatInstant(one.at)]));
    expect(at).toEqual({
      'remind-12-01': '2026-12-01 09:00',
      'remind-12-15': '2026-12-15 09:00',
      'remind-12-24': '2026-12-24 09:00',
      'remind-12-31': '2026-12-31 09:00',
      due: '2027-01-01 00:00',
    });
  });

  it.each([
    { id: 'R2 filed in the last millisecond of 31 December is in time', at: due - 1, late: undefined },
    { id: 'R2 filed at 24:00:00.000 on 31 December is late, though still taken', at: due, late: true },
  ])('$id', ({ at, late }) => {
    const result = table.must(table.at('drafting'), { on: 'submit', by: ld, at });
    expect(result.state).toMatchObject({ status: 'submitted', data: { submittedAt: at } });
    expect(result.state.data.late).toBe(late);
  });

  it('R24 one that was in time and is returned in January is not late', () => {
    const returned = table.must(table.must(table.at('drafting'), { on: 'submit', by: ld }).state, {
      on: 'return',
      by: ru,
      opinion,
    }).state;
    expect(table.must(returned, { on: 'submit', by: ld, at: due + 1 }).state.data.late).toBeUndefined();
  });

  it('R23 B30 both have their own desk at once, and one person never takes both', () => {
    const submitted = table.must(table.at('drafting'), { on: 'submit', by: ld });
    expect(submitted.opened.map(({ office }) => office)).toEqual([
      { unitId: 'bureau', role: 'RU' },
      { unitId: 'p', role: 'VO' },
    ]);
    const first = table.must(submitted.state, { on: 'accept', by: both }).state;
    expect(outcome(table.send(first, { on: 'accept', by: both }))).toBe('not_your_task');
  });

  it('2.11 every matter becomes an item once, also when the report comes again', () => {
    const first = table.must(table.at('drafting'), { on: 'submit', by: ld });
    const raised = (result: typeof first) =>
      result.effects.flatMap((effect) => (effect.kind === 'cascade' ? [effect.payload] : []));
    expect(raised(first)).toEqual([{ matters: known.matters }]);
    const again = table.must(table.must(first.state, { on: 'return', by: vo, opinion }).state, {
      on: 'submit',
      by: ld,
      known: { matters: [...known.matters, { title: '中试用地', detail: '缺地' }] },
    });
    expect(raised(again)).toEqual([{ matters: [{ title: '中试用地', detail: '缺地' }] }]);
  });

  it('B10 the funds of the year and their ratio stand on the record', () =>
    expect(table.must(table.at('drafting'), { on: 'submit', by: ld }).state.data.funds).toMatchObject({ ratio: '2.00' }));

  it('2.6 under a new lead the desk is the new lead’s, and the reminders stay', () => {
    const offices = { ...exampleChild.offices, lead: 'inst' };
    const { state, opened } = table.must(table.at('drafting'), {
      on: 'offices-changed',
      by: bySystem,
      payload: { offices, members: exampleChild.members },
    });
    expect(opened).toMatchObject([{ office: { unitId: 'inst', role: 'LD' } }]);
    expect(state.instants.map(({ name }) => name)).toEqual(table.at('drafting').instants.map(({ name }) => name));
    expect(outcome(table.send(state, { on: 'submit', by: ld }))).toBe('not_your_office');
    expect(outcome(table.send(state, { on: 'submit', by: person('ld2', 'inst', 'LD') }))).toBe('submitted');
  });

  it('R24 2.4 the 催报 period rests on published days only: while the year is not published it is not over', () => {
    const at = atTime('2026-12-28', '10:00');
    const urged = table.at('urged', {}, at);
    const over = urged.instants.find(({ name }) => name === 'urge-over')!;
    expect(over).toMatchObject({ provisional: true, basis: { workingDays: 10 } });
    const knock = (calendar = publishedCalendar, when = over.at) =>
      step(
        annualReport,
        'case',
        { ...urged, instants: [{ ...over, at: when }] },
        { id: 'k', on: 'urge-over', by: byTime },
        { now: when, calendar, known },
      );
    const waits = knock();
    expect(waits).toMatchObject({ ok: true, to: 'urged' });
    expect((waits as { state: typeof urged }).state.instants).toMatchObject([
      { name: 'urge-over', at: atTime('2027-01-14', '09:00') },
    ]);
    const published = {
      years: { ...publishedCalendar.years, 2027: { year: 2027, off: ['2027-01-01', '2027-01-04'], work: [] } },
    };
    // The notice came with one holiday more: the period ends a working day later.
    expect(knock(published)).toMatchObject({ ok: true, to: 'urged', state: { instants: [{ at: endOfDay('2027-01-13') }] } });
    expect(knock(published, endOfDay('2027-01-13'))).toMatchObject({ ok: true, to: 'refused' });
  });

  it('2.4 approved on or after 1 October the first report is optional, in the year of the approval only', () => {
    expect([
      firstReportOptional('2026-09-30', 2026),
      firstReportOptional('2026-10-01', 2026),
      firstReportOptional('2026-10-01', 2027),
    ]).toEqual([false, true, false]);
  });

  it('2.7 a final report has its own due date and no yearly reminders', () => {
    const final = table.at('open', { kind: 'final', dueAt: endOfDay(addDays('2026-11-10', 30)) });
    expect(final.instants.map(({ name }) => name)).toEqual(['due']);
  });

  it('R24 the proposal carries the ground and the notice', () => {
    const { effects } = table.must(table.at('refused', { urge: { documentNo: '云科函〔2027〕3号', at: urgedOn } }), {
      on: 'propose-disqualification',
      by: vd,
      opinion,
    });
    expect(effects.find(({ kind }) => kind === 'cascade')).toMatchObject({
      process: 'consortium',
      cases: ['consortium-1'],
      on: 'clue-from-report',
      payload: { ground: 'refusal', fact: expect.stringContaining('云科函〔2027〕3号') },
    });
  });
});
