import { localDate } from '#domain/calendar/instant.js';
import type { Row } from '#domain/process/types.js';
import { choice, documentNo, guard, line, patchOf, province, said, system, tell } from '../acts.js';
import type { Member, Offices } from '../data.js';
import { conversions } from '../vocabulary.js';
import { lifeInstants, termInstants } from './calendar.js';
import { toChildren, type Context } from './children.js';
import type { ConsortiumData, ConsortiumKnown } from './data.js';
import { noneOpen, noRunningProject } from './guards.js';
import { live } from './time.js';

type LifeRow = Row<ConsortiumData, ConsortiumKnown>;
const patch = patchOf<ConsortiumData, ConsortiumKnown>();
const rule = guard<ConsortiumData, ConsortiumKnown>;

/** Back to where it was before a renewal, dissolution or disqualification that came to nothing; one that lies further out only falls off the path. */
const backFrom = (temporary: string) => ({
  to: ({ state }: Context): string => (state.status === temporary ? (state.data.path?.at(-1) ?? 'operating') : '='),
  reaches: ['operating', 'rectifying', 'suspended', 'renewing', 'dissolving', '='],
  then: [
    patch(({ state }) => ({
      path:
        state.status === temporary
          ? (state.data.path ?? []).slice(0, -1)
          : (state.data.path ?? []).filter((status) => status !== temporary),
    })),
  ],
});

/** What a change brings in force (2.6): the consortium's facts, and with them the desks of its open cases. */
interface Changed {
  offices?: Offices;
  members?: Member[];
  title?: string;
  target?: string;
  chiefExpert?: string;
  contact?: { name: string; phone: string };
  startsOn?: string;
  endsOn?: string;
  extended?: boolean;
}
const changed = ({ event }: Pick<Context, 'event'>): Changed => (event.payload?.changed ?? {}) as Changed;

/** Its reports, evaluations and changes end with it; projects, matters and a ban have ends of their own. */
const endsToo = (process: string) => !['project-task', 'coordination', 'disqualification'].includes(process);
const end = (how: string) => [
  patch(({ now }) => ({ endedOn: localDate(now), endedBy: how, path: [], rectification: undefined, suspension: undefined })),
  (context: Context) => toChildren(context, 'consortium-ended', {}, endsToo),
];

/** Changes in force, and the ends: 解散, 取消资格, 转化. Each is an official's decision in its own case. */
export const endingRows: LifeRow[] = [
  {
    from: live,
    on: 'change-effective',
    label: '变更生效',
    to: ({ state }) => (state.status === 'renewing' ? 'operating' : '='),
    reaches: ['=', 'operating'],
    by: system,
    then: [
      patch(({ state, event }) => ({
        ...changed({ event }),
        path: state.status === 'renewing' ? [] : (state.data.path ?? []).filter((status) => status !== 'renewing'),
        ...(state.status === 'renewing' ? { rectification: undefined } : {}),
        ...(changed({ event }).endsOn ? { expired: false } : {}),
      })),
      ({ state, event, now }) =>
        changed({ event }).endsOn
          ? termInstants({ ...state.data, ...changed({ event }) })
              .filter((instant) => instant.at > now)
              .map((instant) => ({ kind: 'set-instant', instant }))
          : [],
      ({ state, event }) => {
        const { offices, members } = changed({ event });
        const before = state.data.members.map(({ unitId }) => unitId);
        const after = members?.map(({ unitId }) => unitId) ?? before;
        return [
          ...(offices
            ? [{ kind: 'record' as const, register: 'owner', row: { lead: offices.lead, recommender: offices.recommender } }]
            : []),
          { kind: 'record', register: 'participants', row: { units: after.filter((unitId) => !before.includes(unitId)) } },
          { kind: 'record', register: 'participants-left', row: { units: before.filter((unitId) => !after.includes(unitId)) } },
        ];
      },
      (context) => {
        const { offices, members } = { ...context.state.data, ...changed(context) };
        return changed(context).offices || changed(context).members
          ? toChildren(context, 'offices-changed', { offices, members }, (process) => process !== 'coordination')
          : [];
      },
    ],
  },
  { from: live, on: 'renewal-closed', label: '续期未办成', by: system, ...backFrom('renewing') },
  { from: live, on: 'dissolution-closed', label: '解散未办成', by: system, ...backFrom('dissolving') },
  {
    from: 'dissolving',
    on: 'dissolve',
    label: '解散生效',
    to: 'dissolved',
    by: system,
    when: [noRunningProject, noneOpen('disqualification', '取消资格')],
    then: [...end('dissolution'), tell('dissolved', 'members', 'recommender')],
  },
  {
    from: ['operating', 'rectifying', 'suspended', 'renewing', 'dissolving'],
    on: 'disqualification-opened',
    label: '取消资格程序启动',
    to: 'disqualifying',
    by: system,
    then: [patch(({ state }) => ({ path: [...(state.data.path ?? []), state.status] }))],
  },
  { from: live, on: 'disqualification-closed', label: '取消资格未作出', by: system, ...backFrom('disqualifying') },
  {
    from: 'disqualifying',
    on: 'disqualify',
    label: '取消资格生效',
    to: 'disqualified',
    by: system,
    then: [...end('disqualification')],
  },
  {
    // 复核 found the decision wrong: it lives on as if it had not been.
    from: 'disqualified',
    on: 'disqualification-revoked',
    label: '取消资格决定撤销',
    to: 'operating',
    by: system,
    then: [
      patch(() => ({ endedOn: undefined, endedBy: undefined })),
      ({ state, now }) => lifeInstants(state.data, now).map((instant) => ({ kind: 'set-instant', instant })),
    ],
  },
  {
    from: ['operating', 'rectifying', 'suspended'],
    on: 'convert',
    quiet: true,
    to: 'converted',
    label: '转化',
    by: province('VD'),
    opinion: 'required',
    payload: [choice('kind', '转化为', conversions), documentNo, line('link', '转化后的名称或编号')],
    confirm: '转化后本联合体不再运行，确定吗？',
    when: [
      noneOpen('disqualification', '取消资格'),
      noneOpen('consortium-change', '变更'),
      rule(
        'otherForm',
        'B29',
        ({ event }) =>
          said({ event }, 'kind') === 'consortium'
            ? { code: 'same_form', message: '已是创新联合体，请选择技术创新战略联盟或新型研发机构。', field: 'kind' }
            : undefined,
        'asks',
      ),
    ],
    then: [
      patch(({ event, now }) => ({
        conversion: {
          kind: said({ event }, 'kind'),
          documentNo: said({ event }, 'documentNo'),
          link: said({ event }, 'link'),
          on: localDate(now),
        },
      })),
      ...end('conversion'),
      tell('converted', 'members', 'recommender'),
    ],
  },
];
