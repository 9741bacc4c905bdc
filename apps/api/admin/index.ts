import { AccountsController } from './accounts.controller.js';
import { CalendarController } from './calendar.controller.js';
import { ClockController } from './clock.controller.js';
import { DictionariesController } from './dictionaries.controller.js';
import { ExpertsController } from './experts.controller.js';
import { LogsController } from './logs.controller.js';
import { UnitsController } from './units.controller.js';

/** 系统管理, one controller a page. */
export const adminControllers = [
  UnitsController,
  AccountsController,
  DictionariesController,
  CalendarController,
  ExpertsController,
  LogsController,
  ClockController,
];
