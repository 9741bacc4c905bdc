import type { Registered } from '../../processes.js';
import { claimCallRecords } from './claim-call.js';
import { claimListRecords } from './claim-list.js';
import { claimRecords } from './claim.js';
import { voucherRecords } from './voucher.js';

/** The third programme: the twelve measures of science finance (specification 2.9). */
export const subsidyRecords: Registered[] = [claimCallRecords, claimRecords, claimListRecords, voucherRecords];
