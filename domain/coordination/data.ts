import type { Instant } from '#domain/calendar/instant.js';
import type { Office } from '#domain/process/types.js';

/** 需协调事项 (2.11): raised by a consortium's report, by a project's monthly report (programme A), or directly. */
export interface CoordinationData {
  title: string;
  detail: string;
  /** What it was raised from, in words. */
  source: string;
  raiser: Office;
  /** 推荐单位, or the county bureau of a project. */
  triage: Office;
  province: Office;
  handler?: Office;
  coHandlers?: Office[];
  /** Working days to answer. */
  days?: number;
  reply?: { text: string; by: string; at: Instant };
  contributions?: { text: string; by: string; at: Instant }[];
  satisfaction?: 'satisfied' | 'mostly' | 'unsatisfied' | 'silent';
  /** Reopened once, one leader higher. */
  reopened?: { reason: string; at: Instant };
  /** 督促指导 (B31). */
  notes?: { text: string; by: string; at: Instant }[];
}

export interface CoordinationKnown {
  /** The desks of the government units a dialog names, by unit. */
  offices: Record<string, Office>;
}

/** 满意度, the raiser's word on the reply. */
export const satisfactions: Record<NonNullable<CoordinationData['satisfaction']>, { label: string; tone: string }> = {
  satisfied: { label: '满意', tone: 'passed' },
  mostly: { label: '基本满意', tone: 'passed' },
  unsatisfied: { label: '不满意', tone: 'refused' },
  silent: { label: '期满未反馈，视为确认', tone: 'ended' },
};
