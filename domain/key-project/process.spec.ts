import { describe, expect, it } from 'vitest';
import { endOfDay, startOfDay } from '#domain/calendar/instant.js';
import type { WorkingCalendar } from '#domain/calendar/working-days.js';
import { step } from '#domain/process/step.js';
import { begin } from '#domain/process/step.js';
import { enter } from '#domain/process/transition.js';
import type { Actor, CaseEvent, CaseState, Role } from '#domain/process/types.js';
import workdays from '../../prisma/data/cn-workdays.json' with { type: 'json' };
import type { KeyProjectData, KeyProjectKnown } from './data.js';
import { keyProject } from './process.js';
import { judgements } from './rules.js';

const calendar: WorkingCalendar = {
  years: Object.fromEntries(Object.entries(workdays).map(([year, days]) => [year, { year: Number(year), ...days }])),
};
const now = startOfDay('2026-12-10');
const ownerClosing = endOfDay('2026-12-16');
const countyClosing = endOfDay('2026-12-24');
const closing = endOfDay('2026-12-31');

const data: KeyProjectData = {
  callId: 'call',
  year: 2027,
  type: 'new',
  title: '示例项目',
  offices: { owner: 'firm', county: 'c', prefecture: 'p', province: 'v' },
  regions: { county: '532301', prefecture: '532300' },
  closings: { 'owner-closing': ownerClosing, 'county-closing': countyClosing, closing },
};
const known: KeyProjectKnown = {
  findings: [],
  reasons: {},
  callOpen: true,
  disqualified: false,
  excelDifferences: 0,
  prefectureReady: true,
};
const closings = [
  ['owner-closing', ownerClosing],
  ['county-closing', countyClosing],
  ['closing', closing],
] as const;

function stateAt(status: string, patch: Partial<KeyProjectData> = {}, appeal?: number): CaseState<KeyProjectData> {
  const { state } = begin(keyProject, { ...data, ...patch }, { now, calendar });
  const own = { appeal, 'fix-by': patch.fixBy };
  const all = [...closings, ...Object.entries(own).flatMap(([name, at]) => (at === undefined ? [] : [[name, at] as const]))];
  state.instants = all.map(([name, at]) => ({ name, at, kind: 'closing', scope: 'case' }));
  return status === 'draft' ? state : enter(keyProject, state, status, now, calendar, 'x').state;
}

const person = (personId: string, unitId: string, ...roles: Role[]): Actor => ({
  kind: 'person',
  personId,
  name: personId,
  unitId,
  roles,
  reauthenticated: true,
});
const ea = person('ea', 'firm', 'EA');
const ua = person('ua', 'firm', 'UA');
const co = person('co', 'c', 'CO');
const po = person('po', 'p', 'PO');
const vo = person('vo', 'v', 'VO');
const vd = person('vd', 'v', 'VD');
const system: Actor = { kind: 'system' };
const time: Actor = { kind: 'time' };
const ticked = { ticks: judgements.map((point) => point.key) };
const opinion = '请按要求补充完善材料';

interface RowCase {
  id: string;
  from: string;
  on: string;
  by: Actor;
  data?: Partial<KeyProjectData>;
  payload?: Record<string, unknown>;
  opinion?: string;
  at?: number;
  /** 申诉截止 on the record. */
  appeal?: number;
  known?: Partial<KeyProjectKnown>;
  /** A state, or the code of the refusal. */
  to: string;
}

const experts = ['x1', 'x2', 'x3', 'x4', 'x5'];
const scored = experts.slice(0, 4).map((personId) => ({ personId, score: 80, comment: '技术方案可行' }));
const draw = { seed: 1, candidates: experts, excluded: [], drawn: experts };
const x5 = person('x5', 'lab', 'XP');
const finding = {
  clause: 'A5',
  severity: 'error' as const,
  field: 'total',
  message: '总投资不得低于1000.00万元，请核对总投资。',
};
const toOwner = { target: 'owner', fixBy: '2026-12-15' };
const objection = { name: '李某', contact: '0871-60000000', evidence: '环评文号与公开信息不符' };

