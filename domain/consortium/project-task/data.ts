import type { LocalDate } from '#domain/calendar/instant.js';
import type { Finding } from '#domain/form/finding.js';
import type { ChildData } from '../child.js';
import type { Trigger } from '#domain/disbursement/split.js';
import type { PanelData, PanelKnown } from '../panel-stage.js';

/** 重大科技专项任务 after its establishment 立项 (2.12). */
export interface ProjectTaskData extends ChildData, Omit<PanelData, 'industry' | 'offices' | 'members' | 'scores'> {
  name: string;
  projectNo: string;
  level: 'national' | 'provincial';
  /** B20 主动设计, 定向委托, 定向择优. */
  mode: string;
  startsOn: LocalDate;
  endsOn: LocalDate;
  establishedOn: LocalDate;
  fiscalFen: string;
  /** 企业自筹承诺, at least twice the fiscal money (R6). */
  selfRaisedFen: string;
  taskBookNo?: string;
  /** 年度执行报告 (E14). */
  executions?: { year: number; progress: string; spent: string; on: LocalDate }[];
  midTermDue?: boolean;
  midTerm?: { result: 'pass' | 'fail'; opinion: string; on: LocalDate };
  applied?: { summary: string; on: LocalDate };
  scores?: { personId: string; score: string; comment: string }[];
  score?: string;
  /** 不通过 once already. */
  failedOnce?: boolean;
  terminated?: { kind: string; reason: string };
  /** Its 拨付计划 (2.10). */
  planId?: string;
}

export interface ProjectTaskKnown extends PanelKnown {
  /** Of the 任务书; loaded when it is submitted. */
  findings: Finding[];
  /** The plan of its money, and what it still waits for from this task. */
  plan?: { caseId: string; status: string; awaits: Trigger[] };
}
