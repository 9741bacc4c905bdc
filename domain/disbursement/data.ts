import type { BankAccount, Payee } from '#domain/payment/payable.js';
import type { Template, Trigger } from './split.js';

interface Offices {
  lead: string;
  province: string;
  finance: string;
}

/** 拨付计划 of a fore-funded task of a consortium (specification 2.10). */
export interface DisbursementData {
  title: string;
  offices: Offices;
  consortiumId: string;
  /** The 重大科技专项 task the money is for. */
  taskId?: string;
  taskBookNo?: string;
  payee: Payee;
  account: BankAccount;
  line: string;
  totalFen: string;
  template: Template;
  /** 企业自筹承诺 over all enterprises of the consortium (R6). */
  pledgedFen: string;
  instalments: { caseId: string; trigger: Trigger; fen: string }[];
  terminated?: { reason: string; unspentFen: string };
}

/** One instalment 一期拨款: a case of its own, so that its task, decision and payment each have their place. */
export interface InstalmentData {
  planId: string;
  title: string;
  /** From 1. */
  no: number;
  of: number;
  trigger: Trigger;
  offices: Offices;
  consortiumId: string;
  payee: Payee;
  account: BankAccount;
  line: string;
  fen: string;
  /** Fiscal money of the task up to and with this instalment, fen. */
  cumulativeFen: string;
  pledgedFen: string;
  /** 自筹到位 so far, as applied for. */
  arrivedFen?: string;
  approvedAt?: number;
  /** Place in the order of approval, where the clock cannot tell (E6). */
  approvedSeq?: string;
  budgetYear?: number;
  withheldFor?: string;
}

/** What the door knows of the consortium when an instalment moves. */
export interface InstalmentKnown {
  consortium?: { status: string; label: string };
  /** Years whose annual report is due and not filed (B30). */
  reportsMissing: number[];
}
