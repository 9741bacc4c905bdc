import { CallsController } from './calls.controller.js';
import { CarryOverController } from './carry-over.controller.js';
import { ReportsController } from './reports.controller.js';

/** Programme A for officials: calls, carry-over, lists, monthly table. */
export const callControllers = [CallsController, CarryOverController, ReportsController];
