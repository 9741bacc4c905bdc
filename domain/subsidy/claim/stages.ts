import { awarded } from './award.js';

/** What the yearly table counts together: the list behind a number filters by the same words. */
export const claimStages: Readonly<Record<'open' | 'refused' | 'awarded' | 'paid', readonly string[]>> = {
  open: ['returned', 'unit_review', 'recommender', 'form_check', 'calculating', 'verifying', 'meeting', 'publicity'],
  refused: ['refused', 'withdrawn', 'exhausted'],
  awarded,
  paid: ['paid'],
};

/** Everything that was ever handed in. */
export const filedStages: readonly string[] = [...claimStages.open, ...claimStages.refused, ...claimStages.awarded];
