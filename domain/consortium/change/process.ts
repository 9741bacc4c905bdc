import { localDate } from '#domain/calendar/instant.js';
import { defineProcess } from '#domain/process/define.js';
import type { By, Effect, Row } from '#domain/process/types.js';
import { addDays } from '#domain/calendar/instant.js';
import { at, handler, lead, leaderOf, patchOf, province, said, tell, tellDesks, tellOf, tellUnits, unit } from '../acts.js';
import { childRows, endedWithConsortium, toConsortium } from '../child.js';
import { silenceInstants, silenceRow, type Silence } from '../silence.js';
import { signingRows, unsigned, voidSignatures, withSignature } from '../signing.js';
import { approvedKinds, signedKinds, type ChangeData, type ChangeKnown } from './data.js';
import { membersAfter, newcomersFree, newLeadFits, parties, stillConsortium, textComplete, type Context } from './guards.js';
import { laterBy } from './proposal.js';
import { supplementaryAgreement } from './form.js';

type ChangeRow = Row<ChangeData, ChangeKnown>;
const patch = patchOf<ChangeData, ChangeKnown>();

/** 备案 [O]: the province only notes; five working days without a word, and it is on file. */
const filed: Silence = { on: 'filing-over', label: '备案期满（无异议即备案）', workingDays: 5 };

const desk = ({ state }: Context): string => (approvedKinds.includes(state.data.kind) ? 'province' : 'filing');
/** 自下而上 passes the recommending office first. */
const firstDesk = (context: Context): string => (context.state.data.origin === 'bottom-up' ? 'recommender' : desk(context));
const afterDraft = (context: Context): string => (signedKinds.includes(context.state.data.kind) ? 'signing' : firstDesk(context));
const desks = ['recommender', 'province', 'filing'];

/** 生效: only now do duties pass to a new lead, and the consortium is what the change says. */
function takeEffect(context: Context): Effect<ChangeData>[] {
  const { data } = context.state;
  const { kind, newLead, joining, leaving, goal, months, chiefExpert, name, contact } = data;
  const people = newLead !== undefined || joining.length + leaving.length > 0;
  // R23: without a recommending office of its own the consortium reports to that of its lead's prefecture.
  const recommender = data.origin === 'bottom-up' ? data.offices.recommender : (context.known.bureau ?? data.offices.recommender);
  const changed = {
    ...(newLead ? { offices: { ...data.offices, lead: newLead.unitId, recommender } } : {}),
    ...(people ? { members: membersAfter(data) } : {}),
    ...(goal ? { target: goal } : {}),
    ...(kind === 'extension' ? { endsOn: laterBy(data.endsOn, months!), extended: true } : {}),
    ...(kind === 'renewal'
      ? { startsOn: addDays(data.endsOn, 1), endsOn: laterBy(data.endsOn, months!), extended: false, target: data.need! }
      : {}),
    ...(chiefExpert ? { chiefExpert } : {}),
    ...(name ? { title: name } : {}),
    ...(contact ? { contact } : {}),
  };
  return [
    { kind: 'data', patch: { effectiveOn: localDate(context.now) } },
    { kind: 'number', series: `云科联变〔${localDate(context.now).slice(0, 4)}〕#号`, into: 'documentNo' },
    toConsortium(context, 'change-effective', { changed }),
    ...tellOf(data, 'change-effective', ['members', 'recommender']),
  ];
}
const closed = (context: Context): Effect<ChangeData>[] => [
  ...(context.state.data.kind === 'renewal' ? [toConsortium(context, 'renewal-closed')] : []),
  ...tellUnits('decided', [context.state.data.offices.lead, ...parties(context.state.data).map(({ unitId }) => unitId)]),
  ...tellDesks('decided', context),
];
const fits = [newLeadFits, newcomersFree, stillConsortium];

const signers = {
  kind: 'office',
  unit: (data: ChangeData) => parties(data).map(({ unitId }) => unitId),
  roles: ['MB', 'LD'],
} satisfies By<ChangeData>;

