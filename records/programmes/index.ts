import { register } from '../processes.js';
import { callRecords, selectionListRecords, transmittalRecords } from './call.js';
import { dailyDigestRecords } from './daily-digest.js';
import { keyProjectRecords } from './key-project.js';

/** Makes every programme known to the door. Called once, when a program starts. */
export function registerProgrammes(): void {
  for (const entry of [callRecords, keyProjectRecords, transmittalRecords, selectionListRecords, dailyDigestRecords])
    register(entry);
}
