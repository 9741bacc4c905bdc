import { patched, proxyActivities } from '@temporalio/workflow';
import type { RecordActivities } from '../activities/records/index.js';
import { follow, type Instant } from './follow.js';
import type { CaseInput } from './contracts.js';

/** The sweep reports its progress; a worker that dies is noticed within half a minute and the sweep goes on elsewhere. */
const closing = proxyActivities<Pick<RecordActivities, 'close' | 'sweep'>>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '30 seconds',
});

/** The sweep stands ready so long before D, real ms: what the engine needs to come to it, and the reckoning of ten thousand projects, must not be waited for after D. */
const AHEAD_MS = 5_000;

/** 申报批次 (specification 1A, R1): reminders D-30 … D-0, and at D 24:00 everything not transmitted is settled; an extension settles again. */
export async function call(input: CaseInput): Promise<string> {
  const call = follow(input);
  const { caseId } = call.facts;
  const settle = patched('the sweep stands ready')
    ? { ahead: AHEAD_MS, knock: ({ at }: Instant) => closing.close({ callId: caseId, at }) }
    : { then: ({ at }: Instant) => closing.sweep({ callId: caseId, round: String(at) }) };
  await call.keepTime(() => !call.facts.ended, { settle });
  return call.facts.status;
}
