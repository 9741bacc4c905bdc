import type { AnnualReportData } from './data.js';

/** How a year's report stands, in one word (2.4): 未到期, 填报中, 按期, 逾期, 未报, 免报, or ended with its consortium. */
export const standings = {
  'not-due': { label: '未到期', tone: 'draft' },
  open: { label: '填报期内', tone: 'review' },
  'on-time': { label: '按期报送', tone: 'passed' },
  late: { label: '逾期报送', tone: 'returned' },
  missing: { label: '逾期未报', tone: 'refused' },
  waived: { label: '首年免报', tone: 'ended' },
  ended: { label: '随联合体终止', tone: 'ended' },
} as const;
export type Standing = keyof typeof standings;

/** States in which a report is owed though its due day has passed. */
export const missingStates = ['overdue', 'urged', 'refused', 'not_filed'] as const;

/** Lateness is judged by the first submission, also of a report that is returned later. */
export function standingOf(status: string, { submittedAt, late }: Pick<AnnualReportData, 'submittedAt' | 'late'>): Standing {
  if (status === 'waived' || status === 'ended') return status;
  if (submittedAt !== undefined) return late ? 'late' : 'on-time';
  if (status === 'not_due') return 'not-due';
  return missingStates.some((one) => one === status) ? 'missing' : 'open';
}
