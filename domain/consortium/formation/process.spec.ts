import { describe, expect, it } from 'vitest';
import { addDays, atTime, endOfDay, localDate } from '#domain/calendar/instant.js';
import { forecast } from '#domain/process/forecast.js';
import { publishedCalendar } from '#domain/calendar/data/published-years.js';
import { byPublic, byTime, opinion, outcome, person, Table, unwalked, type TableRow } from '#test/harness/table.js';
import type { Signature } from '../data.js';
import { exampleMembers as members, exampleUnits as units } from '../examples.js';
import type { Candidate } from '../panel.js';
import type { FormationData, FormationKnown } from './data.js';
import { formation } from './process.js';

const now = atTime('2026-05-20', '10:00');
const instrument = { version: 1, sha256: 'hash-1' };
const name = '云南省绿色铝精深加工创新联合体';
const profile = { evidence: '行业龙头', platforms: [{ name: '国家工程研究中心', level: 'national' }] };
const invitations = members.slice(1).map((member) => ({ ...member, intention: 'accepted' as const, at: now }));
const data: FormationData = {
  title: name,
  industry: '绿色铝',
  target: '短流程制备',
  need: '省级重大科技专项',
  origin: 'top-down',
  prefectureCode: '530100',
  offices: { lead: 'lead', recommender: 'bureau', province: 'p' },
  profile,
  invitations,
  members: [...members],
  instrument,
  signatures: [],
};
const pool: Candidate[] = Array.from({ length: 20 }, (_, index) => ({
  personId: `x${String(index).padStart(2, '0')}`,
  unitId: `lab${index}`,
  employer: `实验室${index}`,
  fields: ['绿色铝'],
  finance: index < 4,
  relations: [],
}));
const known: FormationKnown = {
  units,
  bans: [],
  leads: [],
  policy: { title: '工作方案(试行)' },
  agreement: [],
  application: [],
  plan: [],
  filed: { name, months: 36 },
  agreementHash: 'hash-2',
  attached: ['fund-rules'],
  homes: Object.fromEntries(Object.keys(units).map((id) => [id, { prefectureCode: '530100', recommender: 'bureau' }])),
  candidates: pool,
  seed: 'seed',
};
const table = new Table(formation, data, known, now);

const ld = person('ld', 'lead', 'LD');
const mb = (unit: string) => person(`mb-${unit}`, unit, 'MB');
const ru = person('ru', 'bureau', 'RU');
const vo = person('vo', 'p', 'VO');
const vd = person('vd', 'p', 'VD');
const vl = person('vl', 'p', 'VL');
const xp = (id: string) => person(id, 'lab', 'XP');
const representative = (unit: string) => units[unit]!.legalRepresentative!;
const sign = (unit: string, change = {}) => ({ sha256: 'hash-1', representative: representative(unit), seal: true, ...change });
const signature = (unitId: string): Signature => ({
  unitId,
  representative: representative(unitId),
  by: `mb-${unitId}`,
  at: now,
  sha256: 'hash-1',
});
const allBut = (unit: string) => members.filter((member) => member.unitId !== unit).map((member) => signature(member.unitId));
const ban = (unitId: string) => ({ unitId, name: units[unitId]!.name, from: now - 1, until: now + 86_400_000 });
const finding = { clause: 'B38', severity: 'error' as const, field: 'total', message: '请核对一致。' };
const page = { unitId: 'test', representative: representative('test'), sha256: 'hash-1', file: 'file-1' };
const panel = pool.slice(0, 7).map((one) => one.personId);
const scores = panel.slice(0, 6).map((personId) => ({ personId, score: 85, comment: '技术路线可行' }));
const objection = { name: '李某', contact: '0871-60000000', evidence: '成员单位资质不实' };
const closing = (at: number) => [{ name: 'fix-by', at, kind: 'closing' as const, scope: 'stage' as const }];
const over = (at = now) => [{ name: 'notice-closes', at, kind: 'timer' as const, scope: 'stage' as const }];

