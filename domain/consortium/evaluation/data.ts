import type { Instant, LocalDate } from '#domain/calendar/instant.js';
import type { Finding } from '#domain/form/finding.js';
import type { ChildData } from '../child.js';
import type { NoticeData } from '../notice.js';
import type { PanelData, PanelKnown } from '../panel-stage.js';
import type { Grade, Marks, Weights } from '../scoring.js';

/** 绩效评价 (2.5): mid-term, final, or ad hoc. */
export interface EvaluationData extends ChildData, Omit<PanelData, 'industry' | 'offices' | 'members' | 'scores'>, NoticeData {
  kind: 'mid-term' | 'final' | 'ad-hoc';
  reason?: string;
  period?: { from: LocalDate; to: LocalDate };
  weights?: Weights;
  scores?: Score[];
  score?: string;
  grade?: Grade;
  /** 复核, once. */
  review?: { reason: string; at: Instant };
  minutesNo?: string;
  decision?: string;
  /** Why, and what goes with it: amount and task, demands and day, minutes. */
  decided?: { reason: string; facts: Record<string, unknown>; on: LocalDate };
}

/** One expert's marks in the four dimensions (B22), weighted, with the comment. */
export interface Score {
  personId: string;
  marks: Marks;
  score: string;
  comment: string;
}

export interface EvaluationKnown extends PanelKnown {
  /** Of the self-evaluation; loaded when it is submitted. */
  findings: Finding[];
}
