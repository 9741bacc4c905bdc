import type { Instant, LocalDate } from '#domain/calendar/instant.js';

/** A1: everything the public notice page of a call shows, and what its rules follow. */
export interface CallData {
  year: number;
  title: string;
  issuer: string;
  documentNo?: string;
  issueDate?: LocalDate;
  /** Names of the attached forms: 新开工 / 续建 / 竣工投产. */
  forms: string[];
  office: string;
  phones: string[];
  fax?: string;
  /** 机关纪委 telephone, beside the office's on every notice (6.5). */
  supervisionPhone?: string;
  mailbox: string;
  /** 州市报送截止日, 31 December of the year before; included (R2). */
  closingDate: LocalDate;
  preworkBefore: LocalDate;
  expertRound: boolean;
  offices: { province: string };
  /** Addressees: the 16 州(市)工信局, by prefecture code. */
  prefectures: Record<string, PrefectureInCall>;
  /** Closings of single projects that were extended (R1), still to come. */
  itemClosings?: Instant[];
  /** Everything that closed up to here has been swept; a closing that is due but not yet swept is never forgotten. */
  settledUntil?: Instant;
  /** Reminders up to here have gone out. */
  remindedUntil?: Instant;
}

/** A prefecture's own arrangements in the call (R1, A24). */
export interface PrefectureInCall {
  unitId: string;
  forwardedAt?: Instant;
  ownerClosing?: Instant;
  countyClosing?: Instant;
  /** D, unless the province extended it for this prefecture. */
  closing?: Instant;
  /** A24 专门科(处) and responsible persons. */
  office?: string;
  persons?: string;
}

export interface CallKnown {
  /** A23: the carried-over project the act speaks of. */
  carryOver?: { unitId?: string; prefectureCode: string; resolution?: string; filed: boolean };
  /** R1: the project an extension names is one of the call's. */
  projectOfCall?: boolean;
  /** R1: and it lies before its transmission, or was swept there. */
  extensible?: boolean;
}
