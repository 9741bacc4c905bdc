import { describe, expect, it } from 'vitest';
import { atTime, endOfDay, localDate } from '#domain/calendar/instant.js';
import { publishedCalendar } from '#domain/calendar/data/published-years.js';
import { prefectures } from '#domain/organisation/regions.js';
import { begin, step } from '#domain/process/step.js';
import type { Actor, CaseEvent, CaseState, Role } from '#domain/process/types.js';
import { closingsIn, nextReminder, nextSettle, remindersDue } from './closings.js';
import type { CallData, CallKnown } from './data.js';
import { call } from './process.js';

const calendar = publishedCalendar;
const data: CallData = {
  year: 2023,
  title: '2023年工业和信息化高质量发展重点项目申报',
  issuer: '省工业和信息化厅',
  forms: ['新开工', '续建', '竣工投产'],
  office: '技术创新处',
  phones: ['0871-63500000'],
  supervisionPhone: '0871-63500010',
  fax: '0871-63500001',
  mailbox: 'zdxm@example.test',
  closingDate: '2022-12-31',
  preworkBefore: '2023-08-01',
  expertRound: false,
  offices: { province: 'v' },
  prefectures: Object.fromEntries(prefectures.map(({ code }) => [code, { unitId: `p${code}` }])),
};
const published = atTime('2022-11-16', '09:00');

const person = (unitId: string, role: Role): Actor => ({
  kind: 'person',
  personId: `${role} ${unitId}`,
  unitId,
  roles: [role],
  posts: [{ unitId, role }],
});
const vl = person('v', 'VL');
const po = person('p532300', 'PO');

function send(state: CaseState<CallData>, event: Partial<CaseEvent>, now = published, known: CallKnown = {}) {
  return step(call, 'c', state, { id: 'e', by: vl, ...event } as CaseEvent, { now, calendar, known });
}

function must(state: CaseState<CallData>, event: Partial<CaseEvent>, now = published, known: CallKnown = {}) {
  const result = send(state, event, now, known);
  if (!result.ok) throw new Error(result.refusal.message);
  return result;
}

const draft = begin(call, data, { now: published, calendar }).state as CaseState<CallData>;
const open = must(draft, { on: 'publish', payload: { documentNo: '云工信〔2022〕1号', issueDate: '2022-11-16' } });
const settleAt = (state: CaseState<CallData>) => state.instants.find((instant) => instant.name === 'settle')?.at;

