import type { Objection } from '#domain/list/member.js';
import type { Instant, LocalDate } from '#domain/calendar/instant.js';
import type { BankAccount, Payee } from '#domain/payment/payable.js';
import type { Refusal } from '#domain/process/types.js';
import type { Assessment } from '../assessment.js';
import type { Cap } from '../caps.js';
import type { Facts } from '../facts.js';
import type { Measure } from '../measures.js';
import type { RulesJson } from '../rules.js';

/** A claim 补助申报 (specification 2.9). */
export interface ClaimData {
  callId: string;
  measure: Measure;
  /** Subsidy year 补助年度 (R17). */
  year: number;
  /** The rule set it was opened under; a later one does not touch it. */
  rules: string;
  title: string;
  number?: string;
  claimant: Payee;
  /** 在滇一级法人机构: a branch claims under its head office's limits (C2.1). */
  institution: string;
  offices: { owner: string; recommender?: string; province: string; finance: string };
  /** Straight to the province: banks, and financial institutions with provincial headquarters. */
  direct: boolean;
  /** End of the call's window. */
  windowCloses: Instant;
  account?: BankAccount;
  /** As filed, registers' own facts included. */
  facts?: Facts;
  /** Vouchers it rests on, by case. */
  vouchers?: string[];
  /** Base date 基准日: the day it was filed. */
  filedOn?: LocalDate;
  /** The desk that returned it; resubmitted, it goes back there. */
  returnTo?: 'recommender' | 'form_check';
  /** 补正 is asked for once. */
  corrected?: true;
  /** Order of calculation: quota goes to the earlier one. */
  calcSeq?: number;
  assessment?: Assessment;
  awardFen?: string;
  /** A list with a claim under one of its caps has closed: freed quota does not come back to it any more. */
  quotaClosed?: true;
  minutesNo?: string;
  noticeUntil?: Instant;
  noticeClosed?: boolean;
  objections?: Objection[];
  /** 核定文号. */
  planNo?: string;
  approvedAt?: Instant;
  approvedSeq?: string;
  budgetYear?: number;
  /** 下达文件 of the payment order. */
  documentNo?: string;
  /** Why the bank sent it back; the account may be corrected then. */
  bounced?: string;
  receipt?: string;
  recoveredFen?: string;
  /** What of the award no longer counts against its caps. */
  freedFen?: string;
}

/** A cap as it stands for one claim: what others have used and reserved. Fen as text. */
export interface CapText extends Omit<Cap, 'limit'> {
  limit: string;
  used: string;
  reserved: string;
}

/** What the door loads for an act that moves caps, all cap rows locked. */
export interface Booking {
  rules: RulesJson;
  /** Caps of the year in which the award now falls. */
  caps: CapText[];
  year: number;
  /** Place in the order of calculation, if it gets one now. */
  seq: number;
  /** Claims that the same caps had cut, in the order of calculation. */
  behind: string[];
}

/** What the door loads for a submission. */
export interface Filing {
  rules: RulesJson;
  facts: Facts;
  account: Partial<BankAccount>;
  promise: boolean;
  /** Kinds of evidence attached. */
  attached: string[];
  /** What the registers do not bear out. */
  unregistered: Refusal[];
  /** Vouchers among the facts, by case. */
  vouchers: string[];
  /** Matters that another claim holds already: what, and whose. */
  taken: { label: string; by: string }[];
  /** A live 取消申报资格 (6.10). */
  disqualified: boolean;
}

export interface ClaimKnown {
  /** Why the call does not take claims now. */
  callClosed?: string;
  filing?: Filing;
  booking?: Booking;
}
