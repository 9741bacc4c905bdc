import { measureCodes } from '../measures.js';
import type { ClaimCallData } from './process.js';

/** The call of the year 2026, open to every measure in its December. */
export const exampleCall = (change: Partial<ClaimCallData> = {}): ClaimCallData => ({
  title: '2026年度科技金融补助申报通知',
  year: 2026,
  measures: [...measureCodes],
  opensOn: '2026-12-01',
  closesOn: '2026-12-31',
  office: '科技金融处',
  phones: ['0871-63100000'],
  offices: { province: 'province', finance: 'finance' },
  ...change,
});
