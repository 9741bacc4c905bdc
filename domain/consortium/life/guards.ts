import type { Guard } from '#domain/process/types.js';
import { guard, said } from '../acts.js';
import type { Context } from './children.js';
import type { Child, ConsortiumData, ConsortiumKnown } from './data.js';

type LifeGuard = Guard<ConsortiumData, ConsortiumKnown>;
const rule = guard<ConsortiumData, ConsortiumKnown>;

/** 2.3 after its term only the annual report, a renewal or the dissolution can be filed. */
export const withinTerm: LifeGuard = rule('withinTerm', '2.3', ({ state }) =>
  state.data.expired
    ? { code: 'term_over', message: '存续期已届满，仅可报送年度报告、办理续期或解散；请先选择续期或解散。' }
    : undefined,
);

/** 2.12 a provincial project counts as in progress from its establishment to its end. */
export const runningProjects = (known: Pick<ConsortiumKnown, 'children'>): Child[] =>
  known.children.filter(({ process }) => process === 'project-task');

/** B27 不得自行解散 while a project of provincial level or above runs: they are listed. */
export const noRunningProject: LifeGuard = rule('noRunningProject', 'B27', ({ known }) => {
  const running = runningProjects(known);
  return running.length === 0
    ? undefined
    : {
        code: 'projects_running',
        message: `有${running.length}个省级及以上科技计划项目正在实施，不得自行解散：${running.map(({ title }) => title).join('、')}。请待项目验收或终止后再办理。`,
        details: running.map(({ caseId, title }) => ({ caseId, message: title })),
      };
});

/** One of a kind at a time. */
export const noneOpen = (process: string, label: string): LifeGuard =>
  rule('noneOpen', '2.3', ({ known }) =>
    known.children.some((child) => child.process === process)
      ? { code: 'already_open', message: `已有${label}正在办理，请待其办结。` }
      : undefined,
  );

/** B21 recommended to banks only when it runs well 运行良好: operating, and not evaluated 中 or 差. */
export const runsWell: LifeGuard = rule(
  'runsWell',
  'B21',
  ({ state, event }) => {
    if (said({ event }, 'kind') !== 'finance') return undefined;
    const well = state.status === 'operating' && (state.data.grade === undefined || ['优', '良'].includes(state.data.grade));
    return well
      ? undefined
      : {
          code: 'not_running_well',
          message: '仅向金融机构推荐运行良好的创新联合体：须处于运行状态且最近一次评价为良以上。',
          field: 'kind',
        };
  },
  'asks',
);

/** Units a dialog names are of this consortium. */
export const ownUnits = (key: string): LifeGuard =>
  rule(
    'ownUnits',
    'B21',
    ({ state, event }) => {
      const named = [event.payload?.[key] ?? []].flat().map(String);
      return named.every((unitId) => state.data.members.some((member) => member.unitId === unitId))
        ? undefined
        : { code: 'not_a_member', message: '所选单位不是本联合体的牵头或成员单位，请重新选择。', field: key };
    },
    'asks',
  );

export const rectifying: LifeGuard = rule('rectifying', '2.3', ({ state }) =>
  state.data.rectification?.reported
    ? undefined
    : { code: 'not_reported', message: '牵头单位尚未报告整改情况，请待其报告后核查。' },
);

export type { Context };