/** Every row of specification 2.1, and what each refuses. */
const rows: RowCase[] = [
  { id: '2.1 draft submit', from: 'draft', on: 'submit', by: ea, to: 'unit_review' },
  {
    id: '2.1 draft submit: the last millisecond before the owner closing',
    from: 'draft',
    on: 'submit',
    by: ea,
    at: ownerClosing - 1,
    to: 'unit_review',
  },
  { id: 'A16 submission at the closing is refused', from: 'draft', on: 'submit', by: ea, at: ownerClosing, to: 'too_late' },
  {
    id: 'A16 submission one millisecond after the closing is refused',
    from: 'draft',
    on: 'submit',
    by: ea,
    at: ownerClosing + 1,
    to: 'too_late',
  },
  {
    id: 'A16 submission while the call is not open is refused',
    from: 'draft',
    on: 'submit',
    by: ea,
    known: { callOpen: false },
    to: 'call_closed',
  },
  {
    id: 'A5 a form with an error is refused',
    from: 'draft',
    on: 'submit',
    by: ea,
    known: { findings: [finding] },
    to: 'form_invalid',
  },
  {
    id: 'R4 a warning without a reason is refused',
    from: 'draft',
    on: 'submit',
    by: ea,
    known: { findings: [{ ...finding, severity: 'warning' }] },
    to: 'form_invalid',
  },
  {
    id: 'R4 a warning with a reason passes',
    from: 'draft',
    on: 'submit',
    by: ea,
    known: { findings: [{ ...finding, severity: 'warning' }], reasons: { total: '分期建设' } },
    to: 'unit_review',
  },
  {
    id: '6.10 a disqualified unit is refused',
    from: 'draft',
    on: 'submit',
    by: ea,
    known: { disqualified: true },
    to: 'disqualified',
  },
  { id: 'A15 no other party may file', from: 'draft', on: 'submit', by: co, to: 'not_your_office' },
  {
    id: 'A25 returned submit before its fix-by day, after the owner closing',
    from: 'returned',
    on: 'submit',
    by: ea,
    data: { returnTo: 'county', fixBy: ownerClosing + 2 },
    at: ownerClosing + 1,
    to: 'unit_review',
  },
  {
    id: 'A25 returned submit without an open fix-by day',
    from: 'returned',
    on: 'submit',
    by: ea,
    data: { returnTo: 'county' },
    to: 'too_late',
  },
  { id: '2.1 unit_review approve', from: 'unit_review', on: 'approve', by: ua, to: 'county' },
  {
    id: '6.9 unit_review approve without the password entered again',
    from: 'unit_review',
    on: 'approve',
    by: { ...ua, reauthenticated: undefined },
    to: 'password_required',
  },
  {
    id: '2.1 unit_review approve goes back to the returning level',
    from: 'unit_review',
    on: 'approve',
    by: ua,
    data: { returnTo: 'prefecture' },
    to: 'prefecture',
  },
  {
    id: '2.1 one returned by the province comes back after D',
    from: 'unit_review',
    on: 'approve',
    by: ua,
    data: { returnTo: 'province', transmitted: true },
    at: closing + 1,
    to: 'province',
  },
  {
    id: 'A16 unit_review approve after the owner closing',
    from: 'unit_review',
    on: 'approve',
    by: ua,
    at: ownerClosing,
    to: 'too_late',
  },
  { id: '2.1 unit_review return-to-draft', from: 'unit_review', on: 'return-to-draft', by: ua, opinion, to: 'draft' },
  {
    id: 'A25 a returned form that the administrator sends back is still a returned one',
    from: 'unit_review',
    on: 'return-to-draft',
    by: ua,
    data: { returnTo: 'province', transmitted: true, fixBy: closing + 1 },
    opinion,
    at: closing,
    to: 'returned',
  },
  {
    id: 'A25 the administrator does not send it back when nobody may correct it any more',
    from: 'unit_review',
    on: 'return-to-draft',
    by: ua,
    data: { returnTo: 'county', fixBy: now },
    opinion,
    to: 'fix_by_passed',
  },
  { id: '2.1 county recommend', from: 'county', on: 'recommend', by: co, payload: ticked, to: 'prefecture' },
  {
    id: 'A19 county recommend without the check-list',
    from: 'county',
    on: 'recommend',
    by: co,
    payload: { ticks: ['policy'] },
    to: 'checklist_incomplete',
  },
  {
    id: 'A14 county recommend while Excel differs',
    from: 'county',
    on: 'recommend',
    by: co,
    payload: ticked,
    known: { excelDifferences: 2 },
    to: 'excel_differs',
  },
  {
    id: 'R1 county recommend at the county closing',
    from: 'county',
    on: 'recommend',
    by: co,
    payload: ticked,
    at: countyClosing,
    to: 'too_late',
  },
  {
    id: 'A17 county registers the paper',
    from: 'county',
    on: 'register-paper',
    by: co,
    payload: { date: '2026-12-09' },
    to: 'county',
  },
  {
    id: 'A17 paper is not received on a day to come',
    from: 'county',
    on: 'register-paper',
    by: co,
    payload: { date: '2026-12-11' },
    to: 'date_ahead',
  },
  { id: 'A25 county return to the owner', from: 'county', on: 'return', by: co, payload: toOwner, opinion, to: 'returned' },
  { id: 'A25 a return without reason', from: 'county', on: 'return', by: co, payload: toOwner, to: 'opinion_required' },
  {
    id: 'A25 a return without a fix-by day',
    from: 'county',
    on: 'return',
    by: co,
    payload: { target: 'owner' },
    opinion,
    to: 'fix_by_invalid',
  },
  {
    id: 'A25 a fix-by day past D',
    from: 'county',
    on: 'return',
    by: co,
    payload: { target: 'owner', fixBy: '2027-01-01' },
    opinion,
    to: 'fix_by_after_closing',
  },
  {
    id: 'A25 the county cannot return to itself',
    from: 'county',
    on: 'return',
    by: co,
    payload: { target: 'county' },
    opinion,
    to: 'target_invalid',
  },
  {
    id: '2.1 prefecture return to the county',
    from: 'prefecture',
    on: 'return',
    by: po,
    payload: { target: 'county' },
    opinion,
    to: 'county',
  },
  {
    id: '2.1 province return to the prefecture',
    from: 'province',
    on: 'return',
    by: vo,
    payload: { target: 'prefecture' },
    opinion,
    to: 'prefecture',
  },
  {
    id: '2.1 province return to the owner may fix past D',
    from: 'province',
    on: 'return',
    by: vo,
    data: { transmitted: true },
    payload: { target: 'owner', fixBy: '2027-01-10' },
    opinion,
    to: 'returned',
  },
  { id: '2.1 county refuse', from: 'county', on: 'refuse', by: co, opinion, to: 'rejected' },
  { id: '2.1 prefecture refuse', from: 'prefecture', on: 'refuse', by: po, opinion, to: 'rejected' },
  {
    id: '2.1 appeal',
    from: 'rejected',
    on: 'appeal',
    by: ea,
    data: { refusedAt: 'county' },
    appeal: now + 1,
    opinion,
    to: 'appealing',
  },
  {
    id: '2.1 appeal after five working days',
    from: 'rejected',
    on: 'appeal',
    by: ea,
    data: { refusedAt: 'county' },
    appeal: now,
    opinion,
    to: 'appeal_closed',
  },
  {
    id: '2.1 a second appeal',
    from: 'rejected',
    on: 'appeal',
    by: ea,
    data: { refusedAt: 'county', appealed: true },
    appeal: now + 1,
    opinion,
    to: 'appealed_already',
  },
  {
    id: '2.1 appeal upheld against the county',
    from: 'appealing',
    on: 'uphold',
    by: po,
    data: { refusedAt: 'county' },
    opinion,
    to: 'prefecture',
  },
  {
    id: '2.1 appeal upheld against the prefecture',
    from: 'appealing',
    on: 'uphold',
    by: vo,
    data: { refusedAt: 'prefecture' },
    opinion,
    to: 'transmittable',
  },
  {
    id: '2.1 appeal dismissed',
    from: 'appealing',
    on: 'dismiss',
    by: po,
    data: { refusedAt: 'county' },
    opinion,
    to: 'rejected',
  },
  {
    id: '2.1 an appeal survives the sweep',
    from: 'appealing',
    on: 'deadline-passed',
    by: system,
    data: { refusedAt: 'county' },
    at: closing,
    to: 'not_possible_now',
  },
  { id: '2.1 prefecture approve', from: 'prefecture', on: 'approve', by: po, payload: ticked, to: 'transmittable' },
  {
    id: 'A24 prefecture approve before its office is named',
    from: 'prefecture',
    on: 'approve',
    by: po,
    payload: ticked,
    known: { prefectureReady: false },
    to: 'office_not_named',
  },
  { id: 'R1 prefecture approve at D', from: 'prefecture', on: 'approve', by: po, payload: ticked, at: closing, to: 'too_late' },
  { id: 'R1 take-over before the county closing', from: 'county', on: 'take-over', by: po, opinion, to: 'county_still_open' },
  {
    id: 'R1 take-over 提级审核 after the county closing',
    from: 'county',
    on: 'take-over',
    by: po,
    opinion,
    at: countyClosing,
    to: 'prefecture',
  },
  {
    id: 'R1 the prefecture returns an un-acted item to the county',
    from: 'county',
    on: 'reopen-county',
    by: po,
    opinion,
    payload: { until: '2026-12-28' },
    at: countyClosing,
    to: 'county',
  },
  { id: 'A18 transmit is the prefecture’s list act', from: 'transmittable', on: 'transmit', by: system, to: 'province' },
  { id: 'A18 nobody transmits a single project by hand', from: 'transmittable', on: 'transmit', by: po, to: 'not_for_persons' },
  { id: '2.1 province form-pass without expert round', from: 'province', on: 'form-pass', by: vo, to: 'meeting' },
  {
    id: '2.1 province form-pass with expert round',
    from: 'province',
    on: 'form-pass',
    by: vo,
    data: { expertRound: true },
    to: 'expert',
  },
  { id: '2.1 province form-fail', from: 'province', on: 'form-fail', by: vo, opinion, to: 'not_selected' },
  {
    id: '6.2 a pool too small for a panel is said, not filled by hand',
    from: 'expert',
    on: 'draw-panel',
    by: vo,
    known: { draw: { ...draw, drawn: experts.slice(0, 4) } },
    to: 'pool_too_small',
  },
  { id: '6.2 nobody names the experts', from: 'expert', on: 'draw-panel', by: vo, payload: { experts }, to: 'payload_unknown' },
  { id: '6.2 the system draws a panel of five', from: 'expert', on: 'draw-panel', by: vo, known: { draw }, to: 'expert' },
  {
    id: '6.2 a panel is drawn once',
    from: 'expert',
    on: 'draw-panel',
    by: vo,
    data: { experts },
    known: { draw },
    to: 'drawn_already',
  },
  {
    id: '6.2 an expert promises',
    from: 'expert',
    on: 'promise',
    by: x5,
    data: { experts },
    payload: { promise: true },
    to: 'expert',
  },
  {
    id: '6.2 an expert of another panel promises nothing here',
    from: 'expert',
    on: 'promise',
    by: { ...x5, personId: 'x-of-another-panel' },
    data: { experts },
    payload: { promise: true },
    to: 'held_by_other',
  },
  {
    id: '6.2 the promise is signed once',
    from: 'expert',
    on: 'promise',
    by: x5,
    data: { experts, promised: experts },
    payload: { promise: true },
    to: 'promised_already',
  },
  {
    id: '6.2 an expert recuses and another is drawn',
    from: 'expert',
    on: 'recuse',
    by: x5,
    data: { experts },
    known: { draw: { ...draw, drawn: ['x6'] } },
    opinion: '与申报单位有合作项目',
    to: 'expert',
  },
  {
    id: '6.2 recusal needs somebody to draw',
    from: 'expert',
    on: 'recuse',
    by: x5,
    data: { experts },
    known: { draw: { ...draw, drawn: [] } },
    opinion: '与申报单位有合作项目',
    to: 'pool_too_small',
  },
  {
    id: '6.2 an absent expert is replaced by a new draw',
    from: 'expert',
    on: 'replace-expert',
    by: vo,
    data: { experts },
    payload: { expert: 'x5' },
    known: { draw: { ...draw, drawn: ['x6'] } },
    opinion: '专家临时出差缺席',
    to: 'expert',
  },
  {
    id: '6.2 who has scored is not replaced',
    from: 'expert',
    on: 'replace-expert',
    by: vo,
    data: { experts, scores: scored },
    payload: { expert: 'x1' },
    known: { draw: { ...draw, drawn: ['x6'] } },
    opinion: '专家临时出差缺席',
    to: 'scored_already',
  },
  {
    id: '6.2 a score before the promise',
    from: 'expert',
    on: 'score',
    by: x5,
    data: { experts, scores: scored },
    payload: { score: 88, comment: '技术路线先进可行' },
    to: 'promise_required',
  },
  {
    id: '6.2 a score without comment',
    from: 'expert',
    on: 'score',
    by: x5,
    data: { experts, scores: scored, promised: experts },
    payload: { score: 88, comment: '好' },
    to: 'comment_required',
  },
  {
    id: '2.1 expert scores locked with the last score',
    from: 'expert',
    on: 'score',
    by: x5,
    data: { experts, scores: scored, promised: experts },
    payload: { score: 88, comment: '技术路线先进可行' },
    to: 'meeting',
  },
  {
    id: '6.2 at most two units to keep away',
    from: 'draft',
    on: 'submit',
    by: ea,
    payload: { avoid: ['甲', '乙', '丙'] },
    to: 'avoid_too_many',
  },
  {
    id: 'A15 a form whose county is no longer the case’s is not submitted',
    from: 'draft',
    on: 'submit',
    by: ea,
    known: { moved: 'county' },
    to: 'project_moved',
  },
  {
    id: '6.2 no second score by the same expert',
    from: 'expert',
    on: 'score',
    by: person('x1', 'lab', 'XP'),
    data: { experts, scores: scored },
    payload: { score: 88, comment: '技术路线先进可行' },
    to: 'held_by_other',
  },
  { id: '2.1 meeting select', from: 'meeting', on: 'select', by: system, to: 'publicity' },
  { id: '2.1 meeting not-select', from: 'meeting', on: 'not-select', by: system, to: 'not_selected' },
  { id: '2.1 publicity closes without objection', from: 'publicity', on: 'publicity-closes', by: system, to: 'listed' },
  {
    id: '2.1 publicity closes, an objection pending waits',
    from: 'publicity',
    on: 'publicity-closes',
    by: system,
    data: { objections: [{ ...objection, at: now }] },
    to: 'publicity',
  },
  {
    id: '2.1 the notice opens, with its last day, for a project of the list',
    from: 'publicity',
    on: 'notice-opened',
    by: { kind: 'system' },
    payload: { closesAt: closing },
    to: 'publicity',
  },
  {
    id: '2.1 objection filed',
    from: 'publicity',
    on: 'object',
    by: { kind: 'public' },
    data: { noticeUntil: closing },
    payload: objection,
    to: 'publicity',
  },
  {
    id: '6.5 an objection at the very end of the notice is late',
    from: 'publicity',
    on: 'object',
    by: { kind: 'public' },
    data: { noticeUntil: closing },
    at: closing,
    payload: objection,
    to: 'notice_closed',
  },
  {
    id: '6.5 before the notice is published nobody objects',
    from: 'publicity',
    on: 'object',
    by: { kind: 'public' },
    payload: objection,
    to: 'notice_closed',
  },
  {
    id: '6.5 a unit objects with its sealed letter',
    from: 'publicity',
    on: 'object',
    by: { kind: 'public' },
    data: { noticeUntil: now + 1 },
    payload: { ...objection, unit: '某公司', sealed: true, files: [{ id: 'f', fileName: '异议书.pdf' }] },
    to: 'publicity',
  },
  {
    id: '6.5 a unit without the sealed letter is not heard',
    from: 'publicity',
    on: 'object',
    by: { kind: 'public' },
    data: { noticeUntil: now + 1 },
    payload: { ...objection, unit: '某公司', sealed: true },
    to: 'objection_unsealed',
  },
  {
    id: '6.5 a flood of objections is stopped',
    from: 'publicity',
    on: 'object',
    by: { kind: 'public' },
    data: { noticeUntil: now + 1, objections: Array.from({ length: 50 }, () => ({ ...objection, at: now })) },
    payload: objection,
    to: 'objections_full',
  },
  {
    id: '6.5 an anonymous objection is not accepted',
    from: 'publicity',
    on: 'object',
    by: { kind: 'public' },
    data: { noticeUntil: closing },
    payload: { ...objection, name: '' },
    to: 'objection_incomplete',
  },
  {
    id: '2.1 objection upheld',
    from: 'publicity',
    on: 'objection-upheld',
    by: vo,
    data: { objections: [{ ...objection, at: now }] },
    opinion,
    to: 'not_selected',
  },
  {
    id: '2.1 objection dismissed after the notice',
    from: 'publicity',
    on: 'objection-dismissed',
    by: vo,
    data: { objections: [{ ...objection, at: now }], noticeClosed: true },
    opinion,
    to: 'listed',
  },
  ...['draft', 'unit_review', 'county', 'prefecture', 'transmittable', 'province', 'expert', 'meeting', 'returned'].map(
    (from) => ({
      id: `2.1 withdraw from ${from}`,
      from,
      on: 'withdraw',
      by: ea,
      opinion,
      to: 'withdrawn',
    }),
  ),
  { id: '2.1 no withdrawal after publicity starts', from: 'publicity', on: 'withdraw', by: ea, opinion, to: 'not_possible_now' },
  ...['draft', 'unit_review', 'county', 'prefecture', 'transmittable', 'returned'].map((from) => ({
    id: `R1 deadline passed in ${from}`,
    from,
    on: 'deadline-passed',
    by: system,
    at: closing,
    to: 'not_transmitted',
  })),
  {
    id: 'R1 nothing is swept before its own closing',
    from: 'county',
    on: 'deadline-passed',
    by: system,
    at: closing - 1,
    to: 'not_due',
  },
  {
    id: 'R1 one returned by the province is not swept',
    from: 'returned',
    on: 'deadline-passed',
    by: system,
    data: { transmitted: true },
    at: closing,
    to: 'returned',
  },
  {
    id: 'R1 an extension returns to the exact previous state',
    from: 'not_transmitted',
    on: 'reopen',
    by: system,
    data: { sweptFrom: 'prefecture' },
    payload: { closings: { closing: closing + 86_400_000 } },
    at: closing + 1,
    to: 'prefecture',
  },
  ...['draft', 'unit_review', 'county', 'prefecture', 'transmittable', 'returned', 'appealing'].map((from) => ({
    id: `R1 new closings reach ${from}`,
    from,
    on: 'deadlines-changed',
    by: system,
    payload: { closings: { closing: closing + 1 } },
    to: from,
  })),
  ...['month-open', 'month-remind', 'month-due'].map((on) => ({
    id: `2.1 ${on} leaves the project in execution`,
    from: 'exec',
    on,
    by: time,
    known: { monthsOwed: ['2027-01'] },
    at: startOfDay('2027-02-06'),
    to: 'exec',
  })),
  { id: 'A26 listed begins on 1 January', from: 'listed', on: 'begin', by: time, at: startOfDay('2027-01-01'), to: 'exec' },
  { id: 'A26 not before 1 January', from: 'listed', on: 'begin', by: time, at: startOfDay('2027-01-01') - 1, to: 'not_due' },
  {
    id: '2.1 monthly report',
    from: 'exec',
    on: 'report-month',
    by: ea,
    at: startOfDay('2027-02-01'),
    payload: { month: '2027-01', monthInvestment: '100.00', cumulative: '100.00', progress: '基础施工' },
    to: 'exec',
  },
  {
    id: '2.1 no report for a month to come',
    from: 'exec',
    on: 'report-month',
    by: ea,
    at: startOfDay('2027-02-01'),
    payload: { month: '2027-03', monthInvestment: '100.00', cumulative: '100.00', progress: '基础施工' },
    to: 'month_invalid',
  },
  {
    id: '2.1 owner reports 停缓建',
    from: 'exec',
    on: 'report-stop',
    by: ea,
    payload: { reason: '资金未到位', date: '2027-03-01' },
    at: startOfDay('2027-03-01'),
    to: 'exec',
  },
  {
    id: '2.1 owner reports 复工',
    from: 'paused',
    on: 'report-resume',
    by: ua,
    payload: { reason: '资金已到位', date: '2027-04-01' },
    at: startOfDay('2027-04-02'),
    to: 'paused',
  },
  {
    id: '2.1 owner reports 竣工投产',
    from: 'exec',
    on: 'report-completed',
    by: ea,
    payload: { reason: '已投产', date: '2027-09-01' },
    at: startOfDay('2027-09-01'),
    to: 'exec',
  },
  {
    id: '2.1 竣工投产 is reported when it has happened, not before',
    from: 'exec',
    on: 'report-completed',
    by: ea,
    payload: { reason: '将投产', date: '2027-09-01' },
    at: startOfDay('2027-09-01') - 1,
    to: 'date_ahead',
  },
  {
    id: '2.1 the county does not confirm what it did not find',
    from: 'exec',
    on: 'decline-report',
    by: co,
    data: { reported: { kind: 'completed', reason: 'x', date: '2027-09-01' } },
    opinion,
    to: 'exec',
  },
  {
    id: '2.1 the county does not confirm 复工',
    from: 'paused',
    on: 'decline-report',
    by: co,
    data: { reported: { kind: 'resume', reason: 'x', date: '2027-04-01' } },
    opinion,
    to: 'paused',
  },
  {
    id: '2.1 county confirms 停缓建',
    from: 'exec',
    on: 'confirm-stop',
    by: co,
    data: { reported: { kind: 'stop', reason: 'x', date: '2027-03-01' } },
    to: 'paused',
  },
  {
    id: '2.1 county confirms 复工',
    from: 'paused',
    on: 'confirm-resume',
    by: co,
    data: { reported: { kind: 'resume', reason: 'x', date: '2027-04-01' } },
    to: 'exec',
  },
  {
    id: '2.1 county confirms no 停缓建 that nobody reported',
    from: 'exec',
    on: 'confirm-stop',
    by: co,
    data: { reported: { kind: 'completed', reason: 'x', date: '2027-03-01' } },
    to: 'nothing_reported',
  },
  {
    id: '2.1 county confirms no 复工 that nobody reported',
    from: 'paused',
    on: 'confirm-resume',
    by: co,
    data: { reported: { kind: 'completed', reason: 'x', date: '2027-04-01' } },
    to: 'nothing_reported',
  },
  {
    id: '2.1 county confirms only what was reported',
    from: 'exec',
    on: 'confirm-completed',
    by: co,
    data: { reported: { kind: 'stop', reason: 'x', date: '2027-03-01' } },
    payload: { siteCheck: '已核查', photos: ['f'] },
    to: 'nothing_reported',
  },
  {
    id: '2.1 county confirms 竣工 with photos',
    from: 'exec',
    on: 'confirm-completed',
    by: co,
    data: { reported: { kind: 'completed', reason: 'x', date: '2027-09-01' } },
    payload: { siteCheck: '已核查', photos: ['f'] },
    known: { attachments: ['f'] },
    to: 'done',
  },
  {
    id: '2.1 竣工 with a photo that is no file of the case',
    from: 'exec',
    on: 'confirm-completed',
    by: co,
    data: { reported: { kind: 'completed', reason: 'x', date: '2027-09-01' } },
    payload: { siteCheck: '已核查', photos: ['elsewhere'] },
    known: { attachments: ['f'] },
    to: 'photos_missing',
  },
  {
    id: '2.1 竣工 without photos',
    from: 'exec',
    on: 'confirm-completed',
    by: co,
    data: { reported: { kind: 'completed', reason: 'x', date: '2027-09-01' } },
    payload: { siteCheck: '已核查', photos: [] },
    to: 'payload_required',
  },
  {
    id: '2.1 province removes',
    from: 'exec',
    on: 'remove',
    by: vd,
    opinion,
    payload: { documentNo: '云工信〔2027〕9号' },
    to: 'removed',
  },
  {
    id: '2.1 province removes a paused one',
    from: 'paused',
    on: 'remove',
    by: vd,
    opinion,
    payload: { documentNo: '云工信〔2027〕9号' },
    to: 'removed',
  },
];

