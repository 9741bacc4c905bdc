import { measureCodes, measures } from './measures.js';

/** What an attachment 附件 of a claim proves: every proof that some measure asks (2.9). */
export const claimAttachments = [
  ...new Map(measureCodes.flatMap((code) => measures[code].evidence).map(({ key, label }) => [key, label])),
].map(([value, label]) => ({ value, label }));
