import type { Comparison } from '#records/readings.js';
import type { DeputationRow, DeputyAct } from '#records/deputies.js';
import type { InboxCounts } from '#records/inbox.js';
import type { FormValues } from '#domain/form/definition.js';
import type { ProjectType } from '#domain/key-project/form.js';
import type { Department } from '#domain/organisation/access-matrix.js';
import type { Detail, Role } from '#domain/process/types.js';

export type { CallSummary, CarryOverItem, PrefectureProgress } from '#records/calls.js';
export type { ForecastNumber, LoadForecast } from '#records/load-forecast.js';
export type { ListedProject, ProjectList } from '#records/members.js';
export type { Application, OpenCall } from '#records/applications.js';
export type { DeputationRow, DeputyAct } from '#records/deputies.js';
export type { OpenTask } from '#records/case-desk.js';
export type { CaseDetail, CaseRow, TimelineItem } from '#records/cases.js';
export type { MonthlyCell, MonthlyLine, MonthlyProject, MonthlyReport } from '#records/reports.js';
export type { PublicPage } from '#records/public-pages.js';
export type {
  PublishedCall,
  PublishedClaimCall,
  PublishedList,
  PublishedPolicy,
  PublishedProject,
} from '#records/publications.js';
export type { InboxCounts, InboxItem, InboxTab } from '#records/inbox.js';
export type { InspectedCase, InspectedMail, InspectedStep } from '#records/inspector-case.js';
export type { AuditRow, AuditVerification } from '#records/audit-log.js';
export type { NewRegistration, Registered, RegistrationDetail } from '#records/registrations.js';
export type { InspectorRow, InspectorView } from '#records/inspector.js';
export type { EngineView } from './inspector/engine.js';
export type { AccountDetail, AccountPost, AccountRow } from '#records/accounts.js';
export type { DictionaryEntry } from '#records/dictionaries.js';
export type { ExpertRow } from '#records/experts.js';
export type { UnitChoice } from '#records/unit-search.js';
export type { UnitDetail, UnitRow } from '#records/organisation.js';
export type { Page } from './access/page.js';
export type { PublishedYear } from './admin/calendar.controller.js';
export type { ClockView } from './admin/clock.controller.js';

export type { Applied } from '#records/payment/receipts.js';
export type { BudgetRow } from '#records/payment/overview.js';
export type { Difference } from '#records/payment/reconciliation.js';
export type { EntryRow, TrialBalance } from '#records/payment/ledger.js';
export type { Payable } from '#records/payment/payables.js';
export type { CapLine } from '#records/subsidy/board.js';
export type { ListedClaim } from '#records/subsidy/listed.js';
export type { ClaimOffer, ClaimOffers } from '#records/subsidy/offers.js';
export type { RollupLine } from '#records/subsidy/rollup.js';
export type { DiscrepancyRow } from './payments/payments.controller.js';

export type { AskedOfUnit } from '#records/programmes/consortium/asked.js';
export type { Concern, ConsortiumRow } from '#records/programmes/consortium/list-consortia.js';
export type { ChildFacts, ChildProcess, LifeChild } from '#records/programmes/consortium/read-life.js';
export type { RegisterRow } from './registers/registers.controller.js';
export type { ImportedEntries } from '#records/subsidy/register-import.js';
export type { ShownEntry } from '#records/subsidy/registers.js';
export type { Estimate } from '#records/subsidy/estimate.js';
export type { ClaimLine } from '#records/programmes/subsidy/import-claims.js';
export type { BanRow } from '#records/bans.js';
export type { CoordinationRow } from '#records/coordination-items.js';
export type { BulkLine } from './cases/bulk.js';
export type { CaseDocument } from '#records/case-documents.js';
export type { PolicyVersion } from '#records/policies.js';
export type { AttachmentRow } from '#records/attachments.js';
export type { Comparison } from '#records/readings.js';

/** GET and POST /api/cases/:id/workbook: nothing while no hand-filled workbook came back. */
export interface Compared {
  comparison: Comparison | null;
}

/** POST /api/calls/:id/import/preview. */
export interface ImportPreview {
  /** `address`: the cell of the project's name, such as 'F5'. */
  projects: { address: string; type: ProjectType; form: FormValues }[];
}

/** POST /api/calls/:id/import. */
export interface Imported {
  outcome: 'done' | 'repeated';
  projects: { id: string; title: string }[];
}

/** GET /api/session. */
export interface Me {
  personId: string;
  name: string;
  login: string;
  units: { id: string; name: string; departments: Department[]; roles: Role[] }[];
  /** `due`: the person's role asks for one and it is not enrolled yet; nothing else is possible before. */
  secondFactor: { enrolled: boolean; due: boolean };
  inbox: InboxCounts;
  /** Business time; `training`: 演练环境, shown on every page. */
  clock: { now: string; speed: number; training: boolean };
}

/** GET /api/public/clock. */
export interface PublicClock {
  now: string;
  /** 演练环境: shown on every page. */
  training: boolean;
}

/** GET /api/account. */
export interface Account {
  name: string;
  login: string;
  email: string | null;
  phone: string | null;
  units: Me['units'];
  secondFactor: Me['secondFactor'];
  sessions: { createdAt: string; lastSeenAt: string; ip: string | null; userAgent: string | null }[];
}

/** GET /api/account/deputies: 委托代办. `done`: what deputies did in one's place. */
export interface Deputations {
  given: DeputationRow[];
  received: DeputationRow[];
  done: DeputyAct[];
}

/** POST /api/account/totp: for an authenticator app, shown once. */
export interface SecondFactorSecret {
  secret: string;
  uri: string;
}

/** POST /api/password/link. */
export interface OneTimeLink {
  login: string;
  name: string;
  purpose: 'activate' | 'reset';
}

/** POST /api/cases/:id/acts: every row of a process table and every verb of a task. */
export interface Act {
  /** Made once by the browser for one intent; sent again on a retry. */
  id: string;
  on: string;
  revision?: number;
  taskId?: string;
  payload?: Record<string, unknown>;
  opinion?: string;
  /** For an act that is a signature (6.9). */
  password?: string;
  /** 委托人, in whose place it is done. */
  deputyFor?: string;
}

export interface Acted {
  outcome: 'done' | 'repeated';
  revision: number;
  status: string;
  label: string;
}

/** application/problem+json. */
export interface ProblemBody {
  code: string;
  message: string;
  field?: string;
  clause?: string;
  details?: Detail[];
  status: number;
  requestId: string;
}
