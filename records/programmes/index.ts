import { register } from '../processes.js';
import { callRecords } from './call/index.js';
import { dailyDigestRecords } from './daily-digest.js';
import { keyProjectRecords } from './key-project.js';
import { registrationRecords } from './registration.js';
import { selectionListRecords } from './selection-list.js';
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
  ])
    register(entry);
}
