import { describe, expect, it } from 'vitest';
import { atTime, endOfDay, startOfDay } from '#domain/calendar/instant.js';
import { bySystem, byTime, opinion, outcome, person, Table, unwalked, type TableRow } from '#test/harness/table.js';
import { exampleChild } from '../examples.js';
import type { DisqualificationData, DisqualificationKnown } from './data.js';
import { disqualification } from './process.js';

const now = atTime('2026-05-20', '10:00');
const data: DisqualificationData = { ...exampleChild, ground: 'breach', fact: '两家成员未投入' };
const known: DisqualificationKnown = { finance: 'f', coreElsewhere: [], officials: ['vo', 'vo2', 'vd'] };
const table = new Table(disqualification, data, known, now);

const ld = person('ld', 'lead', 'LD');
const vo = person('vo', 'p', 'VO');
const vd = person('vd', 'p', 'VD');
const vl = person('vl', 'p', 'VL');
const investigators = ['vo', 'vo2'];
const minutes = { minutesNo: '〔2026〕15次' };
const timer = (name: string, at = now) => [{ name, at, kind: 'timer' as const, scope: 'stage' as const }];
const receipt = { on: '2026-05-20', file: 'f' };
const ban = { units: ['lead'], from: startOfDay('2026-05-20'), lastDay: '2029-05-20', until: endOfDay('2029-05-20') };
const service = { servedOn: '2026-05-20', file: ['f'] };

const rows: TableRow<DisqualificationData, DisqualificationKnown>[] = [
  {
    id: '2.8 two officials investigate',
    from: 'clue',
    on: 'open-investigation',
    by: vd,
    opinion,
    payload: { personIds: investigators },
    to: 'investigating',
  },
  {
    id: '2.8 one is not enough',
    from: 'clue',
    on: 'open-investigation',
    by: vd,
    opinion,
    payload: { personIds: ['vo', 'vo'] },
    to: 'two_officials',
  },
  {
    id: '2.8 both of the province',
    from: 'clue',
    on: 'open-investigation',
    by: vd,
    opinion,
    payload: { personIds: ['vo', 'ld'] },
    to: 'not_an_official',
  },
  { id: '2.8 a clue is dismissed', from: 'clue', on: 'dismiss-clue', by: vd, opinion, to: 'dismissed' },
  {
    id: '2.8 findings: 事先告知',
    from: 'investigating',
    on: 'report-findings',
    by: vo,
    data: { investigators },
    payload: { findings: '认定成员未按协议投入' },
    to: 'notice',
  },
  {
    id: '2.8 not by somebody else',
    from: 'investigating',
    on: 'report-findings',
    by: vd,
    data: { investigators },
    payload: { findings: '认定' },
    to: 'held_by_other',
  },
  { id: '2.8 nothing found', from: 'investigating', on: 'drop', by: vo, data: { investigators }, opinion, to: 'dismissed' },
  {
    id: '2.8 the receipt is signed',
    from: 'notice',
    on: 'record-receipt',
    by: vo,
    payload: { on: '2026-05-20', file: ['f'] },
    to: 'notice',
  },
  {
    id: '2.8 a receipt of tomorrow',
    from: 'notice',
    on: 'record-receipt',
    by: vo,
    payload: { on: '2026-05-21', file: ['f'] },
    to: 'date_invalid',
  },
  {
    id: '2.8 once',
    from: 'notice',
    on: 'record-receipt',
    by: vo,
    data: { receipt },
    payload: { on: '2026-05-20', file: ['f'] },
    to: 'receipt_recorded',
  },
  {
    id: '2.8 陈述申辩',
    from: 'notice',
    on: 'plead',
    by: ld,
    data: { receipt },
    payload: { text: '成员投入因疫情推迟' },
    to: 'notice',
  },
  {
    id: '2.8 five working days after the receipt',
    from: 'notice',
    on: 'plea-over',
    by: byTime,
    data: { receipt },
    instants: timer('plea-over'),
    at: startOfDay('2026-05-28'),
    to: 'deliberation',
  },
  { id: '2.8 cancelled by the meeting', from: 'deliberation', on: 'cancel', by: vl, opinion, payload: minutes, to: 'decided' },
  { id: '2.8 without minutes', from: 'deliberation', on: 'cancel', by: vl, opinion, to: 'payload_required' },
  {
    id: '2.8 a stranger named in the decision',
    from: 'deliberation',
    on: 'cancel',
    by: vl,
    opinion,
    payload: { ...minutes, named: ['x'] },
    to: 'not_a_member',
  },
  { id: '2.8 not cancelled', from: 'deliberation', on: 'not-cancel', by: vl, opinion, payload: minutes, to: 'dismissed' },
  { id: 'B32 served: in effect', from: 'decided', on: 'record-service', by: vo, payload: service, to: 'effective' },
  {
    id: 'B32 served before it was decided',
    from: 'decided',
    on: 'record-service',
    by: vo,
    payload: { ...service, servedOn: '2026-05-19' },
    to: 'date_invalid',
  },
  { id: '2.8 复核 is asked for', from: 'effective', on: 'ask-review', by: ld, opinion, to: 'review' },
  {
    id: '2.8 within ten working days',
    from: 'effective',
    on: 'ask-review',
    by: ld,
    opinion,
    at: startOfDay('2026-06-04'),
    to: 'too_late',
  },
  {
    id: '2.8 nobody asks: final',
    from: 'effective',
    on: 'review-over',
    by: byTime,
    instants: timer('review-over'),
    at: startOfDay('2026-06-04'),
    to: 'final',
  },
  {
    id: '2.8 the effect is suspended only by order',
    from: 'review',
    on: 'suspend-effect',
    by: vl,
    data: { ban },
    opinion,
    to: 'review',
  },
  { id: '2.8 upheld', from: 'review', on: 'uphold', by: vl, data: { ban }, opinion, payload: minutes, to: 'final' },
  { id: '2.8 revoked', from: 'review', on: 'revoke', by: vl, data: { ban }, opinion, payload: minutes, to: 'revoked' },
  {
    id: 'R10 the ban ends by itself',
    from: 'final',
    on: 'ban-ends',
    by: byTime,
    data: { ban },
    instants: timer('ban-ends'),
    to: 'ended',
  },
  {
    id: '2.8 信用修复 by a decision of equal rank',
    from: 'final',
    on: 'lift-ban',
    by: vl,
    data: { ban },
    opinion,
    payload: { ...minutes, documentNo: '云科信〔2028〕1号' },
    to: 'lifted',
  },
  {
    id: '2.8 信用修复 not by the head of the office',
    from: 'final',
    on: 'lift-ban',
    by: vd,
    data: { ban },
    opinion,
    payload: { ...minutes, documentNo: 'x' },
    to: 'not_your_office',
  },
  {
    id: '2.6 the lead changes meanwhile',
    from: 'investigating',
    on: 'offices-changed',
    by: bySystem,
    data: { investigators },
    payload: { offices: { ...exampleChild.offices, lead: 'inst' }, members: exampleChild.members },
    to: 'investigating',
  },
];

