import { describe, expect, it } from 'vitest';
import { atTime, endOfDay, startOfDay } from '#domain/calendar/instant.js';
import { bySystem, byTime, opinion, outcome, person, Table, unwalked, type TableRow } from '#test/harness/table.js';
import type { Signature } from '../data.js';
import { exampleChild, exampleMembers as members, exampleUnits as units } from '../examples.js';
import type { DissolutionData, DissolutionKnown } from './data.js';
import { dissolution } from './process.js';

const now = atTime('2026-05-20', '10:00');
const data: DissolutionData = {
  ...exampleChild,
  ground: 'completed',
  detail: '任务全部验收',
  requestedBy: 'lead',
  instrument: { version: 1, sha256: 'hash' },
  signatures: [],
};
const known: DissolutionKnown = { units, bans: [], running: [], finalReport: 'filed', agreement: [] };
const table = new Table(dissolution, data, known, now);

const ld = person('ld', 'lead', 'LD');
const mb = (unit: string) => person(`mb-${unit}`, unit, 'MB');
const ru = person('ru', 'bureau', 'RU');
const vo = person('vo', 'p', 'VO');
const vd = person('vd', 'p', 'VD');
const running = [{ caseId: 't', process: 'project-task', status: 'running', title: '短流程专项' }];
const signature = (unitId: string): Signature => ({ unitId, representative: '', by: 'x', at: now, sha256: 'hash' });
const allBut = (unit: string) =>
  members
    .map(({ unitId }) => unitId)
    .filter((one) => one !== unit)
    .map(signature);
const sign = (unit: string) => ({ sha256: 'hash', representative: units[unit]!.legalRepresentative!, seal: true });
const objections = [{ unitId: 'inst', reason: '知识产权未分' }];
const settlement = { funds: '结余退回', property: '按协议共有', equipment: '归云岭大学', data: '移交省厅' };
const plaque = { plaqueRecalled: true };
const over = [{ name: 'consent-over', at: now, kind: 'timer' as const, scope: 'stage' as const }];

