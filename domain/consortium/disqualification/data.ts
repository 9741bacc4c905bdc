import type { Instant, LocalDate } from '#domain/calendar/instant.js';
import type { ChildData } from '../child.js';

/** 取消资格 and the ban that follows (2.8, B32, R10). */
export interface DisqualificationData extends ChildData {
  ground: string;
  fact: string;
  jointLead?: string;
  /** At least two officials. */
  investigators?: string[];
  findings?: string;
  receipt?: { on: LocalDate; file: string };
  plea?: { text: string; at: Instant };
  minutesNo?: string;
  decisionNo?: string;
  /** Units named in the decision besides the lead. */
  named?: string[];
  servedOn?: LocalDate;
  /** 决定书送达回证. */
  serviceReceipt?: string;
  ban?: { units: string[]; from: Instant; lastDay: LocalDate; until: Instant };
  review?: { reason: string; at: Instant };
  suspendedEffect?: { reason: string };
  lifted?: { reason: string; documentNo: string; at: Instant };
}

export interface DisqualificationKnown {
  /** 省财政厅: hears that instalments stop. */
  finance?: string;
  /** Other live consortia in which a banned unit is core: flagged for the province (R10). */
  coreElsewhere: { title: string }[];
  /** Persons of the province who may investigate. */
  officials: string[];
}
