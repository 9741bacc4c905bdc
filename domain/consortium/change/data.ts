import type { LocalDate } from '#domain/calendar/instant.js';
import type { Finding } from '#domain/form/finding.js';
import type { ChildData } from '../child.js';
import type { LeadProfile } from '../conditions.js';
import type { Member } from '../data.js';
import type { SigningData, SigningKnown } from '../signing.js';

/** 2.6; `renewal` is B26: it ends the present term and begins another. */
export const changeKinds = [
  { value: 'lead', label: '变更牵头单位' },
  { value: 'main-member', label: '变更承担攻关任务的主要成员单位' },
  { value: 'member', label: '一般成员加入或退出' },
  { value: 'goal', label: '调整目标任务' },
  { value: 'extension', label: '延长存续期' },
  { value: 'chief-expert', label: '变更首席专家' },
  { value: 'contact', label: '变更名称或联系人' },
] as const;
export type ChangeKind = (typeof changeKinds)[number]['value'] | 'renewal';

/** Kinds whose text all units sign. */
export const signedKinds: readonly ChangeKind[] = ['lead', 'main-member', 'member', 'goal', 'extension', 'renewal'];
/** 核准 by the province: what B28 and B26 say; everything else is filed 备案. */
export const approvedKinds: readonly ChangeKind[] = ['lead', 'main-member', 'renewal'];

export interface ChangeData extends ChildData, Omit<SigningData, 'members'> {
  kind: ChangeKind;
  reason: string;
  startsOn: LocalDate;
  endsOn: LocalDate;
  extended?: boolean;
  newLead?: { unitId: string; name: string; uscc?: string };
  profile?: LeadProfile;
  joining: Member[];
  leaving: string[];
  goal?: string;
  months?: number;
  need?: string;
  taskSource?: string;
  termReason?: string;
  chiefExpert?: string;
  name?: string;
  contact?: { name: string; phone: string };
  /** What the consortium said of itself when the change was drafted. */
  before?: { target: string; chiefExpert?: string; contact?: { name: string; phone: string } };
  documentNo?: string;
  effectiveOn?: LocalDate;
}

export interface ChangeKnown extends SigningKnown {
  /** Other live consortia and formations of the new lead (B6). */
  leads: { title: string }[];
  /** R23: the science office of the new lead's prefecture. */
  bureau?: string;
  /** Of the supplementary agreement 补充协议. */
  agreement: Finding[];
}
