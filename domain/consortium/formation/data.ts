import type { NoticeData } from '../notice.js';
import type { Instant, LocalDate } from '#domain/calendar/instant.js';
import type { Finding } from '#domain/form/finding.js';
import type { LeadProfile } from '../conditions.js';
import type { Member } from '../data.js';
import type { Candidate, Draw } from '../panel.js';
import type { ListLine } from '../life/data.js';
import type { SigningData, SigningKnown } from '../signing.js';
import type { MemberKind, Origin } from '../vocabulary.js';

/** An invitation and what came of it 初步合作意向 (B13). */
export interface Invitation {
  unitId: string;
  name: string;
  kind: MemberKind;
  core: boolean;
  uscc?: string;
  foreignId?: string;
  ownership?: string;
  intention?: 'accepted' | 'declined';
  ability?: string;
  reason?: string;
  at?: Instant;
}

/** A unit that is asked to join and has to register first: the mail went out, the invitation follows its registration. */
export interface Awaited {
  name: string;
  email: string;
  at: Instant;
}

/** What the consortium keeps of its application and plan. */
export interface Filed {
  name?: string;
  months?: number;
  chiefExpert?: string;
  contact?: { name: string; phone: string };
  /** B19 重大科学问题清单, 攻关清单. */
  lists?: { problems: ListLine[]; targets: ListLine[] };
}

/** Where a unit is at home: its prefecture, and the science bureau that recommends it (B17, R23). */
export interface Home {
  prefectureCode: string;
  countyCode?: string;
  recommender: string;
}

/** 组建: from the field to the approval (specification 2.2). The documents lie beside it as versions: form, agreement, plan. */
export interface FormationData extends SigningData, Filed {
  industry: string;
  /** B1. */
  target: string;
  need: string;
  origin: Origin;
  prefectureCode: string;
  /** R5 联合牵头: shown on documents, counted for B6. */
  jointLead?: string;
  selection?: { documentNo: string; reasons: string };
  profile?: LeadProfile;
  /** B6 例外. */
  exception?: { reason: string; by: string };
  /** B34 director's override while no version of the scheme is in force. */
  policyOverride?: { reason: string; by: string };
  invitations: Invitation[];
  awaited?: Awaited[];
  members?: Member[];
  /** A refusal or thirty idle days: the lead may wait, replace or drop. */
  reopened?: { why: 'refused' | 'idle'; unitId?: string };
  /** B15: the day of the last signature. */
  effectiveOn?: LocalDate;
  /** The reviewer that returned it. */
  returnTo?: 'recommending' | 'acceptance';
  corrected?: boolean;
  avoid?: string[];
  panel?: string[];
  promised?: string[];
  withdrawn?: string[];
  draws?: Draw[];
  scores?: { personId: string; score: number; comment: string }[];
  score?: string;
  minutesNo?: string;
  noticeUntil?: Instant;
  objections?: NoticeData['objections'];
  heldByBan?: boolean;
  approvalNo?: string;
  number?: string;
  plaqueNo?: string;
  approvedOn?: LocalDate;
}

/** What the door loads for the guards, in the same transaction. */
export interface FormationKnown extends SigningKnown {
  /** Other live consortia and formations of the lead (B6). */
  leads: { title: string }[];
  /** The version of the scheme in force now (B34). */
  policy?: { title: string };
  agreement: Finding[];
  application: Finding[];
  plan: Finding[];
  /** Of the drafts of application and plan. */
  filed: Filed;
  /** SHA-256 of the agreement's draft as it is now. */
  agreementHash?: string;
  /** Purposes of the files attached (B11 经费管理制度). */
  attached: string[];
  /** Of the units an act names as leads. */
  homes: Record<string, Home>;
  candidates: Candidate[];
  seed: string;
}
