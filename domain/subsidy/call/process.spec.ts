import { describe, expect, it } from 'vitest';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { byTime, opinion, outcome, person, Table, unwalked, type TableRow } from '#test/harness/table.js';
import { exampleCall } from './examples.js';
import { claimCall, opensAt, whyClosed, type ClaimCallData, type ClaimCallKnown } from './process.js';

const now = atTime('2026-11-25', '10:00');
const table = new Table<ClaimCallData, ClaimCallKnown>(claimCall, exampleCall(), { drafts: ['a'] }, now);
const vo = person('vo', 'province', 'VO');
const vd = person('vd', 'province', 'VD');
const vl = person('vl', 'province', 'VL');
const edited = { ...exampleCall(), measures: ['C1'] };
const { title, measures, opensOn, closesOn, office, phones } = edited;
const window = { title, measures, opensOn, closesOn, office, phones };

const rows: TableRow<ClaimCallData, ClaimCallKnown>[] = [
  { id: 'R17 edited', from: 'draft', on: 'edit', by: vo, payload: window, to: 'draft' },
  { id: 'R17 in order', from: 'draft', on: 'edit', by: vo, payload: { ...window, closesOn: '2026-11-30' }, to: 'window_invalid' },
  {
    id: 'R17 not past',
    from: 'draft',
    on: 'edit',
    by: vo,
    payload: { ...window, opensOn: '2026-01-01', closesOn: '2026-11-24' },
    to: 'window_past',
  },
  { id: 'a known measure', from: 'draft', on: 'edit', by: vo, payload: { ...window, measures: ['C9'] }, to: 'measure_unknown' },
  { id: '2.9 published', from: 'draft', on: 'publish', by: vl, payload: { documentNo: '云科规〔2026〕9号' }, to: 'published' },
  {
    id: 'R17 not published when its window is over',
    from: 'draft',
    on: 'publish',
    by: vl,
    payload: { documentNo: 'n' },
    at: endOfDay('2026-12-31'),
    to: 'window_past',
  },
  { id: '2.9 by the leader only', from: 'draft', on: 'publish', by: vo, payload: { documentNo: 'n' }, to: 'not_your_office' },
  {
    id: 'R17 closes',
    from: 'published',
    on: 'window-closes',
    by: byTime,
    at: endOfDay('2026-12-31'),
    to: 'closed',
  },
  { id: 'R17 extended', from: 'closed', on: 'extend', by: vd, opinion, payload: { until: '2027-01-15' }, to: 'published' },
  {
    id: 'R17 only later',
    from: 'published',
    on: 'extend',
    by: vd,
    opinion,
    payload: { until: '2026-12-31' },
    to: 'until_invalid',
  },
];

describe('补助申报批次 (2.9, R17)', () => {
  it.each(rows)('$id', (one) => expect(outcome(table.run(one))).toBe(one.to));
  it('every row of the table is walked', () => expect(unwalked(claimCall, rows)).toEqual([]));

  it('6.6 the window opens at 08:30 and closes when its last day ends', () => {
    const data = exampleCall();
    expect(whyClosed('published', data, 'C6.1', opensAt(data) - 1)).toContain('尚未开放');
    expect(whyClosed('published', data, 'C6.1', opensAt(data))).toBeUndefined();
    expect(whyClosed('published', data, 'C6.1', endOfDay(data.closesOn) - 1)).toBeUndefined();
    expect(whyClosed('published', data, 'C6.1', endOfDay(data.closesOn))).toContain('已关闭');
    expect(whyClosed('draft', data, 'C6.1', now)).toContain('尚未发布');
    expect(whyClosed('published', { ...data, measures: ['C1'] }, 'C6.1', opensAt(data))).toContain('不受理');
  });
  it('R17 an extension reaches the drafts', () => {
    const result = table.run({ ...rows.at(-2)! });
    expect(result.ok && result.effects.find(({ kind }) => kind === 'cascade')).toMatchObject({
      on: 'window-moved',
      cases: ['a'],
      payload: { closesAt: endOfDay('2027-01-15') },
    });
  });
});
