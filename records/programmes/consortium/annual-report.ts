import type { AnnualReportKnown } from '#domain/consortium/annual-report/data.js';
import { annualReport } from '#domain/consortium/annual-report/process.js';
import { ratioText } from '#domain/consortium/conditions.js';
import { checkAnnualReport, mattersOf } from '#domain/consortium/forms/annual-report.js';
import { amountOf } from '#domain/form/document.js';
import type { Registered } from '../../processes.js';
import { draftContent } from './drafts.js';
import { asksFor, each } from './each.js';

/** What the door knows of a report: its form, when it is filed. */
export const annualReportRecords: Registered = {
  process: annualReport,
  known: each(async (tx, asked): Promise<AnnualReportKnown> => {
    if (!asksFor(asked, 'submit')) return { findings: [], matters: [] };
    const content = await draftContent(tx, asked.caseId, 'form');
    const [fiscal, selfRaised] = [amountOf(content.fields, 'fiscal'), amountOf(content.fields, 'selfRaised')];
    return {
      findings: checkAnnualReport(content),
      matters: mattersOf(content),
      ...(fiscal !== undefined && selfRaised !== undefined
        ? { funds: { fiscalFen: fiscal.toString(), selfRaisedFen: selfRaised.toString(), ratio: ratioText(selfRaised, fiscal) } }
        : {}),
    };
  }),
};
