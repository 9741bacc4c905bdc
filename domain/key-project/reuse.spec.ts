import { describe, expect, it } from 'vitest';
import { validExample } from './examples.js';
import { reuseAnswers } from './reuse.js';

describe('an earlier application’s answers 套用往年填报', () => {
  const earlier = validExample('new', 2026);
  it('fill what is empty and still holds', () => {
    const draft = reuseAnswers(2027, { name: '新项目', type: 'new', county: '532301', park: '' }, earlier);
    expect(draft).toMatchObject({ name: '新项目', park: earlier.park, coreProcess: earlier.coreProcess, total: earlier.total });
  });
  it('never what the applicant filled, the year’s plan, or a promise', () => {
    const draft = reuseAnswers(2027, { contactName: '李工' }, earlier);
    expect(draft.contactName).toBe('李工');
    expect(draft).not.toHaveProperty('plan');
    expect(draft).not.toHaveProperty('policy');
  });
});
