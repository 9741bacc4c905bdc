import { addDays, addMonths, formatDate, localDate, type LocalDate } from '#domain/calendar/instant.js';
import type { Guard, PayloadField, StepContext } from '#domain/process/types.js';
import { choice, guard, said, text } from '../acts.js';
import type { Member } from '../data.js';
import type { ConsortiumData, ConsortiumKnown } from '../life/data.js';
import { platformLevels, type MemberKind } from '../vocabulary.js';
import { changeKinds, type ChangeData, type ChangeKind } from './data.js';

type Context = StepContext<ConsortiumData, ConsortiumKnown>;
const rule = guard<ConsortiumData, ConsortiumKnown>;

/** E13 [O]: once a term, at most twelve months, filed at least thirty days before the end. */
const LONGEST_EXTENSION_MONTHS = 12;
const EXTENSION_NOTICE_DAYS = 30;
/** B24 the term is three to five years in general. */
const TERM_MONTHS = { least: 36, most: 60 };

const joiningRows: PayloadField = {
  key: 'joining',
  label: '加入的单位',
  kind: 'rows',
  options: [
    { value: 'unitId', label: '单位', control: 'unit' },
    { value: 'core', label: '是否承担攻关任务', control: 'yes-no' },
    { value: 'ability', label: '能力说明' },
  ],
};
const leavingUnits: PayloadField = { key: 'leaving', label: '退出的单位', kind: 'units' };

/** Asked only for changes of these kinds. */
const of = (field: PayloadField, ...values: ChangeKind[]): PayloadField => ({ ...field, askedFor: { key: 'kind', values } });

export const changeFields: PayloadField[] = [
  choice('kind', '变更类别', changeKinds),
  text('reason', '变更原因'),
  of({ key: 'lead', label: '新牵头单位', kind: 'unit' }, 'lead'),
  of(text('evidence', '新牵头单位为行业龙头或领军企业的说明', false), 'lead'),
  of({ key: 'platform', label: '新牵头单位的省部级以上平台', kind: 'text' }, 'lead'),
  of({ key: 'platformLevel', label: '平台级别', kind: 'choice', options: platformLevels }, 'lead'),
  of(joiningRows, 'lead', 'main-member', 'member'),
  of(leavingUnits, 'lead', 'main-member', 'member'),
  of(text('goal', '调整后的目标任务', false), 'goal'),
  of({ key: 'months', label: '延长月数（最长12个月）', kind: 'number' }, 'extension'),
  of({ key: 'chiefExpert', label: '新首席专家', kind: 'text' }, 'chief-expert'),
  of({ key: 'name', label: '新名称', kind: 'text' }, 'contact'),
  of({ key: 'contactName', label: '新联系人', kind: 'text' }, 'contact'),
  of({ key: 'contactPhone', label: '新联系电话', kind: 'text' }, 'contact'),
];

export const renewalFields: PayloadField[] = [
  text('need', '新的技术需求'),
  text('taskSource', '已确认的项目任务来源'),
  { key: 'months', label: '续期月数', kind: 'number', required: true },
  text('termReason', '续期不在36至60个月内的理由', false),
  joiningRows,
  leavingUnits,
];

const joiningOf = ({ event, known }: Pick<Context, 'event' | 'known'>): Member[] =>
  ((event.payload?.joining ?? []) as Record<string, string>[]).map(({ unitId = '', core, ability }) => {
    const unit = known.units[unitId];
    return {
      unitId,
      name: unit?.name ?? '',
      kind: (unit?.kind ?? 'other') as MemberKind,
      ...(unit?.uscc ? { uscc: unit.uscc } : {}),
      core: core === '是',
      ability: ability ?? '',
    };
  });
const leavingOf = ({ event }: Pick<Context, 'event'>): string[] => (event.payload?.leaving ?? []) as string[];
const kindOf = ({ event }: Pick<Context, 'event'>): ChangeKind =>
  event.on === 'renew' ? 'renewal' : (said({ event }, 'kind') as ChangeKind);
const months = (context: Pick<Context, 'event'>): number => Number(said(context, 'months'));

/** What each kind must say. */
const asked: Record<ChangeKind, { field: string; label: string; given: (context: Context) => boolean }> = {
  lead: { field: 'lead', label: '新牵头单位', given: (context) => said(context, 'lead') !== '' },
  'main-member': {
    field: 'joining',
    label: '加入或退出的主要成员单位',
    given: (context) => joiningOf(context).length + leavingOf(context).length > 0,
  },
  member: {
    field: 'joining',
    label: '加入或退出的单位',
    given: (context) => joiningOf(context).length + leavingOf(context).length > 0,
  },
  goal: { field: 'goal', label: '调整后的目标任务', given: (context) => said(context, 'goal') !== '' },
  extension: { field: 'months', label: '延长月数', given: (context) => Number.isInteger(months(context)) && months(context) > 0 },
  renewal: { field: 'months', label: '续期月数', given: (context) => Number.isInteger(months(context)) && months(context) > 0 },
  'chief-expert': { field: 'chiefExpert', label: '新首席专家', given: (context) => said(context, 'chiefExpert') !== '' },
  contact: {
    field: 'name',
    label: '新名称或新联系人及电话',
    given: (context) =>
      said(context, 'name') !== '' || (said(context, 'contactName') !== '' && said(context, 'contactPhone') !== ''),
  },
};
const detailGiven = rule(
  'detailGiven',
  '2.6',
  (context) => {
    const { field, label, given } = asked[kindOf(context)];
    return given(context) ? undefined : { code: 'detail_required', message: `请填写${label}。`, field };
  },
  'asks',
);

