import { localDate } from '#domain/calendar/instant.js';
import { noticePeriod } from '#domain/calendar/period.js';
import type { Finding } from '#domain/form/finding.js';
import type { Guard, Refusal, StepContext } from '#domain/process/types.js';
import { guard, said } from '../acts.js';
import { refuseBanned } from '../ban.js';
import { refuseAbility, refuseComposition, refuseLead, refuseProfile, refuseSecondLead } from '../conditions.js';
import type { Member, UnitFacts } from '../data.js';
import type { MemberKind } from '../vocabulary.js';
import { FUND_RULES } from './attachments.js';
import type { FormationData, FormationKnown, Invitation } from './data.js';

export type Context = StepContext<FormationData, FormationKnown>;
type FormationGuard = Guard<FormationData, FormationKnown>;
const rule = guard<FormationData, FormationKnown>;

const MOST_AVOIDED = 2;

/** B34 the scheme is valid three years: a formation after that needs a successor version, or a director's override. */
export const policyInForce = rule('policyInForce', 'B34', ({ state, known }) =>
  known.policy || state.data.policyOverride
    ? undefined
    : {
        code: 'policy_expired',
        message: '工作方案已过有效期且无后续版本，不能新组建；确有必要的，请报省科技厅处长批准后办理。',
      },
);

export const originIs = (...origins: FormationData['origin'][]): FormationGuard =>
  rule('originIs', 'B12', ({ state }) =>
    origins.includes(state.data.origin)
      ? undefined
      : { code: 'wrong_route', message: '该领域的组建方式与此步骤不符：自下而上由牵头单位提出，其余由省科技厅发布。' },
  );

/** B1 a target technology and a project need. */
export const purposeGiven = rule('purposeGiven', 'B1', ({ state: { data } }) =>
  data.target.trim() && data.need.trim()
    ? undefined
    : { code: 'purpose_required', message: '请填写目标技术和重大项目需求。', field: 'target' },
);

/** 6.2 the applicant's written wish, at most two units. */
export const avoidFew = rule(
  'avoidFew',
  '6.2',
  ({ event }) =>
    ((event.payload?.avoid as string[] | undefined) ?? []).length > MOST_AVOIDED
      ? { code: 'avoid_too_many', message: `申请回避的单位至多${MOST_AVOIDED}家。`, field: 'avoid' }
      : undefined,
  'asks',
);

export const chosenLeads = ({ event }: Pick<Context, 'event'>): string[] => (event.payload?.leads as string[] | undefined) ?? [];

/** B13, R5 one or two, both enterprises of Yunnan; the first is responsible. */
export const leadsEligible = rule(
  'leadsEligible',
  'B13',
  (context) => {
    const leads = chosenLeads(context);
    if (leads.length < 1 || leads.length > 2 || new Set(leads).size < leads.length)
      return {
        code: 'one_or_two_leads',
        message: '请遴选1至2家牵头单位；两家的，第一家为责任单位，第二家为联合牵头。',
        field: 'leads',
      };
    const homeless = leads.find((unitId) => !context.known.homes[unitId]);
    return (
      leads.map((unitId) => refuseLead(context.known.units[unitId])).find((refusal) => refusal !== undefined) ??
      (homeless
        ? { code: 'no_recommender', message: '牵头单位所在州（市）尚未配置科技部门，请联系系统管理员。', field: 'leads' }
        : undefined)
    );
  },
  'asks',
);

export const invitationOf = ({ state, event }: Context): Invitation | undefined => {
  const units = new Set([event.by.unitId, ...(event.by.posts ?? []).map((post) => post.unitId)]);
  return state.data.invitations.find((one) => units.has(one.unitId) && one.intention === undefined);
};

/** Only the invited unit answers, once. */
export const invited = rule('invited', 'B13', (context) =>
  invitationOf(context) ? undefined : { code: 'not_invited', message: '贵单位没有待答复的邀请。' },
);