const rows: TableRow<FormationData, FormationKnown>[] = [
  // 领域确定, 遴选牵头
  {
    id: 'B12 2.2 the province publishes a field, top down',
    from: 'field_set',
    on: 'publish-field',
    by: vo,
    to: 'lead_selection',
  },
  {
    id: 'B12 2.2 揭榜挂帅 is published by the province too',
    from: 'field_set',
    on: 'publish-field',
    by: vo,
    data: { origin: 'open-bid' },
    to: 'lead_selection',
  },
  {
    id: 'B12 a lead proposes, bottom up; the selection is skipped',
    from: 'field_set',
    on: 'propose-field',
    by: ld,
    data: { origin: 'bottom-up' },
    to: 'inviting',
  },
  { id: 'B12 a lead cannot propose a top-down field', from: 'field_set', on: 'propose-field', by: ld, to: 'wrong_route' },
  {
    id: 'B12 the province does not publish a bottom-up field',
    from: 'field_set',
    on: 'publish-field',
    by: vo,
    data: { origin: 'bottom-up' },
    to: 'wrong_route',
  },
  {
    id: 'B1 no target technology',
    from: 'field_set',
    on: 'publish-field',
    by: vo,
    data: { target: ' ' },
    to: 'purpose_required',
  },
  { id: 'B1 no project need', from: 'field_set', on: 'publish-field', by: vo, data: { need: '' }, to: 'purpose_required' },
  {
    id: 'B34 the scheme has lapsed',
    from: 'field_set',
    on: 'publish-field',
    by: vo,
    known: { policy: undefined },
    to: 'policy_expired',
  },
  {
    id: 'B34 a director overrides with a reason',
    from: 'field_set',
    on: 'override-policy',
    by: vd,
    opinion,
    known: { policy: undefined },
    to: 'field_set',
  },
  { id: 'B34 an officer does not override', from: 'field_set', on: 'override-policy', by: vo, opinion, to: 'not_your_office' },
  {
    id: 'B34 after the override the field is published',
    from: 'field_set',
    on: 'publish-field',
    by: vo,
    known: { policy: undefined },
    data: { policyOverride: { reason: '接续项目', by: 'vd' } },
    to: 'lead_selection',
  },
  {
    id: 'B13 one lead is selected with reasons and document no.',
    from: 'lead_selection',
    on: 'select-leads',
    by: vd,
    opinion,
    payload: { leads: ['lead'], documentNo: '云科联〔2026〕1号' },
    to: 'inviting',
  },
  {
    id: 'B13 without a document no.',
    from: 'lead_selection',
    on: 'select-leads',
    by: vd,
    opinion,
    payload: { leads: ['lead'] },
    to: 'payload_required',
  },
  {
    id: 'B13 without reasons',
    from: 'lead_selection',
    on: 'select-leads',
    by: vd,
    payload: { leads: ['lead'], documentNo: 'x' },
    to: 'opinion_required',
  },
  {
    id: 'B13 R5 three leads',
    from: 'lead_selection',
    on: 'select-leads',
    by: vd,
    opinion,
    payload: { leads: ['lead', 'a', 'b'], documentNo: 'x' },
    to: 'one_or_two_leads',
  },
  {
    id: 'B4 a university selected as lead',
    from: 'lead_selection',
    on: 'select-leads',
    by: vd,
    opinion,
    payload: { leads: ['uni'], documentNo: 'x' },
    to: 'lead_not_enterprise',
  },
  // 意向征集
  {
    id: 'B4 B5 the lead says on what ground it leads',
    from: 'inviting',
    on: 'describe-lead',
    by: ld,
    payload: profile,
    to: 'inviting',
  },
  {
    id: 'B13 the lead invites a unit',
    from: 'inviting',
    on: 'invite',
    by: ld,
    data: { invitations: [] },
    payload: { unit: 'uni', core: true },
    to: 'inviting',
  },
  {
    id: 'B7 only the lead invites',
    from: 'inviting',
    on: 'invite',
    by: vo,
    data: { invitations: [] },
    payload: { unit: 'uni' },
    to: 'not_your_office',
  },
  {
    id: 'B13 nobody is invited twice',
    from: 'inviting',
    on: 'invite',
    by: ld,
    payload: { unit: 'uni' },
    to: 'invited_already',
  },
  {
    id: 'B13 an unregistered unit',
    from: 'inviting',
    on: 'invite',
    by: ld,
    payload: { unit: 'nobody' },
    to: 'unknown_unit',
  },
  {
    id: 'B44 a unit without a USCC has another number',
    from: 'inviting',
    on: 'invite',
    by: ld,
    data: { invitations: [] },
    known: { units: { ...units, abroad: { id: 'abroad', name: '海外实验室', kind: 'institute' } } },
    payload: { unit: 'abroad' },
    to: 'foreign_id_required',
  },
  {
    id: 'B15 a foreign unit joins by that number',
    from: 'inviting',
    on: 'invite',
    by: ld,
    data: { invitations: [] },
    known: { units: { ...units, abroad: { id: 'abroad', name: '海外实验室', kind: 'institute' } } },
    payload: { unit: 'abroad', foreignId: 'DE-HRB-12345' },
    to: 'inviting',
  },
  {
    id: 'B13 a unit that is not registered is asked to register',
    from: 'inviting',
    on: 'invite-to-register',
    by: ld,
    payload: { name: '普洱茶研究院', email: 'office@example.test' },
    to: 'inviting',
  },
  {
    id: 'B13 an address that is none',
    from: 'inviting',
    on: 'invite-to-register',
    by: ld,
    payload: { name: '普洱茶研究院', email: '普洱市' },
    to: 'email_invalid',
  },
  {
    id: 'B13 a unit accepts, with its ability',
    from: 'inviting',
    on: 'accept',
    by: mb('uni'),
    data: { invitations: [{ ...invitations[0]!, intention: undefined }] },
    payload: { ability: '材料学科团队' },
    to: 'inviting',
  },
  {
    id: 'B8 a unit accepts without saying its ability',
    from: 'inviting',
    on: 'accept',
    by: mb('uni'),
    data: { invitations: [{ ...invitations[0]!, intention: undefined }] },
    payload: {},
    to: 'payload_required',
  },
  {
    id: 'B2 自愿: a unit declines',
    from: 'inviting',
    on: 'decline',
    by: mb('uni'),
    data: { invitations: [{ ...invitations[0]!, intention: undefined }] },
    payload: {},
    to: 'inviting',
  },
  {
    id: 'B13 who has answered does not answer again',
    from: 'inviting',
    on: 'accept',
    by: mb('uni'),
    payload: { ability: 'x' },
    to: 'not_invited',
  },
  {
    id: 'B6 a director grants an exception with a reason',
    from: 'inviting',
    on: 'grant-exception',
    by: vd,
    opinion,
    to: 'inviting',
  },
  { id: 'B6 an officer grants none', from: 'inviting', on: 'grant-exception', by: vo, opinion, to: 'not_your_office' },
  { id: '2.2 the lead freezes the list', from: 'inviting', on: 'freeze-members', by: ld, to: 'signing' },
  {
    id: 'B5 freeze without a platform',
    from: 'inviting',
    on: 'freeze-members',
    by: ld,
    data: { profile: { ...profile, platforms: [] } },
    to: 'platform_required',
  },
  {
    id: 'B6 freeze by a lead already leading',
    from: 'inviting',
    on: 'freeze-members',
    by: ld,
    known: { leads: [{ title: '云南省光伏创新联合体' }] },
    to: 'leads_already',
  },
  {
    id: 'B6 freeze with the exception',
    from: 'inviting',
    on: 'freeze-members',
    by: ld,
    known: { leads: [{ title: 'x' }] },
    data: { exception: { reason: 'r', by: 'vd' } },
    to: 'signing',
  },
  {
    id: 'B4 freeze by a lead that is no enterprise',
    from: 'inviting',
    on: 'freeze-members',
    by: ld,
    known: { units: { ...units, lead: { ...units.lead!, kind: 'university' } } },
    to: 'lead_not_enterprise',
  },
  {
    id: '2.2 freeze with two units',
    from: 'inviting',
    on: 'freeze-members',
    by: ld,
    data: { invitations: invitations.slice(0, 1) },
    to: 'too_few_members',
  },
  {
    id: 'B8 freeze with a silent member',
    from: 'inviting',
    on: 'freeze-members',
    by: ld,
    data: { invitations: invitations.map((one) => ({ ...one, ability: ' ' })) },
    to: 'ability_required',
  },
  {
    id: 'B32 freeze with a banned lead',
    from: 'inviting',
    on: 'freeze-members',
    by: ld,
    known: { bans: [ban('lead')] },
    to: 'banned',
  },
  {
    id: 'B32 freeze with a banned core member',
    from: 'inviting',
    on: 'freeze-members',
    by: ld,
    known: { bans: [ban('uni')] },
    to: 'banned',
  },
  {
    id: 'R10 freeze with a banned ordinary member',
    from: 'inviting',
    on: 'freeze-members',
    by: ld,
    known: { bans: [ban('test')] },
    to: 'signing',
  },
  {
    id: 'B47 freeze with an incomplete agreement',
    from: 'inviting',
    on: 'freeze-members',
    by: ld,
    known: { agreement: [finding] },
    to: 'form_invalid',
  },
  // 协议签署
  { id: 'B15 a unit signs', from: 'signing', on: 'sign-agreement', by: mb('uni'), payload: sign('uni'), to: 'signing' },
  {
    id: 'B15 the last unit signs',
    from: 'signing',
    on: 'sign-agreement',
    by: mb('uni'),
    data: { signatures: allBut('uni') },
    payload: sign('uni'),
    to: 'signed',
  },
  {
    id: 'B15 the lead signs like all others',
    from: 'signing',
    on: 'sign-agreement',
    by: ld,
    data: { signatures: allBut('lead') },
    payload: sign('lead'),
    to: 'signed',
  },
  {
    id: 'B15 a signature on an old text',
    from: 'signing',
    on: 'sign-agreement',
    by: mb('uni'),
    payload: sign('uni', { sha256: 'hash-0' }),
    to: 'text_changed',
  },
  {
    id: 'B15 signatures on an old text do not count: it is not the last one',
    from: 'signing',
    on: 'sign-agreement',
    by: mb('uni'),
    data: { signatures: allBut('uni').map((one) => ({ ...one, sha256: 'hash-0' })) },
    payload: sign('uni'),
    to: 'signing',
  },
  {
    id: 'B15 a representative of another unit signs',
    from: 'signing',
    on: 'sign-agreement',
    by: person('stranger', 'elsewhere', 'MB'),
    payload: sign('uni'),
    to: 'not_your_office',
  },
  {
    id: "B15 another unit's representative is named",
    from: 'signing',
    on: 'sign-agreement',
    by: mb('uni'),
    payload: sign('inst'),
    to: 'representative_differs',
  },
  {
    id: 'B15 a unit without registered representative',
    from: 'signing',
    on: 'sign-agreement',
    by: mb('uni'),
    known: { units: { ...units, uni: { ...units.uni!, legalRepresentative: undefined } } },
    payload: sign('uni'),
    to: 'representative_differs',
  },
  {
    id: 'B15 without the seal',
    from: 'signing',
    on: 'sign-agreement',
    by: mb('uni'),
    payload: { ...sign('uni'), seal: undefined },
    to: 'payload_required',
  },
  {
    id: 'B15 nobody signs twice',
    from: 'signing',
    on: 'sign-agreement',
    by: mb('uni'),
    data: { signatures: [signature('uni')] },
    payload: sign('uni'),
    to: 'signed_already',
  },
  {
    id: 'B15 before the text is frozen',
    from: 'signing',
    on: 'sign-agreement',
    by: mb('uni'),
    data: { instrument: undefined },
    payload: sign('uni'),
    to: 'text_not_frozen',
  },
  {
    id: 'B32 a core member banned after freezing and before signing',
    from: 'signing',
    on: 'sign-agreement',
    by: mb('uni'),
    known: { bans: [ban('uni')] },
    payload: sign('uni'),
    to: 'banned',
  },
  {
    id: 'B15 the stamped page is uploaded',
    from: 'signing',
    on: 'upload-page',
    by: ld,
    payload: { unit: 'test', representative: representative('test'), sha256: 'hash-1', file: ['f'] },
    to: 'signing',
  },
  {
    id: 'B15 an official verifies the stamped page, the last one',
    from: 'signing',
    on: 'verify-page',
    by: vo,
    data: { pages: [page], signatures: allBut('test') },
    payload: { unit: 'test', sha256: 'hash-1' },
    to: 'signed',
  },
  {
    id: 'B15 a stamped page with another hash',
    from: 'signing',
    on: 'verify-page',
    by: vo,
    data: { pages: [page] },
    payload: { unit: 'test', sha256: 'hash-2' },
    to: 'text_changed',
  },
  {
    id: 'B15 no such page',
    from: 'signing',
    on: 'verify-page',
    by: vo,
    payload: { unit: 'test', sha256: 'hash-1' },
    to: 'no_page',
  },
  {
    id: 'B15 the lead does not verify its own upload',
    from: 'signing',
    on: 'verify-page',
    by: ld,
    data: { pages: [page] },
    payload: { unit: 'test', sha256: 'hash-1' },
    to: 'not_your_office',
  },
  {
    id: 'B15 the lead changes the text',
    from: 'signing',
    on: 'revise-agreement',
    by: ld,
    data: { signatures: allBut('uni') },
    to: 'signing',
  },
  {
    id: 'B15 the same text takes away no signature',
    from: 'signing',
    on: 'revise-agreement',
    by: ld,
    known: { agreementHash: 'hash-1' },
    to: 'text_unchanged',
  },
  {
    id: '6.9 whoever signs enters the password again',
    from: 'signing',
    on: 'sign-agreement',
    by: { ...mb('uni'), reauthenticated: undefined },
    payload: sign('uni'),
    to: 'password_required',
  },
  {
    id: 'B15 the text of a signed agreement changes: it is signed anew',
    from: 'signed',
    on: 'revise-agreement',
    by: ld,
    to: 'signing',
  },
  { id: '2.2 a unit refuses to sign', from: 'signing', on: 'refuse-signing', by: mb('uni'), opinion, to: 'signing' },
  {
    id: '2.2 who has signed does not refuse',
    from: 'signing',
    on: 'refuse-signing',
    by: mb('uni'),
    opinion,
    data: { signatures: [signature('uni')] },
    to: 'signed_already',
  },
  { id: '2.2 thirty idle days', from: 'signing', on: 'signing-idle', by: byTime, at: endOfDay('2026-06-19'), to: 'signing' },
  { id: '2.2 not before', from: 'signing', on: 'signing-idle', by: byTime, at: endOfDay('2026-06-19') - 1, to: 'not_due' },
  { id: '2.2 the lead waits', from: 'signing', on: 'wait', by: ld, data: { reopened: { why: 'idle' } }, to: 'signing' },
  {
    id: '2.2 the lead drops the unit',
    from: 'signing',
    on: 'drop-member',
    by: ld,
    data: { reopened: { why: 'refused' } },
    payload: { unit: 'test' },
    to: 'signing',
  },
  {
    id: '2.2 membership is not reopened',
    from: 'signing',
    on: 'drop-member',
    by: ld,
    payload: { unit: 'test' },
    to: 'not_reopened',
  },
  {
    id: '2.2 the lead drops itself',
    from: 'signing',
    on: 'drop-member',
    by: ld,
    data: { reopened: { why: 'refused' } },
    payload: { unit: 'lead' },
    to: 'not_a_member',
  },
  {
    id: '2.2 too few would remain',
    from: 'signing',
    on: 'drop-member',
    by: ld,
    data: { reopened: { why: 'refused' }, members: members.slice(0, 3) },
    payload: { unit: 'inst' },
    to: 'too_few_members',
  },
  {
    id: '2.2 the lead replaces the unit',
    from: 'signing',
    on: 'replace-member',
    by: ld,
    data: { reopened: { why: 'idle' } },
    payload: { unit: 'test' },
    to: 'inviting',
  },
  // 申报
  {
    id: 'B17 自上而下 goes straight to the province',
    from: 'signed',
    on: 'submit',
    by: ld,
    data: { effectiveOn: '2026-05-20' },
    to: 'acceptance',
  },
  {
    id: 'B17 揭榜挂帅 goes straight to the province',
    from: 'signed',
    on: 'submit',
    by: ld,
    data: { effectiveOn: '2026-05-20', origin: 'open-bid' },
    to: 'acceptance',
  },
  {
    id: 'B11 the rules for the use of money are attached',
    from: 'signed',
    on: 'submit',
    by: ld,
    data: { effectiveOn: '2026-05-20' },
    known: { attached: ['other'] },
    to: 'fund_rules_missing',
  },
  {
    id: '6.2 at most two units are asked to be left out of the panel',
    from: 'signed',
    on: 'submit',
    by: ld,
    data: { effectiveOn: '2026-05-20' },
    payload: { avoid: ['a', 'b', 'c'] },
    to: 'avoid_too_many',
  },
  {
    id: '2.2 补正 is over while the units sign a changed text: it is not accepted',
    from: 'signing',
    on: 'not-accept',
    by: vo,
    opinion,
    instants: closing(now),
    to: 'refused',
  },
  {
    id: '2.2 nothing is refused that was not filed',
    from: 'signing',
    on: 'not-accept',
    by: vo,
    opinion,
    to: 'not_filed',
  },
  {
    id: 'B17 自下而上 goes to the local science office',
    from: 'signed',
    on: 'submit',
    by: ld,
    data: { effectiveOn: '2026-05-20', origin: 'bottom-up' },
    to: 'recommending',
  },
  {
    id: 'B7 a member does not file',
    from: 'signed',
    on: 'submit',
    by: mb('uni'),
    data: { effectiveOn: '2026-05-20' },
    to: 'not_your_office',
  },
  { id: 'B15 before the agreement is effective', from: 'signed', on: 'submit', by: ld, to: 'agreement_not_effective' },
  {
    id: 'B38 with counts that do not match',
    from: 'signed',
    on: 'submit',
    by: ld,
    data: { effectiveOn: '2026-05-20' },
    known: { application: [finding] },
    to: 'form_invalid',
  },
  {
    id: 'B16 B48 without the plan',
    from: 'signed',
    on: 'submit',
    by: ld,
    data: { effectiveOn: '2026-05-20' },
    known: { plan: [finding] },
    to: 'form_invalid',
  },
  {
    id: 'R10 an application filed in the ban is refused',
    from: 'signed',
    on: 'submit',
    by: ld,
    data: { effectiveOn: '2026-05-20' },
    known: { bans: [ban('lead')] },
    to: 'banned',
  },
  {
    id: 'B46 the recommending unit recommends, sealed',
    from: 'recommending',
    on: 'recommend',
    by: ru,
    opinion,
    payload: { seal: true },
    to: 'acceptance',
  },
  {
    id: 'B46 a recommendation without seal',
    from: 'recommending',
    on: 'recommend',
    by: ru,
    opinion,
    payload: { seal: false },
    to: 'payload_required',
  },
  {
    id: 'B17 a recommendation without opinion',
    from: 'recommending',
    on: 'recommend',
    by: ru,
    payload: { seal: true },
    to: 'opinion_required',
  },
  { id: '2.2 the recommending unit returns', from: 'recommending', on: 'return', by: ru, opinion, to: 'returned' },
  { id: '2.2 the recommending unit refuses', from: 'recommending', on: 'refuse', by: ru, opinion, to: 'refused' },
  { id: '2.2 the form check passes', from: 'acceptance', on: 'accept-form', by: vo, to: 'review' },
  { id: '2.2 补正', from: 'acceptance', on: 'correct', by: vo, opinion, to: 'returned' },
  {
    id: '2.2 补正 only once',
    from: 'acceptance',
    on: 'correct',
    by: vo,
    opinion,
    data: { corrected: true },
    to: 'corrected_once',
  },
  { id: '2.2 not accepted', from: 'acceptance', on: 'not-accept', by: vo, opinion, to: 'refused' },
  {
    id: '2.2 resubmitted to the level that returned it',
    from: 'returned',
    on: 'submit',
    by: ld,
    data: { effectiveOn: '2026-05-20', origin: 'bottom-up', returnTo: 'acceptance' },
    instants: closing(now + 1),
    to: 'acceptance',
  },
  {
    id: '2.2 the correction comes too late',
    from: 'returned',
    on: 'submit',
    by: ld,
    data: { effectiveOn: '2026-05-20', returnTo: 'acceptance' },
    instants: closing(now),
    to: 'too_late',
  },
  {
    id: '2.2 not accepted when the correction is over',
    from: 'returned',
    on: 'not-accept',
    by: vo,
    opinion,
    instants: closing(now),
    to: 'refused',
  },
  {
    id: '2.2 not while it runs',
    from: 'returned',
    on: 'not-accept',
    by: vo,
    opinion,
    instants: closing(now + 1),
    to: 'correction_running',
  },
  // 评审论证
  { id: '6.2 a panel of seven is drawn', from: 'review', on: 'draw-panel', by: vo, payload: { size: '7' }, to: 'review' },
  { id: '6.2 a panel of five', from: 'review', on: 'draw-panel', by: vo, payload: { size: '5' }, to: 'panel_size' },
  { id: '6.2 a panel of eight', from: 'review', on: 'draw-panel', by: vo, payload: { size: '8' }, to: 'panel_size' },
  {
    id: '6.2 too small a pool',
    from: 'review',
    on: 'draw-panel',
    by: vo,
    payload: { size: '7' },
    known: { candidates: pool.slice(0, 6) },
    to: 'pool_too_small',
  },
  {
    id: '6.2 nobody draws again',
    from: 'review',
    on: 'draw-panel',
    by: vo,
    data: { panel },
    payload: { size: '7' },
    to: 'drawn_already',
  },
  { id: '6.2 an expert promises', from: 'review', on: 'promise', by: xp(panel[0]!), data: { panel }, to: 'review' },
  {
    id: '6.2 an expert withdraws and is replaced by a new draw',
    from: 'review',
    on: 'recuse',
    by: xp(panel[0]!),
    data: { panel },
    opinion,
    to: 'review',
  },
  {
    id: '6.2 an absent expert is replaced by a new draw',
    from: 'review',
    on: 'replace-expert',
    by: vo,
    data: { panel },
    opinion,
    payload: { personId: panel[0]! },
    to: 'review',
  },
  {
    id: '6.2 one who has scored is not replaced',
    from: 'review',
    on: 'replace-expert',
    by: vo,
    data: { panel, scores },
    opinion,
    payload: { personId: panel[0]! },
    to: 'scored_already',
  },
  {
    id: '6.2 an expert scores',
    from: 'review',
    on: 'score',
    by: xp(panel[6]!),
    data: { panel, promised: panel },
    payload: { score: 85, comment: '技术路线可行' },
    to: 'review',
  },
  {
    id: '6.2 the last score closes the panel',
    from: 'review',
    on: 'score',
    by: xp(panel[6]!),
    data: { panel, promised: panel, scores },
    payload: { score: 85, comment: '技术路线可行' },
    to: 'deliberation',
  },
  {
    id: '6.2 a score before the promise',
    from: 'review',
    on: 'score',
    by: xp(panel[6]!),
    data: { panel, promised: [] },
    payload: { score: 85, comment: '技术路线可行' },
    to: 'promise_first',
  },
  {
    id: '6.2 a score without comment',
    from: 'review',
    on: 'score',
    by: xp(panel[6]!),
    data: { panel, promised: panel },
    payload: { score: 85, comment: '好' },
    to: 'comment_required',
  },
  {
    id: '6.2 a score of 101',
    from: 'review',
    on: 'score',
    by: xp(panel[6]!),
    data: { panel, promised: panel },
    payload: { score: 101, comment: '技术路线可行' },
    to: 'score_invalid',
  },
  {
    id: '6.2 after the lock no edits',
    from: 'review',
    on: 'score',
    by: xp(panel[0]!),
    data: { panel, promised: panel, scores },
    payload: { score: 90, comment: '改一改分数' },
    to: 'held_by_other',
  },
  // 审议, 公示, 批复
  {
    id: 'B18 the department approves with minutes no.',
    from: 'deliberation',
    on: 'approve',
    by: vl,
    payload: { minutesNo: '〔2026〕9次' },
    to: 'publicity',
  },
  {
    id: 'B32 no approval of a banned lead',
    from: 'deliberation',
    on: 'approve',
    by: vl,
    payload: { minutesNo: 'x' },
    known: { bans: [ban('lead')] },
    to: 'banned',
  },
  { id: 'B18 defer', from: 'deliberation', on: 'defer', by: vl, opinion, payload: { minutesNo: 'x' }, to: 'deliberation' },
  { id: 'B18 reject', from: 'deliberation', on: 'reject', by: vl, opinion, payload: { minutesNo: 'x' }, to: 'refused' },
  { id: 'B18 without minutes', from: 'deliberation', on: 'approve', by: vl, payload: {}, to: 'payload_required' },
  { id: '6.5 the notice is published', from: 'publicity', on: 'publish-notice', by: vo, payload: { days: '5' }, to: 'publicity' },
  { id: '6.5 four days', from: 'publicity', on: 'publish-notice', by: vo, payload: { days: '4' }, to: 'payload_invalid' },
  {
    id: '6.5 on a year not published',
    from: 'publicity',
    on: 'publish-notice',
    by: vo,
    payload: { days: '5' },
    at: atTime('2026-12-30', '10:00'),
    to: 'calendar_not_published',
  },
  {
    id: 'B18 the notice closes without objection: 批复',
    from: 'publicity',
    on: 'notice-closes',
    by: byTime,
    data: { noticeUntil: now },
    instants: over(),
    to: 'approved',
  },
  {
    id: '6.5 with an objection open it waits',
    from: 'publicity',
    on: 'notice-closes',
    by: byTime,
    data: { noticeUntil: now, objections: [{ ...objection, at: now }] },
    instants: over(),
    to: 'publicity',
  },
  {
    id: 'B32 a lead banned during the notice: the official decides',
    from: 'publicity',
    on: 'notice-closes',
    by: byTime,
    data: { noticeUntil: now },
    known: { bans: [ban('lead')] },
    instants: over(),
    to: 'held',
  },
  {
    id: '6.5 an objection by name',
    from: 'publicity',
    on: 'object',
    by: byPublic,
    data: { noticeUntil: now + 1 },
    payload: objection,
    to: 'publicity',
  },
  {
    id: '6.5 an anonymous one',
    from: 'publicity',
    on: 'object',
    by: byPublic,
    data: { noticeUntil: now + 1 },
    payload: { ...objection, name: '' },
    to: 'objection_incomplete',
  },
  {
    id: '6.5 a late one',
    from: 'publicity',
    on: 'object',
    by: byPublic,
    data: { noticeUntil: now },
    payload: objection,
    to: 'notice_closed',
  },
  ...(['objection-upheld', 'objection-dismissed'] as const).map((on) => ({
    id: `6.5 ${on}: only what somebody objected`,
    from: 'publicity',
    on,
    by: vo,
    opinion,
    data: { objections: [] },
    to: 'no_objection',
  })),
  {
    id: '6.5 upheld',
    from: 'publicity',
    on: 'objection-upheld',
    by: vo,
    opinion,
    data: { noticeUntil: now, objections: [{ ...objection, at: now }] },
    to: 'refused',
  },
  {
    id: '6.5 dismissed while the notice runs',
    from: 'publicity',
    on: 'objection-dismissed',
    by: vo,
    opinion,
    data: { noticeUntil: now + 1, objections: [{ ...objection, at: now }] },
    to: 'publicity',
  },
  {
    id: '6.5 dismissed after the notice',
    from: 'publicity',
    on: 'objection-dismissed',
    by: vo,
    opinion,
    data: { noticeUntil: now, objections: [{ ...objection, at: now }] },
    to: 'approved',
  },
  { id: 'B32 held, the ban has ended: approved', from: 'held', on: 'approve', by: vd, opinion, to: 'approved' },
  { id: 'B32 held, the ban stands', from: 'held', on: 'approve', by: vd, opinion, known: { bans: [ban('lead')] }, to: 'banned' },
  { id: 'B32 held and refused', from: 'held', on: 'reject', by: vd, opinion, to: 'refused' },
  ...['inviting', 'signing', 'signed', 'acceptance', 'deliberation'].map((from) => ({
    id: `2.2 withdrawn from ${from}`,
    from,
    on: 'withdraw',
    by: ld,
    opinion,
    to: 'withdrawn',
  })),
  { id: '2.2 no withdrawal once the notice is out', from: 'publicity', on: 'withdraw', by: ld, opinion, to: 'not_possible_now' },
];