const unitsFit = rule(
  'unitsFit',
  '2.6',
  (context) => {
    const { members, offices } = context.state.data;
    const joining = joiningOf(context);
    const own = (unitId: string) => members.some((member) => member.unitId === unitId);
    const unknown = [...joining.map(({ unitId }) => unitId), said(context, 'lead')].find(
      (unitId) => unitId !== '' && !context.known.units[unitId] && !own(unitId),
    );
    if (unknown !== undefined) return { code: 'unknown_unit', message: '该单位尚未在系统注册，请先请其注册。', field: 'joining' };
    if (joining.some(({ unitId }) => own(unitId)))
      return { code: 'member_already', message: '拟加入的单位已是成员单位。', field: 'joining' };
    const stranger = leavingOf(context).find((unitId) => !own(unitId));
    if (stranger) return { code: 'not_a_member', message: '拟退出的单位不是成员单位，请重新选择。', field: 'leaving' };
    if (leavingOf(context).includes(offices.lead) && kindOf(context) !== 'lead')
      return { code: 'lead_leaves', message: '牵头单位退出须同时变更牵头单位，请选择“变更牵头单位”。', field: 'leaving' };
    return undefined;
  },
  'asks',
);

/** B28: a member that carries 攻关任务 comes or goes only with the province's 核准. */
const coreIsMain = rule(
  'coreIsMain',
  'B28',
  (context) => {
    if (kindOf(context) !== 'member') return undefined;
    const core =
      joiningOf(context).some((member) => member.core) ||
      context.state.data.members.some((member) => member.core && leavingOf(context).includes(member.unitId));
    return core
      ? {
          code: 'main_member',
          message: '承担攻关任务的主要成员单位加入或退出须经省科技厅核准，请选择“变更承担攻关任务的主要成员单位”。',
          field: 'kind',
        }
      : undefined;
  },
  'asks',
);

const extensionFits = rule(
  'extensionFits',
  '2.6',
  (context) => {
    if (kindOf(context) !== 'extension') return undefined;
    const { extended, endsOn } = context.state.data;
    if (extended) return { code: 'extended_once', message: '同一任务期限仅可延长一次。' };
    if (months(context) > LONGEST_EXTENSION_MONTHS)
      return { code: 'extension_too_long', message: `延长最长${LONGEST_EXTENSION_MONTHS}个月。`, field: 'months' };
    const latest = addDays(endsOn, -EXTENSION_NOTICE_DAYS);
    return localDate(context.now) <= latest
      ? undefined
      : { code: 'extension_late', message: `延期须在期满30日前（${formatDate(latest)}前）提出。` };
  },
  'asks',
);

/** B24. */
const renewalTerm = rule(
  'renewalTerm',
  'B24',
  (context) => {
    if (kindOf(context) !== 'renewal') return undefined;
    const usual = months(context) >= TERM_MONTHS.least && months(context) <= TERM_MONTHS.most;
    return usual || said(context, 'termReason').length >= 5
      ? undefined
      : {
          code: 'term_reason_required',
          message: '存续期一般为3至5年（36至60个月），不在此范围的请说明理由。',
          field: 'termReason',
        };
  },
  'asks',
);

export const changeGuards: Guard<ConsortiumData, ConsortiumKnown>[] = [
  detailGiven,
  unitsFit,
  coreIsMain,
  extensionFits,
  renewalTerm,
];

export const kindLabel = (kind: ChangeKind): string => changeKinds.find(({ value }) => value === kind)?.label ?? '续期';

/** The change as a case: what it says of itself when it is opened. */
export function changeOf(context: Context): {
  title: string;
  data: Omit<ChangeData, 'consortiumId' | 'consortium' | 'title' | 'industry' | 'origin' | 'offices' | 'members'>;
} {
  const { data } = context.state;
  const kind = kindOf(context);
  const word = (key: string) => (said(context, key) === '' ? {} : { [key]: said(context, key) });
  const lead = said(context, 'lead');
  const known = context.known.units[lead] ?? data.members.find(({ unitId }) => unitId === lead);
  return {
    title: `${data.title}${kindLabel(kind)}`,
    data: {
      kind,
      reason: said(context, 'reason'),
      startsOn: data.startsOn,
      endsOn: data.endsOn,
      before: {
        target: data.target,
        ...(data.chiefExpert ? { chiefExpert: data.chiefExpert } : {}),
        ...(data.contact ? { contact: data.contact } : {}),
      },
      ...(data.extended ? { extended: true } : {}),
      ...(kind === 'lead' && known
        ? {
            newLead: { unitId: lead, name: known.name, ...(known.uscc ? { uscc: known.uscc } : {}) },
            profile: {
              evidence: said(context, 'evidence'),
              platforms: [{ name: said(context, 'platform'), level: said(context, 'platformLevel') }],
            },
          }
        : {}),
      joining: joiningOf(context),
      leaving: leavingOf(context),
      ...word('goal'),
      ...(Number.isInteger(months(context)) && months(context) > 0 ? { months: months(context) } : {}),
      ...word('need'),
      ...word('taskSource'),
      ...word('termReason'),
      ...word('chiefExpert'),
      ...word('name'),
      ...(said(context, 'contactName')
        ? { contact: { name: said(context, 'contactName'), phone: said(context, 'contactPhone') } }
        : {}),
      signatures: [],
    },
  };
}

/** The last day with so many months more. */
export const laterBy = (endsOn: LocalDate, by: number): LocalDate => addDays(addMonths(addDays(endsOn, 1), by), -1);