export const notInvitedYet = rule(
  'notInvitedYet',
  'B13',
  ({ state, event }) =>
    state.data.invitations.some((one) => one.unitId === said({ event }, 'unit') && one.intention !== 'declined') ||
    said({ event }, 'unit') === state.data.offices.lead
      ? { code: 'invited_already', message: '该单位已受邀或为牵头单位。', field: 'unit' }
      : undefined,
  'asks',
);
export const unitKnown = rule(
  'unitKnown',
  'B13',
  ({ event, known }) =>
    known.units[said({ event }, 'unit')]
      ? undefined
      : { code: 'unknown_unit', message: '该单位尚未在系统注册，请先请其注册。', field: 'unit' },
  'asks',
);

/** B8 the kind follows the register of units: whatever is no firm, university or institute is one of the other bodies (R7). */
export const kindOf = ({ kind }: UnitFacts): MemberKind =>
  kind === 'enterprise' || kind === 'university' || kind === 'institute' ? kind : 'other';

/** B44 a unit without a USCC is a foreign one, and has another number. */
export const numbered = rule(
  'numbered',
  'B44',
  ({ event, known }) =>
    known.units[said({ event }, 'unit')]?.uscc || said({ event }, 'foreignId')
      ? undefined
      : {
          code: 'foreign_id_required',
          message: '该单位没有统一社会信用代码，请填写其在境外的注册编号。',
          field: 'foreignId',
        },
  'asks',
);

export const addressGiven = rule(
  'addressGiven',
  'B13',
  ({ event }) =>
    /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/.test(said({ event }, 'email'))
      ? undefined
      : { code: 'email_invalid', message: '请填写有效的联系邮箱，注册邀请将发往该邮箱。', field: 'email' },
  'asks',
);

/** Lead first, then everyone who accepted. */
export function membersOf({ data, known }: { data: FormationData; known: Pick<FormationKnown, 'units'> }): Member[] {
  const lead = known.units[data.offices.lead];
  const accepted = data.invitations.filter((one) => one.intention === 'accepted');
  return [
    {
      unitId: data.offices.lead,
      name: lead?.name ?? '',
      kind: 'enterprise',
      ...(lead?.uscc ? { uscc: lead.uscc } : {}),
      core: true,
      ability: data.profile?.evidence ?? '',
    },
    ...accepted.map(({ unitId, name, kind, core, uscc, foreignId, ownership, ability }) => ({
      unitId,
      name,
      kind,
      core,
      ability: ability ?? '',
      ...(uscc ? { uscc } : {}),
      ...(foreignId ? { foreignId } : {}),
      ...(ownership ? { ownership } : {}),
    })),
  ];
}

/** Who leads: nobody before the selection, then one, or a second one jointly (R5). */
export const leadsOf = ({ offices, jointLead }: FormationData): string[] =>
  [offices.lead, jointLead ?? ''].filter((unitId) => unitId !== '');

/** 2.2 freeze: B4-B6, B8, the composition, and nobody banned (B32). */
export const membersFit = rule('membersFit', '2.2', ({ state, known, now }) => {
  const list = membersOf({ data: state.data, known });
  return (
    refuseLead(known.units[state.data.offices.lead]) ??
    refuseProfile(state.data.profile) ??
    refuseSecondLead(known.leads, state.data.exception) ??
    refuseComposition(list) ??
    refuseAbility(list) ??
    refuseBanned(known.bans, leadsOf(state.data), list, now)
  );
});

/** B32 asked again at signing, submission and approval: a ban may have come meanwhile. */
export const nobodyBanned = rule('nobodyBanned', 'B32', ({ state, known, now }) =>
  refuseBanned(known.bans, leadsOf(state.data), state.data.members ?? [], now),
);

export function refuseFindings(label: string, findings: readonly Finding[]): Refusal | undefined {
  const [first] = findings;
  if (!first) return undefined;
  const details = findings.map(({ clause, field, message }) => ({ clause, field, message }));
  return {
    code: 'form_invalid',
    message: `${label}有 ${findings.length} 处需修改：${first.message}`,
    field: first.field,
    clause: first.clause,
    details,
  };
}

