import { checkComplete } from '#domain/form/document.js';
import type { DocumentContent } from '#domain/form/document.js';
import type { Finding } from '#domain/form/finding.js';
import type { ClaimData } from '#domain/subsidy/claim/data.js';
import { claimForm } from '#domain/subsidy/form.js';

/** What the page can say while a claim is written; registers, vouchers and what others have claimed are asked at filing. */
export const checkClaim = ({ measure }: Pick<ClaimData, 'measure'>, content: DocumentContent): Finding[] =>
  checkComplete(claimForm(measure), content);
