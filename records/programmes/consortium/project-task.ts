import { projectTask } from '#domain/consortium/project-task/process.js';
import type { ProjectTaskKnown } from '#domain/consortium/project-task/data.js';
import { checkTaskBook } from '#domain/consortium/project-task/form.js';
import type { Registered } from '../../processes.js';
import { writeCredit } from './credit.js';
import { draftContent } from './drafts.js';
import { asksFor, each } from './each.js';
import { panelKnown } from './panel.js';

/** What the door knows of a project task: its 任务书 when it is filed, the pool when experts are drawn. */
export const projectTaskRecords: Registered = {
  process: projectTask,
  known: each(async (tx, asked): Promise<ProjectTaskKnown> => ({
    findings: asksFor(asked, 'submit') ? checkTaskBook(await draftContent(tx, asked.caseId, 'form')) : [],
    ...(await panelKnown(tx, asked, 'acceptance')),
  })),
  registers: { credit: writeCredit },
};