function run(row: RowCase) {
  const event: CaseEvent = { id: 'e', on: row.on, by: row.by, payload: row.payload, opinion: row.opinion };
  return step(keyProject, 'k', stateAt(row.from, row.data, row.appeal), event, {
    now: row.at ?? now,
    calendar,
    known: { ...known, ...row.known },
  });
}

rows.push(
  { id: 'A19 the county saves what is verified so far', from: 'county', on: 'tick', by: co, payload: ticked, to: 'county' },
  { id: 'A19 and so does the prefecture', from: 'prefecture', on: 'tick', by: po, payload: ticked, to: 'prefecture' },
  {
    id: 'A19 what was saved at this level counts, so that a bulk recommendation takes it',
    from: 'county',
    on: 'recommend',
    by: co,
    data: { ticks: { level: 'county', points: ticked.ticks } },
    to: 'prefecture',
  },
  {
    id: 'A19 what the county verified does not count for the prefecture',
    from: 'prefecture',
    on: 'approve',
    by: po,
    data: { ticks: { level: 'county', points: ticked.ticks } },
    to: 'checklist_incomplete',
  },
);

describe('specification 2.1, row by row', () => {
  it.each(rows)('$id', (row) => {
    const result = run(row);
    expect(result.ok ? result.to : result.refusal.code).toBe(row.to);
  });
  it('6.2 nor does one to whom an expert has handed a task', () => {
    const state = stateAt('expert', { experts });
    const handed = { ...state, tasks: state.tasks.map((task) => (task.holder === 'x5' ? { ...task, holder: 'x9' } : task)) };
    const event: CaseEvent = { id: 'e', on: 'promise', by: { ...x5, personId: 'x9' }, payload: { promise: true } };
    expect(step(keyProject, 'k', handed, event, { now, calendar, known })).toMatchObject({ refusal: { code: 'not_on_panel' } });
  });
  it('every row of the table is walked by a row of this test', () => {
    const walked = new Set(rows.filter((row) => row.to in keyProject.states).map((row) => `${row.from} ${row.on}`));
    const missing = keyProject.rows
      .flatMap(({ from, on }) => [from].flat().map((state) => `${state} ${on}`))
      .filter((one) => !walked.has(one));
    expect(missing).toEqual([]);
  });
  it.each([
    'return-to-draft',
    'take-over',
    'form-pass',
    'form-fail',
    'confirm-stop',
    'confirm-resume',
    'confirm-completed',
    'notice-opened',
    'remove',
  ])('6.13 the owner is told of %s', (on) => {
    const row = rows.find((one) => one.on === on && one.to in keyProject.states)!;
    const result = run(row);
    const told = result.ok ? result.effects.flatMap((effect) => (effect.kind === 'notice' ? [effect.to] : [])) : [];
    expect(told).toContainEqual({ kind: 'unit', unitId: data.offices.owner });
  });
  it.each([
    {
      id: 'A25 the county, asked by the province after D, sends it straight back',
      from: 'county',
      on: 'recommend',
      by: co,
      to: 'province',
    },
    {
      id: 'A25 the prefecture, asked by the province after D, sends it straight back',
      from: 'prefecture',
      on: 'approve',
      by: po,
      to: 'province',
    },
  ])('$id', ({ id, from, on, by, to }) => {
    const result = run({
      id,
      from,
      on,
      by,
      data: { returnTo: 'province', transmitted: true },
      payload: ticked,
      at: closing + 1,
      to,
    });
    expect(result).toMatchObject({ ok: true, to, state: { data: { transmitted: true, returnTo: undefined } } });
  });
  it('A25 the county, asked by the prefecture, sends it back to the prefecture', () => {
    const result = run({
      id: '',
      from: 'county',
      on: 'recommend',
      by: co,
      data: { returnTo: 'prefecture' },
      payload: ticked,
      to: '',
    });
    expect(result).toMatchObject({ ok: true, to: 'prefecture' });
  });
  it('A25 a returned form comes back before its fix-by day and straight to the returning level', () => {
    const returned = run({ id: '', from: 'prefecture', on: 'return', by: po, payload: toOwner, opinion, to: '' });
    if (!returned.ok) throw new Error(returned.refusal.message);
    const send = (at: number) =>
      step(keyProject, 'k', returned.state, { id: 's', on: 'submit', by: ea }, { now: at, calendar, known });
    expect(send(endOfDay('2026-12-15'))).toMatchObject({ ok: false, refusal: { code: 'too_late' } });
    const again = send(endOfDay('2026-12-15') - 1);
    expect(again).toMatchObject({ ok: true, to: 'unit_review', state: { data: { returnTo: 'prefecture' } } });
  });
  it('2.1 2.11 the problems of a month become an item of coordination at the county’s desk, the same month once', () => {
    const payload = { month: '2027-01', monthInvestment: '100.00', cumulative: '100.00', progress: '基础施工' };
    const report = (problems: string) => {
      const at = startOfDay('2027-02-01');
      const result = run({ id: '', from: 'exec', on: 'report-month', by: ea, at, payload: { ...payload, problems }, to: '' });
      return result.ok ? result.effects.filter(({ kind }) => kind === 'open-case') : [];
    };
    expect(report('')).toEqual([]);
    const [item] = report('征地进度滞后');
    expect(item).toMatchObject({
      process: 'coordination',
      data: { detail: '征地进度滞后', triage: { unitId: 'c', role: 'CO' } },
    });
    expect(report('征地仍滞后')).toMatchObject([{ id: (item as unknown as { id: string }).id }]);
  });
  it('6.2 an expert’s seat is handed to nobody; the draw before it, an office’s task, is', () => {
    const send = (state: CaseState<KeyProjectData>, on: string, by: Actor) =>
      step(keyProject, 'k', state, { id: on, on, by, payload: { personId: 'x9' } }, { now, calendar, known });
    const drawn = stateAt('expert', { experts });
    for (const on of ['transfer', 'delegate'])
      expect(send(drawn, on, x5)).toMatchObject({ ok: false, refusal: { code: 'own_seat' } });
    expect(send(drawn, 'consult', x5)).toMatchObject({ ok: false, refusal: { code: 'not_your_task' } });
    expect(send(stateAt('expert'), 'transfer', vo)).toMatchObject({ ok: true });
  });
  describe('R1 延期', () => {
    const day = 86_400_000;
    const given = { 'owner-closing': ownerClosing, 'county-closing': countyClosing, closing };
    const told = { documentNo: '云工信〔2027〕1号' };
    const move = (state: CaseState<KeyProjectData>, on: string, payload: object) => {
      const result = step(
        keyProject,
        'k',
        state,
        { id: on, on, by: system, payload: { closings: given, ...payload } },
        { now, calendar, known },
      );
      if (!result.ok) throw new Error(result.refusal.message);
      return result;
    };
    const at = (state: CaseState<KeyProjectData>, name: string) => state.instants.find((one) => one.name === name)?.at;

    it('of one project gives time and takes none: neither at once nor by what is set for its prefecture later', () => {
      const early = move(stateAt('county'), 'deadlines-changed', { ...told, extendedTo: closing - 2 * day }).state;
      expect([at(early, 'owner-closing'), at(early, 'closing')]).toEqual([closing - 2 * day, closing]);
      const extended = move(stateAt('county'), 'deadlines-changed', { ...told, extendedTo: closing + 20 * day }).state;
      const later = Object.fromEntries(Object.entries(given).map(([name, one]) => [name, one + 5 * day]));
      for (const payload of [{ ...told, closings: later }, { closings: given }])
        expect(at(move(extended, 'deadlines-changed', payload).state, 'closing')).toBe(closing + 20 * day);
    });
    it('stands also after the draft has gone back to whoever fills it in', () => {
      const extended = move(stateAt('unit_review'), 'deadlines-changed', { ...told, extendedTo: closing + 20 * day }).state;
      const event: CaseEvent = { id: 'b', on: 'return-to-draft', by: ua, opinion };
      const back = step(keyProject, 'k', extended, event, { now, calendar, known });
      expect(back.ok && at(back.state, 'owner-closing')).toBe(closing + 20 * day);
    });
    it('gives who is to correct a returned form the same time, also when it was swept meanwhile', () => {
      const returned = run({ id: '', from: 'county', on: 'return', by: co, payload: toOwner, opinion, to: '' });
      if (!returned.ok) throw new Error(returned.refusal.message);
      const extended = move(returned.state, 'deadlines-changed', { ...told, extendedTo: closing + 20 * day });
      expect(at(extended.state, 'fix-by')).toBe(closing + 20 * day);
      const swept = stateAt('not_transmitted', { sweptFrom: 'returned' });
      const reopened = move(swept, 'reopen', { ...told, extendedTo: closing + 20 * day }).state;
      expect([reopened.status, at(reopened, 'fix-by')]).toEqual(['returned', closing + 20 * day]);
    });
    it('is told to the owner and both levels; new closings of the prefecture alone are not', () => {
      const { effects } = move(stateAt('county'), 'deadlines-changed', { ...told, extendedTo: closing + 20 * day });
      expect(effects.filter(({ kind }) => kind === 'notice')).toMatchObject([
        { template: 'extended', to: { unitId: 'firm' }, params: { closing: '2027年1月20日24:00(星期三)', ...told } },
        { to: { unitId: 'c', role: 'CO' }, digest: true },
        { to: { unitId: 'p', role: 'PO' }, digest: true },
      ]);
      expect(move(stateAt('county'), 'deadlines-changed', {}).effects.some(({ kind }) => kind === 'notice')).toBe(false);
    });
  });
  it('R1 the county decides before D also when its own closing stands later: an upheld appeal gave days, an extension moved D alone', () => {
    const state = stateAt('county');
    const moved = state.instants.map((one) => (one.name === 'county-closing' ? { ...one, at: closing + 86_400_000 } : one));
    const recommend = (at: number) =>
      step(
        keyProject,
        'k',
        { ...state, instants: moved },
        { id: 'r', on: 'recommend', by: co, payload: ticked },
        {
          now: at,
          calendar,
          known,
        },
      );
    expect(recommend(closing - 1)).toMatchObject({ ok: true, to: 'prefecture' });
    expect(recommend(closing)).toMatchObject({ ok: false, refusal: { code: 'too_late', clause: 'R1' } });
  });
  it('A25 within the firm a returned form goes back and forth until its fix-by day, which an extension moves, and then to the level that returned it', () => {
    const at = closing + 2;
    const send = (state: CaseState<KeyProjectData>, on: string, by: Actor, payload?: object) => {
      const event = { id: on, on, by, opinion, payload: payload as Record<string, unknown> | undefined };
      const result = step(keyProject, 'k', state, event, { now: at, calendar, known });
      if (!result.ok) throw new Error(result.refusal.message);
      return result.state;
    };
    const sealing = stateAt('unit_review', { returnTo: 'prefecture', fixBy: closing });
    const closings = { 'owner-closing': at + 1, 'county-closing': at + 1, closing: at + 1 };
    const extended = send(sealing, 'deadlines-changed', system, { closings, documentNo: '云工信〔2027〕1号' });
    const back = send(extended, 'return-to-draft', ua);
    expect(back).toMatchObject({ status: 'returned', data: { returnTo: 'prefecture', fixBy: at + 1 } });
    expect(send(send(back, 'submit', ea), 'approve', ua).status).toBe('prefecture');
  });
  it('A15 routes to the county of the project, not of the company', () => {
    const result = run({ id: '', from: 'unit_review', on: 'approve', by: ua, to: '' });
    expect(result.ok && result.opened).toMatchObject([{ office: { unitId: 'c', role: 'CO' } }]);
  });
});
