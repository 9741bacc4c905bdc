import type { Instant } from '#domain/calendar/instant.js';
import type { Finding } from '#domain/form/finding.js';
import type { ChildData } from '../child.js';

/** 年度总结和下一年度工作计划 of one year (2.4), or the final report of a consortium that dissolves. */
export interface AnnualReportData extends ChildData {
  kind: 'annual' | 'final';
  year: number;
  opensAt: Instant;
  dueAt: Instant;
  /** Approved on or after 1 October: its first report may be left out. */
  optional?: boolean;
  /** The first submission: what lateness is judged by. */
  submittedAt?: Instant;
  late?: boolean;
  /** Who has accepted the text that stands now. */
  accepted?: { side: ReviewSide; by: string; at: Instant }[];
  /** 31 January has come: the province may send a 催报通知. */
  urgeOpen?: boolean;
  urge?: { documentNo: string; at: Instant };
  funds?: Funds;
  /** Titles of the matters that became coordination items (2.11). */
  raised?: string[];
  outcome?: string;
}

export type ReviewSide = 'recommender' | 'province';

/** 财政, 自筹 and their ratio (R6), as reported. */
export interface Funds {
  fiscalFen: string;
  selfRaisedFen: string;
  ratio: string;
}

export interface AnnualReportKnown {
  /** Of the form; loaded when it is submitted. */
  findings: Finding[];
  matters: { title: string; detail: string }[];
  funds?: Funds;
}