describe('specification 2.2 创新联合体组建, row by row', () => {
  it.each(rows)('$id', (row) => expect(outcome(table.run(row))).toBe(row.to));
  it('every row of the table is walked by a row of this test', () => expect(unwalked(formation, rows)).toEqual([]));

  it('R5 two leads: the first is responsible, the second leads jointly', () => {
    const both = { ...units, second: { ...units.lead!, id: 'second' } };
    const { state } = table.must(table.at('lead_selection'), {
      on: 'select-leads',
      by: vd,
      opinion,
      known: { units: both, homes: { ...known.homes, second: known.homes.lead! } },
      payload: { leads: ['lead', 'second'], documentNo: 'x' },
    });
    expect(state.data).toMatchObject({
      offices: { lead: 'lead', recommender: 'bureau' },
      jointLead: 'second',
      invitations: [{ unitId: 'second', kind: 'enterprise', core: true }],
      selection: { documentNo: 'x', reasons: opinion },
    });
  });
  it('R5 B32 the joint lead is checked for a ban too', () => {
    const result = table.run({
      id: '',
      from: 'inviting',
      on: 'freeze-members',
      by: ld,
      data: { jointLead: 'second' },
      known: { bans: [{ ...ban('lead'), unitId: 'second' }] },
      to: '',
    });
    expect(outcome(result)).toBe('banned');
  });
  it('B13 the intention of each unit is recorded and the lead hears of it', () => {
    const open = table.at('inviting', { invitations: [{ ...invitations[0]!, intention: undefined, ability: undefined }] });
    const { state, effects } = table.must(open, { on: 'accept', by: mb('uni'), payload: { ability: '材料学科团队' } });
    expect(state.data.invitations).toMatchObject([{ unitId: 'uni', intention: 'accepted', ability: '材料学科团队', at: now }]);
    expect(effects).toContainEqual({
      kind: 'notice',
      template: 'invitation-answered',
      to: { kind: 'office', unitId: 'lead', role: 'LD' },
    });
  });
  it('B15 effective on the day of the last signature, in Shanghai; everyone hears of it', () => {
    const late = atTime('2026-06-01', '00:30');
    const { state, effects } = table.must(table.at('signing', { signatures: allBut('uni') }), {
      on: 'sign-agreement',
      by: mb('uni'),
      payload: sign('uni'),
      at: late,
    });
    expect(state.data.effectiveOn).toBe('2026-06-01');
    expect(effects.filter((effect) => effect.kind === 'notice' && effect.template === 'agreement-effective')).toHaveLength(4);
  });
  it('B15 any change of the text voids all signatures and the effective date', () => {
    const { state, effects } = table.must(
      table.at('signed', { signatures: members.map((one) => signature(one.unitId)), effectiveOn: '2026-05-20' }),
      { on: 'revise-agreement', by: ld },
    );
    expect(state.data).toMatchObject({ signatures: [], effectiveOn: undefined });
    expect(effects).toContainEqual({ kind: 'freeze', document: 'agreement', into: 'instrument' });
  });
  it('B15 a foreign unit without account joins by its stamped page', () => {
    const { state } = table.must(table.at('signing', { pages: [page], signatures: allBut('test') }), {
      on: 'verify-page',
      by: vo,
      payload: { unit: 'test', sha256: 'hash-1' },
    });
    expect(state.data.signatures.at(-1)).toMatchObject({ unitId: 'test', page: { file: 'file-1', verifiedBy: 'vo' } });
  });
  it('B2 自愿: after a refusal the text stays, the membership is open, the lead hears of it', () => {
    const { state, effects } = table.must(table.at('signing'), { on: 'refuse-signing', by: mb('uni'), opinion });
    expect(state.data).toMatchObject({ instrument, reopened: { why: 'refused', unitId: 'uni' } });
    expect(effects).toContainEqual({
      kind: 'notice',
      template: 'signing-refused',
      to: { kind: 'office', unitId: 'lead', role: 'LD' },
    });
  });
  it('2.2 thirty days count from the last signature, and again when the lead waits', () => {
    const idleDay = (state: { instants: { name: string; at: number }[] }) =>
      localDate(state.instants.find(({ name }) => name === 'signing-idle')!.at - 1);
    const open = table.at('signing');
    expect(idleDay(open)).toBe(addDays('2026-05-20', 30));
    const later = table.must(open, {
      on: 'sign-agreement',
      by: mb('uni'),
      payload: sign('uni'),
      at: atTime('2026-06-10', '10:00'),
    }).state;
    expect(idleDay(later)).toBe('2026-07-10');
    const idled = table.must(later, { on: 'signing-idle', by: byTime, at: endOfDay('2026-07-10') }).state;
    const waited = table.must(idled, { on: 'wait', by: ld, at: atTime('2026-07-12', '10:00') }).state;
    expect(idleDay(waited)).toBe('2026-08-11');
    expect(waited.data.reopened).toBeUndefined();
  });
  it('2.2 a dropped unit leaves a text that names it: nobody signs until it is revised', () => {
    const { state } = table.must(table.at('signing', { reopened: { why: 'refused' }, signatures: allBut('test') }), {
      on: 'drop-member',
      by: ld,
      payload: { unit: 'test' },
    });
    expect(state.data.members).toHaveLength(3);
    expect(outcome(table.send(state, { on: 'sign-agreement', by: mb('uni'), payload: sign('uni') }))).toBe('text_not_frozen');
  });
  it('2.2 补正 has ten working days, R2 to their last instant', () => {
    const { state } = table.must(table.at('acceptance'), { on: 'correct', by: vo, opinion });
    expect(state.instants.find(({ name }) => name === 'fix-by')).toMatchObject({ kind: 'closing', at: endOfDay('2026-06-03') });
  });
  it('2.2 the time for 补正 runs on while a changed text is signed anew', () => {
    const asked = table.must(table.at('acceptance'), { on: 'correct', by: vo, opinion }).state;
    const signing = table.must(asked, { on: 'revise-agreement', by: ld }).state;
    expect(signing.instants.map((one) => one.name)).toContain('fix-by');
    const filed = table.must(table.at('signed', { effectiveOn: '2026-05-20' }), { on: 'submit', by: ld });
    expect(filed.effects).toContainEqual({ kind: 'clear-instant', name: 'fix-by' });
  });
  it('6.2 the draw is kept: seed, candidates, exclusions and result; a withdrawn expert is replaced by another', () => {
    const drawn = table.must(table.at('review'), { on: 'draw-panel', by: vo, payload: { size: '7' } });
    expect(drawn.state.data.panel).toHaveLength(7);
    expect(drawn.state.data.draws).toMatchObject([{ seed: 'seed', drawn: drawn.state.data.panel }]);
    expect(drawn.opened.map((task) => task.holder)).toEqual(drawn.state.data.panel);
    const gone = drawn.state.data.panel![2]!;
    const { state } = table.must(drawn.state, { on: 'recuse', by: xp(gone), opinion });
    expect(state.data.panel).toHaveLength(7);
    expect(state.data.panel).not.toContain(gone);
    expect(state.data.withdrawn).toEqual([gone]);
    expect(state.data.draws).toHaveLength(2);
  });
  it('6.2 of seven scores one highest and one lowest are dropped', () => {
    const many = panel
      .slice(0, 6)
      .map((personId, index) => ({ personId, score: [0, 80, 80, 80, 80, 85][index]!, comment: '技术路线可行' }));
    const { state } = table.must(table.at('review', { panel, promised: panel, scores: many }), {
      on: 'score',
      by: xp(panel[6]!),
      payload: { score: 100, comment: '技术路线先进' },
    });
    expect(state.data.score).toBe('81.00');
  });
  it('6.2 the pool knows no applicant: experts’ names are not in what the applicant reads (their ids only)', () => {
    const { state } = table.must(table.at('review'), { on: 'draw-panel', by: vo, payload: { size: '7' } });
    expect(JSON.stringify(state.data.draws)).not.toContain('实验室');
  });
  it('6.5 whoever handles an objection cannot start the notice anew', () => {
    const objected = table.at('publicity', { noticeUntil: now + 1, objections: [{ ...objection, at: now }] });
    expect(outcome(table.send(objected, { on: 'publish-notice', by: vo, payload: { days: '5' } }))).toBe('published_already');
  });
  it('D-1 the notice ends after five working days, the day of publication counted', () => {
    const { state } = table.must(table.at('publicity'), { on: 'publish-notice', by: vo, payload: { days: '5' } });
    expect(state.data.noticeUntil).toBe(endOfDay('2026-05-26'));
    expect(forecast(formation, state, now, publishedCalendar).map(({ name: what }) => what)).toContain('notice-closes');
  });
  it('B18 批复: document number, plaque number, name, and the life of the consortium begins', () => {
    const { effects, state } = table.must(
      { ...table.at('publicity', { noticeUntil: now, name, months: 36 }), instants: over() },
      { on: 'notice-closes', by: byTime },
    );
    expect(effects.filter((effect) => effect.kind === 'number')).toMatchObject([
      { series: '云科联复〔2026〕#号', into: 'approvalNo' },
      { series: 'YNLHT-2026-###', into: 'number' },
      { into: 'plaqueNo' },
    ]);
    expect(effects).toContainEqual(
      expect.objectContaining({
        kind: 'open-case',
        process: 'consortium',
        title: name,
        fields: ['number', 'approvalNo', 'plaqueNo'],
        data: expect.objectContaining({ startsOn: '2026-05-20', endsOn: '2029-05-19', members: data.members }),
      }),
    );
    expect(effects.filter((effect) => effect.kind === 'notice' && effect.template === 'consortium-approved')).toHaveLength(5);
    expect(state.ended).toBe(true);
  });
  it('B7 everything the applicant does is done by the lead', () => {
    const applicant = [
      'describe-lead',
      'invite',
      'freeze-members',
      'revise-agreement',
      'upload-page',
      'wait',
      'drop-member',
      'replace-member',
      'submit',
      'withdraw',
      'propose-field',
    ];
    for (const on of applicant)
      for (const row of formation.rows.filter((one) => one.on === on))
        expect(row.by).toMatchObject({ kind: 'office', roles: ['LD'] });
  });
});

describe('6.13 whom the end of a formation concerns', () => {
  const told = (id: string) => {
    const result = table.run(rows.find((row) => row.id === id)!);
    if (!result.ok) throw new Error(result.refusal.code);
    return result.effects.flatMap((effect) => (effect.kind === 'notice' ? [(effect.to as { unitId: string }).unitId] : []));
  };
  it.each(['6.5 upheld', 'B32 held and refused', '2.2 withdrawn from signed'])('%s: every unit of it hears', (id) =>
    expect(told(id)).toEqual(expect.arrayContaining(data.members!.map(({ unitId }) => unitId))),
  );
});
