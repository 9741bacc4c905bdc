import type { Instant, LocalDate } from '#domain/calendar/instant.js';
import type { Member, Offices, UnitFacts } from '../data.js';
import type { Grade } from '../scoring.js';
import type { Origin } from '../vocabulary.js';

/** 创新联合体 from its approval to its end (specification 2.3). Opened by the approval of its formation. */
export interface ConsortiumData {
  title: string;
  /** The formation it came from. */
  formation?: string;
  industry: string;
  origin: Origin;
  /** B1 目标技术. */
  target: string;
  prefectureCode: string;
  offices: Offices;
  jointLead?: string;
  members: Member[];
  chiefExpert?: string;
  contact?: { name: string; phone: string };
  number?: string;
  approvalNo?: string;
  plaqueNo?: string;
  approvedOn: LocalDate;
  startsOn: LocalDate;
  /** The last day of the term 存续期 (B24). */
  endsOn: LocalDate;

  /** The year whose turn has been taken: its annual report is open. */
  year?: number;
  /** How many children of each kind were opened so far: the next one's id follows from it. */
  opened?: Partial<Record<ChildKind, number>>;
  /** The states it goes back to when a renewal, dissolution or disqualification comes to nothing, innermost last. */
  path?: string[];
  /** 存续期届满 without a choice. */
  expired?: boolean;
  /** The term was extended once (2.6). */
  extended?: boolean;
  rectification?: Rectification;
  suspension?: Suspension;
  /** B19 重大科学问题清单, 攻关清单. */
  lists?: { problems: ListLine[]; targets: ListLine[] };
  /** B20: no provincial major project twelve months after approval. */
  withoutProject?: boolean;
  support?: SupportAction[];
  supervision?: SupervisionNote[];
  integrity?: IntegrityRecord[];
  /** Of the last evaluation decided. */
  grade?: Grade;
  evaluations?: EvaluationOutcome[];
  conversion?: { kind: string; documentNo: string; link: string; on: LocalDate };
  endedOn?: LocalDate;
  endedBy?: string;
}

/** What lives under a consortium: a case of its own, and a child workflow. */
export type ChildKind = 'evaluation' | 'change' | 'dissolution' | 'disqualification' | 'project' | 'matter' | 'final-report';

/** 限期整改 (督促指导): what is asked, until when, and what the lead says it did. */
export interface Rectification {
  requirement: string;
  until: LocalDate;
  overdue?: boolean;
  reported?: string;
}

/** 中止, at most six months (R9: it can resume; ending is 解散 or 取消资格). */
export interface Suspension {
  reason: string;
  from: LocalDate;
  until: LocalDate;
  minutesNo: string;
  over?: boolean;
}

export interface ListLine {
  name: string;
  unit: string;
}

/** B21 支持措施. */
export interface SupportAction {
  kind: string;
  /** B20 主动设计, 定向委托, 定向择优. */
  mode?: string;
  units: string[];
  detail: string;
  at: Instant;
}

/** B31 督促指导. */
export interface SupervisionNote {
  text: string;
  by: string;
  unit: string;
  at: Instant;
}

/** B33 追责惩戒, 移交有关部门. */
export interface IntegrityRecord {
  kind: 'sanction' | 'transfer';
  unitId: string;
  fact: string;
  documentNo: string;
  at: Instant;
}

export interface EvaluationOutcome {
  caseId: string;
  kind: string;
  score: string;
  grade: Grade;
  decision: string;
  reason: string;
  on: LocalDate;
}

/** A live child, as the door sees it when the consortium moves. */
export interface Child {
  caseId: string;
  process: string;
  status: string;
  title: string;
}

export interface ConsortiumKnown {
  /** The live ones. */
  children: Child[];
  /** Provincial major projects it ever led (B20). */
  projects: number;
  /** The units a dialog names. */
  units: Record<string, UnitFacts>;
}