describe('2.8 every row', () => {
  it.each(rows)('$id', (row) => expect(outcome(table.run(row))).toBe(row.to));
  it('no row of the table is left unwalked', () => expect(unwalked(disqualification, rows)).toEqual([]));
});

const served = (change: Partial<DisqualificationData> = {}, more = {}) =>
  table.must(table.at('decided', { decisionNo: '云科联取〔2026〕1号', ...change }), {
    on: 'record-service',
    by: vo,
    payload: service,
    ...more,
  });

describe('2.8 what follows', () => {
  it('B32 R10 the lead is banned from the day of service for three years, the consortium disqualified, everybody told', () => {
    const { state, effects } = served();
    expect(state.data.ban).toEqual(ban);
    expect(effects.filter(({ kind }) => kind === 'record')).toMatchObject([
      {
        register: 'credit',
        row: { kind: 'consortium-ban', unitId: 'lead', decisionNo: '云科联取〔2026〕1号', from: ban.from, until: ban.until },
      },
    ]);
    expect(effects.filter(({ kind }) => kind === 'cascade')).toMatchObject([{ on: 'disqualify' }]);
    const told = effects.flatMap((effect) => (effect.kind === 'notice' ? [(effect.to as { unitId: string }).unitId] : []));
    // The lead twice: of its consortium's end, and of its own ban.
    expect(told).toEqual(['lead', 'uni', 'inst', 'test', 'bureau', 'lead', 'f']);
    expect(state.instants.find(({ name }) => name === 'ban-ends')?.at).toBe(endOfDay('2029-05-20'));
  });
  it('R5 R10 members and a joint lead are banned only when named', () =>
    expect(served({ named: ['uni'] }).state.data.ban?.units).toEqual(['lead', 'uni']));
  it('R10 its core role in another consortium is shown to the province', () =>
    expect(
      served({}, { known: { coreElsewhere: [{ title: '云南省光伏创新联合体' }] } }).effects.filter(
        (effect) => effect.kind === 'notice' && effect.template === 'banned-core-elsewhere',
      ),
    ).toMatchObject([{ params: { consortia: '云南省光伏创新联合体' } }]));
  it('2.8 the consortium is under procedure from the investigation on, and released when it is dropped', () => {
    const opened = table.must(table.at('clue'), {
      on: 'open-investigation',
      by: vd,
      opinion,
      payload: { personIds: investigators },
    });
    expect(opened.effects.filter(({ kind }) => kind === 'cascade')).toMatchObject([{ on: 'disqualification-opened' }]);
    expect(opened.opened.map(({ holder }) => holder)).toEqual(investigators);
    const dropped = table.must(opened.state, { on: 'drop', by: vo, opinion });
    expect(dropped.effects.filter(({ kind }) => kind === 'cascade')).toMatchObject([{ on: 'disqualification-closed' }]);
  });
  it('2.8 the lead reads the case only from the notice on', () => {
    const told = table.must(table.at('investigating', { investigators }), {
      on: 'report-findings',
      by: vo,
      payload: { findings: '认定' },
    });
    expect(told.effects.filter(({ kind }) => kind === 'record')).toMatchObject([
      { register: 'participants', row: { units: ['lead'] } },
    ]);
  });
  it('2.8 the five days to be heard are counted from the signed receipt', () => {
    const { state } = table.must(table.at('notice', {}, startOfDay('2026-05-14')), {
      on: 'record-receipt',
      by: vo,
      payload: { on: '2026-05-18', file: ['f'] },
    });
    expect(state.instants).toMatchObject([{ name: 'plea-over', at: endOfDay('2026-05-25') }]);
  });
  it('2.8 revoked: the ban ends, the consortium lives on', () => {
    const { effects } = table.must(table.at('review', { ban }), { on: 'revoke', by: vl, opinion, payload: minutes });
    expect(effects.filter(({ kind }) => ['record', 'cascade'].includes(kind))).toMatchObject([
      { register: 'end-bans' },
      { on: 'disqualification-revoked' },
    ]);
  });
  it('2.8 upheld after its effect was suspended: the ban runs again to the same day', () =>
    expect(
      table.must(table.at('review', { ban, suspendedEffect: { reason: '复核期间' } }), {
        on: 'uphold',
        by: vl,
        opinion,
        payload: minutes,
      }).effects,
    ).toContainEqual(expect.objectContaining({ register: 'credit', row: expect.objectContaining({ until: ban.until }) })));
});
