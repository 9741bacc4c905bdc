import { proxyActivities } from '@temporalio/workflow';
import type { RecordActivities } from '../activities/records/index.js';
import { follow } from './follow.js';
import type { CaseInput } from './contracts.js';

/** The sweep reports its progress; a worker that dies is noticed within half a minute and the sweep goes on elsewhere. */
const closing = proxyActivities<Pick<RecordActivities, 'sweep'>>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '30 seconds',
});

/** 申报批次 (specification 1A, R1): reminders D-30 … D-0, and at D 24:00 everything not transmitted is settled; an extension settles again. */
export async function call(input: CaseInput): Promise<string> {
  const call = follow(input);
  await call.keepTime(
    () => !call.facts.ended,
    async ({ name, at }) => {
      if (name === 'settle') await closing.sweep({ callId: call.facts.caseId, round: String(at) });
    },
  );
  return call.facts.status;
}
