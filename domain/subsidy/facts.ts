import { parseLocalDate, type LocalDate } from '#domain/calendar/instant.js';
import { MoneyError, parseWanYuan, type Fen } from '#domain/money/fen.js';
import { parsePercent, type Fraction } from '#domain/money/fraction.js';
import type { Refusal } from '#domain/process/types.js';

/** A claim's facts as its form holds them: amounts in 万元 and percentages as text, dates 'YYYY-MM-DD', lines of a list. */
export type Facts = Record<string, unknown>;

/** What a rule is asked: the facts and the circumstances of the claim. */
export interface ClaimOf {
  facts: Facts;
  /** R17 subsidy year. */
  year: number;
  /** Base date 基准日: the day the claim is filed. */
  filedOn: LocalDate;
}

/** Facts that a clause refuses, or that cannot be read. */
export class FactError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
    this.name = 'FactError';
  }
}

export function refuse(code: string, message: string, field?: string, clause?: string): never {
  throw new FactError({ code, message, ...(field ? { field } : {}), ...(clause ? { clause } : {}) });
}

/** An amount in 万元 with at most two decimals. */
export function amount(facts: Facts, key: string, label: string): Fen {
  const value = facts[key];
  if (typeof value !== 'string' && typeof value !== 'number') refuse('money_empty', `请填写${label}（万元）。`, key);
  try {
    return parseWanYuan(value);
  } catch (error) {
    if (error instanceof MoneyError) refuse(error.code, `${label}：${error.message}`, key);
    throw error;
  }
}

export const positive = (facts: Facts, key: string, label: string): Fen =>
  amount(facts, key, label) || refuse('amount_zero', `${label}须大于0。`, key);

export const optionalAmount = (facts: Facts, key: string, label: string): Fen =>
  facts[key] === undefined || facts[key] === '' ? 0n : amount(facts, key, label);

export function percent(facts: Facts, key: string, label: string): Fraction {
  try {
    return parsePercent(String(facts[key] ?? ''));
  } catch (error) {
    if (error instanceof MoneyError) refuse(error.code, `${label}：${error.message}`, key);
    throw error;
  }
}

/** A whole number, not negative. */
export function count(facts: Facts, key: string, label: string): number {
  const value = String(facts[key] ?? '').trim();
  return /^\d{1,7}$/.test(value) ? Number(value) : refuse('count_invalid', `请填写${label}（整数）。`, key);
}

export function date(facts: Facts, key: string, label: string): LocalDate {
  return parseLocalDate(String(facts[key] ?? '')) ?? refuse('date_invalid', `请填写${label}，如 2026-03-01。`, key);
}

export function text(facts: Facts, key: string, label: string): string {
  const value = typeof facts[key] === 'string' ? facts[key].trim() : '';
  return value || refuse('text_empty', `请填写${label}。`, key);
}

export function choice<T extends string>(facts: Facts, key: string, label: string, options: readonly T[]): T {
  return options.find((option) => option === facts[key]) ?? refuse('choice_invalid', `请选择${label}。`, key);
}

/** The lines of a list; each is read with errors naming its row. */
export function lines<T>(facts: Facts, key: string, label: string, read: (line: Facts) => T): T[] {
  const list = facts[key];
  if (!Array.isArray(list) || list.length === 0) refuse('list_empty', `${label}至少填写一行。`, key);
  return (list as unknown[]).map((line, index) => {
    try {
      return read((line ?? {}) as Facts);
    } catch (error) {
      if (!(error instanceof FactError)) throw error;
      const { code, message, field, clause } = error.refusal;
      refuse(code, `${label}第${index + 1}行：${message}`, `${key}.${index}${field ? `.${field}` : ''}`, clause);
    }
  });
}
