import { localDate } from '#domain/calendar/instant.js';
import type { CaseDetail, Me } from '#apps/api/contract.js';
import type { ProjectTaskData } from '#domain/consortium/project-task/data.js';
import type { DialogKnowledge } from '../../case/act/knowledge.js';
import { holdsIn } from '../../case/posts.js';
import type { Stage } from '../../case/stages.js';

export const taskData = (one: CaseDetail) => one.data as unknown as ProjectTaskData;

/** The way of a project task (2.12); a second acceptance is a step only where the first was not passed. */
export const taskStages = ({ failedOnce }: ProjectTaskData): Stage[] => [
  { label: '编制任务书', at: ['drafting'] },
  { label: '签订', at: ['signing', 'signed'] },
  { label: '实施', at: ['running'] },
  { label: '申请验收', at: ['acceptance_due'] },
  { label: '验收评审', at: ['acceptance', 'concluding'] },
  ...(failedOnce ? [{ label: '整改后再次验收', at: ['retry'] }] : []),
  { label: '验收结论', at: ['passed'] },
];

/** Who reads the plan of the money: its lead, and the province. */
export const seesPlan = (me: Me, { offices }: ProjectTaskData): boolean =>
  holdsIn(me, offices.lead, 'LD') ||
  holdsIn(me, offices.province, 'VO', 'VD', 'VL') ||
  me.units.some(({ roles }) => roles.includes('AU'));

/** What the dialogs of a task's acts know. */
export function useTask(one: CaseDetail, me: Me): DialogKnowledge {
  const { panel = [], scores = [], executions = [], planId, failedOnce } = taskData(one);
  const scored = new Set(scores.map(({ personId }) => personId));
  const year = Number(localDate(Date.parse(me.clock.now)).slice(0, 4));
  return {
    experts: panel.filter((id) => !scored.has(id)).map((id) => ({ value: id, label: one.names[id] ?? id })),
    defaults: {
      'draw-panel': { size: '5' },
      'report-execution': executions.some((report) => report.year === year) ? {} : { year: String(year) },
    },
    // Money that comes back is asked for only where some was promised, and after the first failure a retry may still pass.
    given: {
      ...(planId && failedOnce ? {} : { fail: { unspent: undefined } }),
      ...(planId ? {} : { terminate: { unspent: undefined } }),
    },
  };
}
