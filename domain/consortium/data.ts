import type { Instant, LocalDate } from '#domain/calendar/instant.js';
import type { MemberKind } from './vocabulary.js';

/** A unit of a consortium, as frozen when the list of members was closed. */
export interface Member {
  unitId: string;
  name: string;
  kind: MemberKind;
  uscc?: string;
  /** Registration number of a foreign unit, which may have no USCC (B44). */
  foreignId?: string;
  /** 承担攻关任务的主要成员 (R10): 核心成员. */
  core: boolean;
  ability: string;
  /** B9. */
  ownership?: string;
}

/** Whose desk: the lead (B7), its recommending unit (R23) and the province's science department. */
export interface Offices {
  lead: string;
  recommender: string;
  province: string;
}

/** A frozen text and its SHA-256: what signatures are bound to. */
export interface Instrument {
  version: number;
  sha256: string;
}

/** A unit's 法定代表人 has signed and sealed the text with this hash (B15). */
export interface Signature {
  unitId: string;
  representative: string;
  by: string;
  at: Instant;
  sha256: string;
  /** 线下盖章: the stamped page, and the official who found the same hash on it. */
  page?: { file: string; verifiedBy: string };
}

/** What the record knows of a unit. */
export interface UnitFacts {
  id: string;
  name: string;
  kind: string;
  uscc?: string;
  regionCode?: string;
  legalRepresentative?: string;
}

/** 3年内不得牵头、不得作为核心成员 (B32, R10). */
export interface Ban {
  unitId: string;
  name: string;
  from: Instant;
  until: Instant;
  decisionNo?: string;
}

export interface Term {
  startsOn: LocalDate;
  endsOn: LocalDate;
}