const signing: ChangeRow[] = [
  ...signingRows<ChangeData, ChangeKnown>({
    from: 'signing',
    complete: firstDesk,
    reaches: desks,
    parties,
    barred: newcomersFree.check,
    onComplete: tell('agreement-signed', 'members'),
  }),
  {
    from: 'signing',
    on: 'refuse-signing',
    to: '=',
    label: '拒绝签署',
    by: signers,
    opinion: 'required',
    then: [tell('signing-refused', 'lead')],
  },
  {
    // 2.6: a leaving unit that cannot sign its exit: the province may accept proof instead.
    from: 'signing',
    on: 'accept-exit-proof',
    to: (context) => (unsigned(parties(context.state.data), context.state.data as never).length === 1 ? firstDesk(context) : '='),
    reaches: ['=', ...desks],
    label: '认可退出证明',
    by: province('VO'),
    onList: true,
    handles: [],
    opinion: 'required',
    payload: [unit, { key: 'file', label: '证明材料', kind: 'files', required: true }],
    when: [
      {
        name: 'leavesUnsigned',
        clause: '2.6',
        asks: true,
        check: (context) => {
          const unitId = said(context, 'unit');
          const waiting = unsigned(parties(context.state.data), context.state.data as never);
          return context.state.data.leaving.includes(unitId) && waiting.some((party) => party.unitId === unitId)
            ? undefined
            : { code: 'not_leaving', message: '仅对未签署的退出单位认可证明。', field: 'unit' };
        },
      },
    ],
    then: [
      patch(({ state, event, now }) => ({
        signatures: withSignature(state.data as never, {
          unitId: said({ event }, 'unit'),
          representative: '',
          by: event.by.personId!,
          at: now,
          sha256: state.data.instrument!.sha256,
          page: { file: String([event.payload?.file].flat()[0]), verifiedBy: event.by.personId! },
        }),
      })),
      (context) => tellUnits('exit-proof-accepted', [context.state.data.offices.lead, said(context, 'unit')]),
    ],
  },
  {
    from: 'signing',
    on: 'revise-agreement',
    to: 'draft',
    label: '修改补充协议',
    by: lead,
    confirm: '文本一经修改，已有签章全部失效，各单位须重新签署，确定吗？',
    then: [patch(() => ({ ...voidSignatures, instrument: undefined }))],
  },
];

const live = ['draft', 'signing', 'recommender', 'province', 'filing'] as const;
const back = (from: string): ChangeRow => ({
  from,
  on: 'return',
  to: 'draft',
  label: '退回修改',
  by: handler,
  opinion: 'required',
  then: [patch(() => ({ ...voidSignatures, instrument: undefined })), tell('returned', 'lead')],
});

/** 变更与补充协议, specification 2.6. */
export const consortiumChange = defineProcess<ChangeData, ChangeKnown>({
  name: 'consortium-change',
  version: 1,
  label: '联合体变更',
  initial: 'draft',
  ownerUnit: (data) => data.offices.lead,
  leaderOf,
  documents: { agreement: { form: supplementaryAgreement, states: ['draft'], by: lead, shownTo: signers } },
  summary: (data) => ({ title: data.title, number: data.documentNo, kind: data.kind }),
  states: {
    draft: { label: '起草', tone: 'draft', task: { label: '起草并提交变更', for: at.lead } },
    signing: { label: '签署补充协议', tone: 'running', waitsFor: '等待全部单位签署补充协议，退出单位签署退出声明。' },
    recommender: {
      label: '推荐单位审核',
      tone: 'review',
      level: 'prefecture',
      task: { label: '审核变更', for: at.recommender, workingDays: 5 },
    },
    province: {
      label: '省厅核准',
      tone: 'review',
      level: 'province',
      task: { label: '核准变更', for: at.province('VD'), workingDays: 10 },
    },
    filing: {
      label: '省厅备案',
      tone: 'review',
      level: 'province',
      task: { label: '变更备案', for: at.province('VO') },
      instants: silenceInstants(filed),
    },
    effective: { label: '已生效', tone: 'passed', final: true },
    refused: { label: '不予核准', tone: 'refused', final: true },
    withdrawn: { label: '已撤回', tone: 'ended', final: true },
    ended: endedWithConsortium,
  },
  rows: [
    {
      from: 'draft',
      on: 'submit',
      to: afterDraft,
      reaches: ['signing', ...desks],
      label: '提交变更',
      by: lead,
      when: [...fits, textComplete],
      then: [
        ({ state }) =>
          signedKinds.includes(state.data.kind) ? [{ kind: 'freeze', document: 'agreement', into: 'instrument' }] : [],
        patch(() => voidSignatures),
        ({ state }) =>
          signedKinds.includes(state.data.kind)
            ? parties(state.data).map(({ unitId }) => ({
                kind: 'notice',
                template: 'sign-please',
                to: { kind: 'unit', unitId },
              }))
            : [],
      ],
    },
    ...signing,
    {
      from: 'recommender',
      on: 'recommend',
      to: desk,
      reaches: ['province', 'filing'],
      label: '同意',
      by: handler,
      opinion: 'required',
      then: [tell('decided', 'lead')],
    },
    back('recommender'),
    {
      from: 'province',
      on: 'approve',
      to: 'effective',
      label: '核准',
      by: handler,
      opinion: 'required',
      when: fits,
      then: [takeEffect],
    },
    back('province'),
    { from: 'province', on: 'refuse', to: 'refused', label: '不予核准', by: handler, opinion: 'required', then: [closed] },
    { from: 'filing', on: 'note', to: 'effective', label: '备案', by: handler, when: fits, then: [takeEffect] },
    back('filing'),
    silenceRow<ChangeData, ChangeKnown>(filed, { from: 'filing', to: 'effective', then: [takeEffect] }),
    {
      from: ['draft', 'signing', 'recommender'],
      on: 'withdraw',
      to: 'withdrawn',
      label: '撤回变更',
      by: lead,
      opinion: 'required',
      then: [closed],
    },
    ...childRows<ChangeData, ChangeKnown>({ live, desksAt: ['draft', 'recommender'] }),
  ],
});
