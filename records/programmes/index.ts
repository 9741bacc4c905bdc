import { register } from '../processes.js';
import { callRecords } from './call/index.js';
import { formationRecords } from './consortium/formation.js';
import { consortiumLifeRecords } from './consortium/index.js';
import { coordinationRecords } from './coordination.js';
import { dailyDigestRecords } from './daily-digest.js';
import { keyProjectRecords } from './key-project.js';
import { budgetRecords } from './payment/budget.js';
import { disbursementRecords, instalmentRecords } from './payment/disbursement.js';
import { paymentOrderRecords } from './payment/order.js';
import { recoveryRecords } from './payment/recovery.js';
import { registrationRecords } from './registration.js';
import { selectionListRecords } from './selection-list.js';
import { subsidyRecords } from './subsidy/index.js';
import { transmittalRecords } from './transmittal.js';

/** Makes every programme known to the door. Called once, when a program starts. */
export function registerProgrammes(): void {
  for (const entry of [
    callRecords,
    keyProjectRecords,
    transmittalRecords,
    selectionListRecords,
    dailyDigestRecords,
    registrationRecords,
    budgetRecords,
    paymentOrderRecords,
    recoveryRecords,
    disbursementRecords,
    instalmentRecords,
    formationRecords,
    ...consortiumLifeRecords,
    coordinationRecords,
    ...subsidyRecords,
  ])
    register(entry);
}
