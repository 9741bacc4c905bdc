import { proxyActivities } from '@temporalio/workflow';
import type { PaymentActivities } from '../activities/payments/index.js';
import { follow } from './follow.js';
import type { CaseInput } from './contracts.js';

/** Retried for ever: the key makes a payment happen once, and nobody is helped by giving up. */
const treasury = proxyActivities<PaymentActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes' },
});

/** 支付令 (specification 2.9): after three people have signed, lists go out and receipts come in until every payment has its receipt. */
export async function paymentOrder(input: CaseInput): Promise<string> {
  const order = follow(input);
  await order.keepTime(() => !order.facts.ended, {
    exchange: { then: () => treasury.exchange({ orderId: order.facts.caseId }) },
  });
  return order.facts.status;
}
