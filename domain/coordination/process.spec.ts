import { describe, expect, it } from 'vitest';
import { atTime, endOfDay, formatInstant, startOfDay } from '#domain/calendar/instant.js';
import { byTime, opinion, outcome, person, Table, unwalked, type TableRow } from '#test/harness/table.js';
import type { CoordinationData, CoordinationKnown } from './data.js';
import { coordination, nextLeader } from './process.js';

const now = atTime('2026-05-20', '10:00');
const data: CoordinationData = {
  title: '中试线用电指标',
  detail: '缺口2万千瓦',
  source: '2026年度报告',
  raiser: { unitId: 'lead', role: 'LD' },
  triage: { unitId: 'bureau', role: 'RU' },
  province: { unitId: 'p', role: 'VO' },
  handler: { unitId: 'p', role: 'VO' },
  coHandlers: [{ unitId: 'energy', role: 'PO' }],
};
const known: CoordinationKnown = { offices: { p: { unitId: 'p', role: 'VO' }, energy: { unitId: 'energy', role: 'PO' } } };
const table = new Table(coordination, data, known, now);

const ld = person('ld', 'lead', 'LD');
const ru = person('ru', 'bureau', 'RU');
const vo = person('vo', 'p', 'VO');
const vd = person('vd', 'p', 'VD');
const po = person('po', 'energy', 'PO');
const timer = (name: string, at = now) => [{ name, at, kind: 'timer' as const, scope: 'stage' as const }];
const reopened = { reason: '未解决', at: now };

const rows: TableRow<CoordinationData, CoordinationKnown>[] = [
  { id: '2.11 kept by the recommending office', from: 'raised', on: 'keep', by: ru, to: 'assigned' },
  { id: '2.11 forwarded to the province', from: 'raised', on: 'forward-province', by: ru, opinion, to: 'forwarded' },
  {
    id: '2.11 to another department',
    from: 'raised',
    on: 'forward-department',
    by: ru,
    payload: { unit: 'energy' },
    to: 'assigned',
  },
  {
    id: '2.11 to a unit that is no office',
    from: 'raised',
    on: 'forward-department',
    by: ru,
    payload: { unit: 'firm' },
    to: 'not_an_office',
  },
  {
    id: '2.11 the province assigns',
    from: 'forwarded',
    on: 'assign',
    by: vo,
    payload: { unit: 'p', coHandlers: ['energy'], days: 10 },
    to: 'assigned',
  },
  {
    id: '2.11 a period of no days',
    from: 'forwarded',
    on: 'assign',
    by: vo,
    payload: { unit: 'p', days: 0 },
    to: 'days_invalid',
  },
  {
    id: '2.11 the co-handler contributes',
    from: 'assigned',
    on: 'contribute',
    by: po,
    payload: { text: '可调剂1万千瓦' },
    to: 'assigned',
  },
  {
    id: '2.11 the main desk answers itself',
    from: 'assigned',
    on: 'contribute',
    by: vo,
    payload: { text: '可调剂' },
    to: 'main_desk',
  },
  { id: '2.11 replied', from: 'assigned', on: 'reply', by: vo, payload: { text: '已协调2万千瓦' }, to: 'replied' },
  { id: '2.11 not by the co-handler', from: 'assigned', on: 'reply', by: po, payload: { text: '已协调' }, to: 'co_desk' },
  { id: '2.11 overdue', from: 'assigned', on: 'overdue', by: byTime, instants: timer('overdue'), to: 'assigned' },
  { id: '2.11 every week', from: 'assigned', on: 'weekly', by: byTime, instants: timer('weekly'), to: 'assigned' },
  { id: '2.11 满意', from: 'replied', on: 'confirm', by: ld, payload: { satisfaction: 'satisfied' }, to: 'closed' },
  { id: '2.11 基本满意', from: 'replied', on: 'confirm', by: ld, payload: { satisfaction: 'mostly' }, to: 'closed' },
  {
    id: '2.11 不满意: reopened, one leader higher',
    from: 'replied',
    on: 'confirm',
    by: ld,
    payload: { satisfaction: 'unsatisfied', reason: '缺口未补足' },
    to: 'assigned',
  },
  {
    id: '2.11 不满意 without a reason',
    from: 'replied',
    on: 'confirm',
    by: ld,
    payload: { satisfaction: 'unsatisfied' },
    to: 'reason_required',
  },
  {
    id: '2.11 reopened once only',
    from: 'replied',
    on: 'confirm',
    by: ld,
    data: { reopened },
    payload: { satisfaction: 'unsatisfied', reason: '缺口未补足' },
    to: 'closed',
  },
  {
    id: '2.11 only the raiser confirms',
    from: 'replied',
    on: 'confirm',
    by: person('mb', 'uni', 'MB'),
    payload: { satisfaction: 'satisfied' },
    to: 'not_your_office',
  },
  {
    id: '2.11 ten working days of silence',
    from: 'replied',
    on: 'confirmed-by-silence',
    by: byTime,
    instants: timer('confirmed-by-silence'),
    at: startOfDay('2026-06-04'),
    to: 'closed',
  },
  {
    id: 'B31 督促指导 hangs on the item',
    from: 'assigned',
    on: 'supervise',
    by: vd,
    payload: { text: '请于本周内答复' },
    to: 'assigned',
  },
  { id: '2.11 withdrawn', from: 'forwarded', on: 'withdraw', by: ld, opinion, to: 'withdrawn' },
];