export const agreementComplete = rule('agreementComplete', 'B47', ({ known }) => refuseFindings('组建协议', known.agreement));
/** B15 the same text again is no change: nobody's signature is taken away for nothing. Asked when sent: the page saves what is written first. */
export const textChanged = rule(
  'textChanged',
  'B15',
  ({ state: { data }, known }) =>
    data.instrument && known.agreementHash === data.instrument.sha256
      ? { code: 'text_unchanged', message: '协议文本没有变化，无需重新签署；如需修改，请先修改协议内容。' }
      : undefined,
  'asks',
);
/** B11 the rules for the use of money are attached. */
export const fundRulesAttached = rule('fundRulesAttached', 'B11', ({ known }) =>
  known.attached.includes(FUND_RULES)
    ? undefined
    : { code: 'fund_rules_missing', message: '请先上传经费管理制度（附件类别选“经费管理制度”）。', field: 'fundRules' },
);
export const applicationValid = rule('applicationValid', 'B38', ({ known }) => refuseFindings('组建申请表', known.application));
export const planComplete = rule('planComplete', 'B48', ({ known }) => refuseFindings('建设方案', known.plan));

export const reopened = rule('reopened', '2.2', ({ state }) =>
  state.data.reopened ? undefined : { code: 'not_reopened', message: '成员名单未重新开放：有单位拒签或30天无人签署时方可调整。' },
);
export const memberNamed = rule(
  'memberNamed',
  '2.2',
  ({ state, event }) =>
    state.data.members?.some(({ unitId }) => unitId === said({ event }, 'unit') && unitId !== state.data.offices.lead)
      ? undefined
      : { code: 'not_a_member', message: '请选择名单内的成员单位（牵头单位除外）。', field: 'unit' },
  'asks',
);

/** What the list would be without the member named, and with its replacement. */
export const remaining = ({ state, event }: Context): Member[] =>
  (state.data.members ?? []).filter(({ unitId }) => unitId !== said({ event }, 'unit'));
export const remainingFit = rule('remainingFit', '2.2', (context) => refuseComposition(remaining(context)), 'asks');

export const correctOnce = rule('correctOnce', '2.2', ({ state }) =>
  state.data.corrected ? { code: 'corrected_once', message: '补正仅限一次，请作出受理或不予受理的决定。' } : undefined,
);

export const scoreValid = rule(
  'scoreValid',
  '6.2',
  ({ event }) => {
    const score = Number(event.payload?.score);
    if (!Number.isFinite(score) || score < 0 || score > 100)
      return { code: 'score_invalid', message: '评分须为0至100之间的数。', field: 'score' };
    return said({ event }, 'comment').length >= 5
      ? undefined
      : { code: 'comment_required', message: '评分须附不少于5个字的评语。', field: 'comment' };
  },
  'asks',
);

/** 6.5 five working days, or seven; never on a year whose holidays are not published. */
export const noticeFits = guard<any, any>(
  'noticeFits',
  '6.5',
  ({ event, now, calendar }) => {
    const days = Number(event.payload?.days);
    if (![5, 7].includes(days)) return { code: 'days_invalid', message: '公示期为5个或7个工作日。', field: 'days' };
    const { provisional, lastDay } = noticePeriod(calendar, localDate(now), days);
    return provisional
      ? {
          code: 'calendar_not_published',
          message: `${lastDay.slice(0, 4)}年节假日安排尚未发布，公示截止日无法确定，请先录入工作日历。`,
          field: 'days',
        }
      : undefined;
  },
  'asks',
);

export const objectionFits = guard<any, any>(
  'objectionFits',
  '6.5',
  ({ state, event, now }) => {
    if (now >= (state.data.noticeUntil ?? 0)) return { code: 'notice_closed', message: '不在公示期内，不受理异议。' };
    const missing = ['name', 'contact', 'evidence'].find((key) => said({ event }, key) === '');
    if (!missing) return undefined;
    return {
      code: 'objection_incomplete',
      message: '异议须实名并附联系方式和证据材料，匿名或无证据的不予受理。',
      field: missing,
    };
  },
  'asks',
);
