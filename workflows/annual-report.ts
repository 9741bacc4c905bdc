import { untilEnded } from './follow.js';
import type { CaseInput } from './contracts.js';

/**
 * 年度报告 (specification 2.4, 方案 八(三)): on 1 November the lead's desk opens, on 1, 15, 24 and 31 December it is reminded, at the end of 31 December an unfiled
 * report is late; from 31 January the province may urge, and ten working days later an official decides what silence means (R24).
 */
export function annualReport(input: CaseInput): Promise<string> {
  return untilEnded(input);
}
