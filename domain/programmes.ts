import { call } from './call/process.js';
import { selectionList } from './call/selection-list.js';
import { transmittal } from './call/transmittal.js';
import { annualReport } from './consortium/annual-report/process.js';
import { consortiumChange } from './consortium/change/process.js';
import { disqualification } from './consortium/disqualification/process.js';
import { dissolution } from './consortium/dissolution/process.js';
import { evaluation } from './consortium/evaluation/process.js';
import { formation } from './consortium/formation/process.js';
import { consortium } from './consortium/life/process.js';
import { projectTask } from './consortium/project-task/process.js';
import { coordination } from './coordination/process.js';
import { instalment } from './disbursement/instalment.js';
import { disbursement } from './disbursement/process.js';
import { budget } from './payment/budget/process.js';
import { paymentOrder } from './payment/order/process.js';
import { recovery } from './payment/recovery/process.js';
import { dailyDigest } from './daily-digest/process.js';
import { keyProject } from './key-project/process.js';
import { registration } from './registration/process.js';
import { claimCall } from './subsidy/call/process.js';
import { claimList } from './subsidy/claim/list.js';
import { claim } from './subsidy/claim/process.js';
import { voucher } from './subsidy/voucher/process.js';
import type { Process } from './process/types.js';

/** Every process Duban knows, by name. */
export const processes: Readonly<Record<string, Process>> = Object.freeze(
  Object.fromEntries(
    [
      call,
      keyProject,
      transmittal,
      selectionList,
      dailyDigest,
      registration,
      budget,
      paymentOrder,
      recovery,
      disbursement,
      instalment,
      formation,
      consortium,
      annualReport,
      evaluation,
      consortiumChange,
      dissolution,
      disqualification,
      projectTask,
      coordination,
      claimCall,
      claim,
      claimList,
      voucher,
    ].map((process) => [process.name, process as Process]),
  ),
);
