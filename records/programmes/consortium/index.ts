import type { Registered } from '../../processes.js';
import { annualReportRecords } from './annual-report.js';
import { changeRecords } from './change.js';
import { disqualificationRecords } from './disqualification.js';
import { dissolutionRecords } from './dissolution.js';
import { evaluationRecords } from './evaluation.js';
import { consortiumRecords } from './life.js';
import { projectTaskRecords } from './project-task.js';

/** A consortium's life after its approval, and everything that lives under it. */
export const consortiumLifeRecords: Registered[] = [
  consortiumRecords,
  annualReportRecords,
  evaluationRecords,
  changeRecords,
  dissolutionRecords,
  disqualificationRecords,
  projectTaskRecords,
];
