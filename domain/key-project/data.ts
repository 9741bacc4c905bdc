import type { Objection } from '#domain/list/member.js';
import type { Instant, LocalDate } from '#domain/calendar/instant.js';
import type { Draw } from '#domain/panel/draw.js';
import type { Finding } from '#domain/form/finding.js';
import type { ProjectType } from './form.js';

/** Small facts of a project's case; the form lies beside it as versions. */
export interface KeyProjectData {
  callId: string;
  year: number;
  type: ProjectType;
  title: string;
  number?: string;
  totalFen?: string;
  offices: { owner: string; county: string; prefecture: string; province: string };
  regions: { county: string; prefecture: string };
  /** The call's closings for the project as they stand; on the record they are instants. */
  closings: { 'owner-closing': Instant; 'county-closing': Instant; closing: Instant };
  /** R1 an extension of this one project: until then nothing closes for it. */
  extendedTo?: Instant;
  /** 正式申报: transmitted by the prefecture; stays so when the province returns it. */
  transmitted?: boolean;
  /** The level that returned it and to which it comes back. */
  returnTo?: string;
  returnedSections?: string[];
  /** Until when it may be corrected, also while the firm's own administrator has it. */
  fixBy?: Instant;
  /** 提级审核: the prefecture's one decision serves the county's level too. */
  takenOver?: boolean;
  paperReceived?: { date: LocalDate; by: string };
  /** A19 points the reviewer of this level has verified so far; a sealed new form starts afresh. */
  ticks?: { level: string; points: string[] };
  refusedAt?: 'county' | 'prefecture';
  appealed?: boolean;
  /** Whose desk it was on at D; an extension returns it there. */
  sweptFrom?: string;
  expertRound?: boolean;
  experts?: string[];
  /** Experts who recused themselves or were replaced. */
  gone?: string[];
  /** Experts who signed the promise; only they see the form and score. */
  promised?: string[];
  draws?: (Draw & { at: Instant; on: string })[];
  /** 6.2 the panel's score, once all have scored. */
  score?: number;
  /** 申请回避单位, at most two (6.2). */
  avoid?: string[];
  scores?: { personId: string; score: number; comment: string }[];
  minutesNo?: string;
  planNo?: string;
  objections?: Objection[];
  /** End of the public notice, while objections may come. */
  noticeUntil?: Instant;
  noticeClosed?: boolean;
  /** An owner's report waiting for the county's confirmation. */
  reported?: { kind: 'stop' | 'resume' | 'completed'; reason: string; date: LocalDate };
  completedOn?: LocalDate;
  /** 调出计划: by which document, on which day. */
  removed?: { documentNo: string; date: LocalDate };
  /** Reports from this month on, 'YYYY-MM'. */
  nextMonth?: string;
}

/** What the door loads for the guards, in the same transaction. */
export interface KeyProjectKnown {
  /** Findings of the draft by the call's rules. */
  findings: Finding[];
  /** Reasons given for warnings, by field. */
  reasons: Record<string, string>;
  /** Published and not yet closed as a whole; which day is the last one says the project's own closing. */
  callOpen: boolean;
  /** A live 取消申报资格 record of the owner (6.10). */
  disqualified: boolean;
  /** Cells in which a hand-filled Excel differs from the record (A14). */
  excelDifferences: number;
  /** A24: the prefecture has named its 专门科(处) and responsible persons. */
  prefectureReady: boolean;
  /** The draw made for this act (6.2). */
  draw?: Draw;
  /** Ids of the case's files, for the act that names photos. */
  attachments?: string[];
  /** Months 'YYYY-MM' that are over and not reported, for the reminders of 月度报告. */
  monthsOwed?: string[];
  /** The form's field that no longer agrees with the case: type or county. */
  moved?: 'type' | 'county';
  /** What lists show of the form as it is submitted. */
  summary?: { title: string; totalFen?: string };
}
