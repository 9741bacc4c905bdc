import { describe, expect, it } from 'vitest';
import { annualReport } from './process.js';
import { missingStates, standingOf } from './standing.js';

describe('2.4 how a report stands', () => {
  it.each([
    ['not_due', {}, 'not-due'],
    ['open', {}, 'open'],
    ['drafting', {}, 'open'],
    ['submitted', { submittedAt: 1 }, 'on-time'],
    ['returned', { submittedAt: 1 }, 'on-time'],
    ['filed', { submittedAt: 1 }, 'on-time'],
    ['filed', { submittedAt: 1, late: true }, 'late'],
    ['overdue', {}, 'missing'],
    ['urged', {}, 'missing'],
    ['refused', {}, 'missing'],
    ['not_filed', {}, 'missing'],
    ['waived', {}, 'waived'],
    ['ended', {}, 'ended'],
  ] as const)('%s %o is %s', (status, data, standing) => expect(standingOf(status, data)).toBe(standing));

  it('B30 every state that owes a report is one of the process', () => {
    for (const status of missingStates) expect(annualReport.states[status]?.final).toBeUndefined();
    expect(missingStates.every((status) => status in annualReport.states)).toBe(true);
  });
});