describe('2.11 every row', () => {
  it.each(rows)('$id', (row) => expect(outcome(table.run(row))).toBe(row.to));
  it('no row of the table is left unwalked', () => expect(unwalked(coordination, rows)).toEqual([]));
});

describe('2.11 what follows', () => {
  const due = (days: number | undefined) =>
    table.must(table.at('forwarded'), { on: 'assign', by: vo, payload: { unit: 'p', ...(days ? { days } : {}) } }).state.tasks[0]!
      .due;
  it('2.11 the official’s period, else twenty working days; half of it and the day before are reminded', () => {
    expect([due(5), due(undefined)]).toEqual([endOfDay('2026-05-27'), endOfDay('2026-06-17')]);
    const { state } = table.must(table.at('forwarded'), { on: 'assign', by: vo, payload: { unit: 'p', days: 5 } });
    expect(state.instants.map(({ name }) => name)).toEqual(['half-time', 'day-before', 'overdue']);
  });
  it('2.11 overdue: handler and leader, again every seventh day until it is answered', () => {
    const assigned = table.at('assigned');
    const late = table.must(assigned, { on: 'overdue', by: byTime, at: endOfDay('2026-06-17') });
    const told = (result: typeof late) =>
      result.effects.flatMap((effect) => (effect.kind === 'notice' ? [(effect.to as { role: string }).role] : []));
    expect(told(late)).toEqual(['VO', 'VD']);
    expect(formatInstant(late.state.instants.find(({ name }) => name === 'weekly')!.at)).toBe('2026-06-25 09:00');
    const again = table.must(late.state, { on: 'weekly', by: byTime, at: atTime('2026-06-25', '09:00') });
    expect(told(again)).toEqual(['VO', 'VD']);
    expect(formatInstant(again.state.instants.find(({ name }) => name === 'weekly')!.at)).toBe('2026-07-02 09:00');
    expect(
      table.must(again.state, { on: 'reply', by: vo, payload: { text: '已协调' } }).state.instants.map(({ name }) => name),
    ).not.toContain('weekly');
  });
  it.each([
    ['raised', 'forward-province', ru],
    ['forwarded', 'assign', vo],
  ] as const)('6.13 whoever raised it hears where it lies after %s → %s', (from, on, by) => {
    const { effects } = table.must(table.at(from), { on, by, opinion, payload: on === 'assign' ? { unit: 'p' } : {} });
    expect(effects).toContainEqual({
      kind: 'notice',
      template: 'decided',
      to: { kind: 'unit', unitId: table.data.raiser.unitId },
    });
  });
  it('2.11 the reopened item lies with the next leader', () => {
    const { opened } = table.must(table.at('replied'), {
      on: 'confirm',
      by: ld,
      payload: { satisfaction: 'unsatisfied', reason: '缺口未补足' },
    });
    expect(opened.map(({ office }) => office)).toEqual([
      { unitId: 'p', role: 'VD' },
      { unitId: 'energy', role: 'PO' },
    ]);
  });
  it.each([
    [
      { unitId: 'county', role: 'CO' },
      { unitId: 'county', role: 'RU' },
    ],
    [
      { unitId: 'bureau', role: 'RU' },
      { unitId: 'p', role: 'VD' },
    ],
    [
      { unitId: 'p', role: 'VD' },
      { unitId: 'p', role: 'VL' },
    ],
    [
      { unitId: 'p', role: 'VL' },
      { unitId: 'p', role: 'VL' },
    ],
  ] as const)('2.11 above %o stands %o', (office, leader) => expect(nextLeader(office, data.province)).toEqual(leader));
});