const rows: TableRow<DissolutionData, DissolutionKnown>[] = [
  { id: '2.7 the lead files the agreement', from: 'requested', on: 'submit-agreement', by: ld, to: 'member_consent' },
  {
    id: 'B27 a project that began meanwhile',
    from: 'requested',
    on: 'submit-agreement',
    by: ld,
    known: { running },
    to: 'projects_running',
  },
  {
    id: '2.7 an unwritten agreement',
    from: 'requested',
    on: 'submit-agreement',
    by: ld,
    known: { agreement: [{ clause: '2.7', severity: 'error', field: 'duties', message: '请填写。' }] },
    to: 'form_invalid',
  },
  {
    id: '2.7 one unit signs',
    from: 'member_consent',
    on: 'sign-agreement',
    by: mb('uni'),
    payload: sign('uni'),
    to: 'member_consent',
  },
  {
    id: '2.7 the last one signs',
    from: 'member_consent',
    on: 'sign-agreement',
    by: mb('uni'),
    data: { signatures: allBut('uni') },
    payload: sign('uni'),
    to: 'settlement',
  },
  {
    id: 'R10 a banned member signs the end too',
    from: 'member_consent',
    on: 'sign-agreement',
    by: mb('uni'),
    data: { signatures: allBut('uni') },
    known: { bans: [{ unitId: 'uni', name: '云岭大学', from: now - 1, until: now + 1 }] },
    payload: sign('uni'),
    to: 'settlement',
  },
  {
    id: '2.7 signed by all, one of them under protest',
    from: 'member_consent',
    on: 'sign-agreement',
    by: mb('uni'),
    data: { signatures: allBut('uni'), objections },
    payload: sign('uni'),
    to: 'disputed',
  },
  {
    id: '2.7 a stamped page',
    from: 'member_consent',
    on: 'upload-page',
    by: ld,
    payload: { unit: 'uni', representative: 'x', sha256: 'hash', file: ['f'] },
    to: 'member_consent',
  },
  {
    id: '2.7 verified',
    from: 'member_consent',
    on: 'verify-page',
    by: vo,
    data: { pages: [{ unitId: 'uni', representative: units.uni!.legalRepresentative!, sha256: 'hash', file: 'f' }] },
    payload: { unit: 'uni', sha256: 'hash' },
    to: 'member_consent',
  },
  { id: '2.7 a member objects', from: 'member_consent', on: 'object-dissolution', by: mb('inst'), opinion, to: 'member_consent' },
  {
    id: '2.7 twenty working days without an objection',
    from: 'member_consent',
    on: 'consent-over',
    by: byTime,
    instants: over,
    at: startOfDay('2026-06-18'),
    to: 'settlement',
  },
  {
    id: '2.7 with one',
    from: 'member_consent',
    on: 'consent-over',
    by: byTime,
    data: { objections },
    instants: over,
    at: startOfDay('2026-06-18'),
    to: 'disputed',
  },
  {
    id: '2.7 the objection is dismissed',
    from: 'disputed',
    on: 'dismiss-objection',
    by: vo,
    data: { objections },
    opinion,
    to: 'settlement',
  },
  {
    id: '2.7 the objection is upheld',
    from: 'disputed',
    on: 'uphold-objection',
    by: vo,
    data: { objections },
    opinion,
    to: 'rejected',
  },
  { id: '2.7 清算', from: 'settlement', on: 'submit-settlement', by: ld, payload: settlement, to: 'recommender' },
  {
    id: '2.7 清算 says all four',
    from: 'settlement',
    on: 'submit-settlement',
    by: ld,
    payload: { ...settlement, data: '' },
    to: 'payload_required',
  },
  { id: '2.7 the recommending office', from: 'recommender', on: 'recommend', by: ru, opinion, to: 'province_approval' },
  { id: '2.7 returned by it', from: 'recommender', on: 'return', by: ru, opinion, to: 'settlement' },
  { id: '2.7 approved', from: 'province_approval', on: 'approve', by: vd, opinion, payload: plaque, to: 'dissolved' },
  {
    id: 'B27 asked again at the approval',
    from: 'province_approval',
    on: 'approve',
    by: vd,
    known: { running },
    opinion,
    payload: plaque,
    to: 'projects_running',
  },
  {
    id: '2.4 not before the final report is filed',
    from: 'province_approval',
    on: 'approve',
    by: vd,
    known: { finalReport: 'submitted' },
    opinion,
    payload: plaque,
    to: 'final_report_missing',
  },
  {
    id: '2.7 not before the plaque is back',
    from: 'province_approval',
    on: 'approve',
    by: vd,
    opinion,
    payload: { plaqueRecalled: false },
    to: 'payload_required',
  },
  { id: '2.7 returned by the province', from: 'province_approval', on: 'return', by: vd, opinion, to: 'settlement' },
  { id: '2.7 rejected', from: 'province_approval', on: 'reject', by: vd, opinion, to: 'rejected' },
  { id: '2.7 withdrawn', from: 'settlement', on: 'withdraw', by: ld, opinion, to: 'withdrawn' },
  {
    id: '2.6 another lead',
    from: 'requested',
    on: 'offices-changed',
    by: bySystem,
    payload: { offices: { ...exampleChild.offices, lead: 'inst' }, members },
    to: 'requested',
  },
  { id: '2.8 disqualified meanwhile', from: 'settlement', on: 'consortium-ended', by: bySystem, to: 'ended' },
];

describe('2.7 every row', () => {
  it.each(rows)('$id', (row) => expect(outcome(table.run(row))).toBe(row.to));
  it('no row of the table is left unwalked', () => expect(unwalked(dissolution, rows)).toEqual([]));
});

describe('2.7 what follows', () => {
  const cascades = (on: string, from: string, by = vd, more = {}) =>
    table
      .must(table.at(from), { on, by, opinion, ...more })
      .effects.flatMap((effect) => (effect.kind === 'cascade' ? [effect] : []));
  it('2.4 settlement asks for the final report, due in thirty days', () =>
    expect(
      table
        .must(table.at('disputed', { objections }), { on: 'dismiss-objection', by: vo, opinion })
        .effects.filter(({ kind }) => kind === 'cascade'),
    ).toMatchObject([{ on: 'final-report', payload: { dueAt: endOfDay('2026-06-19') } }]));
  it('2.7 approved: the consortium is dissolved with a document number', () => {
    const { effects } = table.must(table.at('province_approval'), { on: 'approve', by: vd, opinion, payload: plaque });
    expect(effects).toContainEqual({ kind: 'number', series: '云科联解〔2026〕#号', into: 'documentNo' });
    expect(effects.filter(({ kind }) => kind === 'cascade')).toMatchObject([{ on: 'dissolve', cases: ['consortium-1'] }]);
  });
  it('2.7 rejected or withdrawn: it goes on', () => {
    expect(cascades('reject', 'province_approval')).toMatchObject([{ on: 'dissolution-closed' }]);
    expect(cascades('withdraw', 'requested', ld)).toMatchObject([{ on: 'dissolution-closed' }]);
  });
});
