import { evaluation } from '#domain/consortium/evaluation/process.js';
import type { EvaluationKnown } from '#domain/consortium/evaluation/data.js';
import type { NoticeData } from '#domain/consortium/notice.js';
import { checkSelfEvaluation } from '#domain/consortium/forms/self-evaluation.js';
import { publish } from '../../publications.js';
import type { Registered } from '../../processes.js';
import { draftContent } from './drafts.js';
import { asksFor, each } from './each.js';
import { panelKnown } from './panel.js';

/** What the door knows of an evaluation: the self-evaluation when it is filed, the pool when experts are drawn. */
export const evaluationRecords: Registered = {
  process: evaluation,
  known: each(async (tx, asked): Promise<EvaluationKnown> => ({
    findings: asksFor(asked, 'submit') ? checkSelfEvaluation(await draftContent(tx, asked.caseId, 'form')) : [],
    ...(await panelKnown(tx, asked, 'panel')),
  })),
  registers: {
    publication: async (tx, { caseId, now, state, row }) => {
      const { consortium, score, grade } = state.data as unknown as {
        consortium: string;
        score: string;
        grade: string;
      } & NoticeData;
      await publish(tx, now, {
        kind: 'notice',
        caseId,
        title: String(row.title),
        body: { consortium, score, grade },
        ...(row.closesAt ? { closesAt: Number(row.closesAt) } : {}),
      });
    },
  },
};
