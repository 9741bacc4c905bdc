import type { Finding } from '#domain/form/finding.js';
import type { ChildData } from '../child.js';
import type { Child } from '../life/data.js';
import type { SigningData, SigningKnown } from '../signing.js';

/** 解散 (2.7). */
export interface DissolutionData extends ChildData, Omit<SigningData, 'members'> {
  /** B25. */
  ground: string;
  detail: string;
  /** The unit that asked. */
  requestedBy: string;
  objections?: { unitId: string; reason: string }[];
  /** 清算: what the agreement's fourth section divides. */
  settlement?: { funds: string; property: string; equipment: string; data: string };
  documentNo?: string;
}

export interface DissolutionKnown extends SigningKnown {
  /** Live project tasks of the consortium (B27). */
  running: Child[];
  finalReport?: string;
  agreement: Finding[];
}