describe('申报批次', () => {
  it('A1 the call has issuer, year, issue date, sixteen addressees, three forms, office, phones, fax and mailbox, and publishes them', () => {
    expect(open.state.data).toMatchObject({
      issuer: '省工业和信息化厅',
      year: 2023,
      issueDate: '2022-11-16',
      documentNo: '云工信〔2022〕1号',
      forms: ['新开工', '续建', '竣工投产'],
      office: '技术创新处',
      fax: '0871-63500001',
      mailbox: 'zdxm@example.test',
    });
    expect(Object.keys(open.state.data.prefectures)).toHaveLength(16);
    expect(open.effects).toContainEqual({ kind: 'record', register: 'publication', row: { kind: 'call' } });
    expect(open.effects.filter((effect) => effect.kind === 'notice')).toHaveLength(16);
  });

  it.each([
    { id: 'A1 only a leader publishes', by: person('v', 'VO'), to: 'not_your_office' },
    { id: 'A1 another unit does not publish', by: person('p532300', 'VL'), to: 'not_your_office' },
  ])('$id', ({ by, to }) => {
    const result = send(draft, { on: 'publish', by, payload: { documentNo: 'x', issueDate: '2022-11-16' } });
    expect(result).toMatchObject({ ok: false, refusal: { code: to } });
  });

  it('R1 closings without forwarding are D-15, D-7 and D', () => {
    const closings = closingsIn(data, '532300');
    expect(Object.values(closings).map((at) => localDate(at - 1))).toEqual(['2022-12-16', '2022-12-24', '2022-12-31']);
  });

  it.each([
    { id: 'R1 owner after county', owner: '2022-12-20', county: '2022-12-19', to: 'county_closing_invalid' },
    { id: 'R1 county after D', owner: '2022-12-20', county: '2023-01-01', to: 'county_closing_late' },
    { id: 'R1 owner in the past', owner: '2022-11-15', county: '2022-12-20', to: 'owner_closing_invalid' },
  ])('$id is refused', ({ owner, county, to }) => {
    const result = send(open.state, { on: 'forward', by: po, payload: { ownerClosing: owner, countyClosing: county } });
    expect(result).toMatchObject({ ok: false, refusal: { code: to } });
  });

  it("R1 a prefecture's own closings are its own only", () => {
    const { state } = must(open.state, {
      on: 'forward',
      by: po,
      payload: { ownerClosing: '2022-12-10', countyClosing: '2022-12-20' },
    });
    expect(localDate(closingsIn(state.data, '532300')['owner-closing'] - 1)).toBe('2022-12-10');
    expect(localDate(closingsIn(state.data, '530100')['owner-closing'] - 1)).toBe('2022-12-16');
  });

  it('R1 reminders go out on D-30, -15, -7, -3, -1 and 0 of each level, each morning once', () => {
    const days: string[] = [];
    let reminded = open.state.data;
    for (let next = nextReminder(reminded); next; next = nextReminder(reminded)) {
      const levels = new Set(remindersDue(reminded, next.at).map(({ level, name }) => `${level} ${name}`));
      days.push(`${localDate(next.at)} ${[...levels].join(' ')}`);
      reminded = { ...reminded, remindedUntil: next.at };
    }
    expect(days).toEqual([
      '2022-11-24 county D-30',
      '2022-12-01 owner D-15 prefecture D-30',
      '2022-12-09 owner D-7 county D-15',
      '2022-12-13 owner D-3',
      '2022-12-15 owner D-1',
      '2022-12-16 owner D-0 prefecture D-15',
      '2022-12-17 county D-7',
      '2022-12-21 county D-3',
      '2022-12-23 county D-1',
      '2022-12-24 county D-0 prefecture D-7',
      '2022-12-28 prefecture D-3',
      '2022-12-30 prefecture D-1',
      '2022-12-31 prefecture D-0',
    ]);
  });

  it('R1 a worker that was away sends of each level only the latest reminder, and none for what has closed', () => {
    const late = remindersDue(open.state.data, atTime('2022-12-18', '10:00'));
    expect(late.filter(({ prefecture }) => prefecture === '532300').map(({ level, name }) => `${level} ${name}`)).toEqual([
      'county D-7',
      'prefecture D-15',
    ]);
  });

  it('R1 an item extended before D leaves the sweep at D where it was, and settles the item later', () => {
    const { state } = must(
      open.state,
      {
        on: 'extend',
        opinion: '因自然灾害同意延期',
        payload: { documentNo: 'x', until: '2023-01-20', project: 'k1' },
      },
      published,
      { projectOfCall: true, extensible: true },
    );
    expect(settleAt(state)).toBe(endOfDay('2022-12-31'));
    const settled = must(
      state,
      { on: 'settle', by: { kind: 'time' }, id: `instant:settle:${endOfDay('2022-12-31')}` },
      endOfDay('2022-12-31'),
    );
    expect(settled.to).toBe('published');
    expect(settleAt(settled.state)).toBe(endOfDay('2023-01-20'));
    const last = must(settled.state, { on: 'settle', by: { kind: 'time' } }, endOfDay('2023-01-20'));
    expect(last.to).toBe('settled');
  });

  it('R1 a reminder or an extension while the sweep is due does not make it forgotten', () => {
    const reminded = must(open.state, { on: 'remind', by: { kind: 'time' } }, endOfDay('2022-12-31') + 5);
    expect(settleAt(reminded.state)).toBe(endOfDay('2022-12-31'));
    const extended = must(
      reminded.state,
      { on: 'extend', opinion: '因自然灾害同意延期', payload: { documentNo: 'x', until: '2023-01-20', prefecture: '532300' } },
      endOfDay('2022-12-31') + 10,
    );
    expect(settleAt(extended.state)).toBe(endOfDay('2022-12-31'));
  });

  it('R1 a reminder of a settled call is taken: none is left waiting for ever, and nobody is reminded of what has closed', () => {
    const D = endOfDay('2022-12-31');
    const settled = must(open.state, { on: 'settle', by: { kind: 'time' } }, D).state;
    const left = (state: typeof settled) => state.instants.find(({ name }) => name === 'remind')?.at;
    expect(left(settled)).toBeLessThan(D);
    const taken = must(settled, { on: 'remind', by: { kind: 'time' } }, D + 5);
    expect([taken.to, left(taken.state)]).toEqual(['settled', undefined]);
    expect(taken.effects).toContainEqual({ kind: 'record', register: 'reminders', row: { reminders: [] } });

    const extended = must(
      taken.state,
      { on: 'extend', opinion: '因自然灾害同意延期', payload: { documentNo: 'x', until: '2023-01-20', prefecture: '532300' } },
      D + 10,
    ).state;
    expect(left(extended)).toBeGreaterThan(D);
    expect(must(extended, { on: 'remind', by: { kind: 'time' } }, left(extended)).to).toBe('settled');
  });

  it('R1 an extension of one prefecture moves its three closings and nobody else’s, and never brings one forward', () => {
    const { state } = must(open.state, {
      on: 'extend',
      opinion: '因系统故障同意延期',
      payload: { documentNo: 'x', until: '2022-12-20', prefecture: '532300' },
    });
    expect(Object.values(closingsIn(state.data, '532300')).map((at) => localDate(at - 1))).toEqual([
      '2022-12-20',
      '2022-12-24',
      '2022-12-31',
    ]);
    expect(closingsIn(state.data, '530100')).toEqual(closingsIn(data, '530100'));
  });

  it('R1 after everything has closed an extension opens the sweep again', () => {
    const settled = must(open.state, { on: 'settle', by: { kind: 'time' } }, endOfDay('2022-12-31'));
    expect(settled.to).toBe('settled');
    const { state } = must(
      settled.state,
      { on: 'extend', opinion: '因系统故障同意延期', payload: { documentNo: 'x', until: '2023-01-10' } },
      endOfDay('2023-01-03'),
    );
    expect(nextSettle(state.data)?.at).toBe(endOfDay('2023-01-10'));
    expect(settleAt(state)).toBe(endOfDay('2023-01-10'));
  });
});

describe('what is said no to', () => {
  const extend = {
    on: 'extend',
    opinion: '因自然灾害同意延期',
    payload: { documentNo: 'x', until: '2023-01-20', project: 'k1' },
  };
  const vo = person('v', 'VO');
  it.each([
    {
      id: 'R1 an extension to a day that is over',
      state: open.state,
      event: { ...extend, payload: { documentNo: 'x', until: '2022-01-01' } },
      code: 'until_invalid',
    },
    { id: 'R1 an extension of a project of another call', state: open.state, event: extend, code: 'not_in_call' },
    {
      id: 'R1 an extension of a project that no closing concerns any more',
      state: open.state,
      event: extend,
      known: { projectOfCall: true, extensible: false },
      code: 'not_extensible',
    },
    {
      id: 'R1 an extension of a prefecture and of a project at once',
      state: open.state,
      event: { ...extend, payload: { ...extend.payload, prefecture: '530100' } },
      known: { projectOfCall: true, extensible: true },
      code: 'one_scope',
    },
    {
      id: 'A1 a blank where the notice needs words',
      state: draft,
      event: { on: 'edit', by: vo, payload: { mailbox: '' } },
      code: 'notice_incomplete',
    },
    {
      id: 'A1 no telephone left',
      state: draft,
      event: { on: 'edit', by: vo, payload: { phones: [] } },
      code: 'notice_incomplete',
    },
  ])('$id', ({ state, event, known, code }) => {
    expect(send(state, event, published, known)).toMatchObject({ ok: false, refusal: { code } });
  });
  it('A1 A18 a notice without telephone or mailbox is not published, and the button says what is missing', () => {
    const bare = begin(call, { ...data, phones: [], supervisionPhone: '', mailbox: '' }, { now: published, calendar })
      .state as CaseState<CallData>;
    const result = send(bare, { on: 'publish', payload: { documentNo: '云工信〔2022〕1号', issueDate: '2022-11-16' } });
    expect(result).toMatchObject({
      ok: false,
      refusal: { code: 'notice_incomplete', message: expect.stringContaining('联系电话、机关纪委监督电话、电子邮箱') },
    });
  });
});

describe('结转项目', () => {
  const item = { unitId: 'firm', prefectureCode: '532300', filed: false };
  const payload = { item: 'x', kind: 'stopped', reason: '资金未落实，缓建' };
  it.each([
    { id: 'A23 the owner settles its own', by: person('firm', 'EA'), to: 'published' },
    { id: 'A23 the prefecture settles any of its own', by: po, to: 'published' },
    { id: 'A23 another firm does not', by: person('other', 'EA'), to: 'not_your_item' },
    { id: 'A23 another prefecture does not', by: person('p530100', 'PO'), to: 'not_your_item' },
    { id: 'A23 the county does not', by: person('c', 'CO'), to: 'not_your_office' },
    { id: 'A23 without a reason', by: po, payload: { ...payload, reason: '无' }, to: 'reason_required' },
    { id: 'A23 of another kind', by: po, payload: { ...payload, kind: 'lost' }, to: 'payload_invalid' },
    { id: 'A23 settled before', by: po, known: { ...item, resolution: 'stopped' }, to: 'resolved_already' },
    { id: 'A23 filed again', by: po, known: { ...item, filed: true }, to: 'filed_already' },
    { id: 'A23 no such item', by: po, known: null, to: 'not_found' },
  ])('$id', ({ by, to, payload: given = payload, known = item }) => {
    const result = send(
      open.state,
      { on: 'resolve-carry-over', by, payload: given },
      published,
      known ? { carryOver: known } : {},
    );
    expect(result.ok ? result.to : result.refusal.code).toBe(to);
  });
  it('A23 a list with a bad line loads nothing and names every bad line', () => {
    const row = { title: '旧项目', unitName: '某公司', county: '532301', type: '续建' };
    const result = send(open.state, {
      on: 'load-carry-over',
      by: person('v', 'VO'),
      payload: { rows: [row, { ...row, county: '999999' }, { ...row, title: '' }] },
    });
    expect(result).toMatchObject({
      ok: false,
      refusal: { code: 'rows_invalid', details: [{ message: expect.stringContaining('第2行') }, {}] },
    });
  });
});
