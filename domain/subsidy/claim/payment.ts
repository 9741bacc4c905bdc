import { yearOf } from '#domain/calendar/instant.js';
import type { Row } from '#domain/process/types.js';
import { patch, seals, system, tell, text, type Context } from './acts.js';
import { heldBy, rebook } from './award.js';
import type { ClaimData, ClaimKnown } from './data.js';
import { accountFits } from './guards.js';

/** What comes back into the caps: only in the same subsidy year; nothing was paid yet, the whole award (2.9). */
function freedBy({ state, event, now }: Context): string {
  if (yearOf(now) !== state.data.year) return '0';
  const recovered = BigInt(String(event.payload?.recoveredFen ?? '0'));
  return (recovered > 0n ? recovered : BigInt(state.data.awardFen ?? '0')).toString();
}

/** From 核定 to the bank's receipt, and back: the events of domain/payment/payable.ts. */
export const paymentRows: Row<ClaimData, ClaimKnown>[] = [
  {
    from: ['approved', 'queued'],
    on: 'fund',
    to: 'payable',
    label: '预算已安排',
    by: system,
    then: [patch(({ event }) => ({ budgetYear: Number(event.payload!.budgetYear) }))],
  },
  { from: 'approved', on: 'queue', to: 'queued', label: '结转下年预算', by: system, then: [tell('decided')] },
  {
    from: 'payable',
    on: 'order',
    to: 'paying',
    label: '支付令已发送',
    by: system,
    then: [patch(({ event }) => ({ documentNo: String(event.payload?.documentNo ?? ''), bounced: undefined }))],
  },
  {
    from: 'paying',
    on: 'paid',
    to: 'paid',
    label: '已支付',
    by: system,
    then: [patch(({ event }) => ({ receipt: String(event.payload?.ref ?? '') })), tell('decided')],
  },
  {
    from: 'paying',
    on: 'bounced',
    to: 'payable',
    label: '款项被退回',
    by: system,
    then: [patch(({ event }) => ({ bounced: String(event.payload?.reason ?? '银行退回') })), tell('payment-bounced')],
  },
  {
    from: 'payable',
    on: 'correct-account',
    to: '=',
    label: '更正收款账户',
    by: seals,
    stepUp: true,
    payload: [text('bank', '开户银行'), text('number', '账号')],
    when: [
      {
        name: 'bouncedBefore',
        clause: '2.9',
        check: ({ state }) =>
          state.data.bounced ? undefined : { code: 'not_bounced', message: '款项未被退回，收款账户以核定时为准，不能更改。' },
      },
      accountFits,
    ],
    then: [
      patch(({ state, event }) => ({
        account: {
          name: state.data.claimant.name,
          bank: String(event.payload!.bank).trim(),
          number: String(event.payload!.number).trim(),
        },
      })),
    ],
  },
  {
    from: ['approved', 'queued', 'payable', 'paid'],
    on: 'recover',
    to: 'recovering',
    label: '决定追回',
    by: system,
    then: [tell('decided')],
  },
  {
    from: 'recovering',
    on: 'recovered',
    to: 'recovered',
    label: '已追回',
    by: system,
    then: [
      (context) => {
        const { state, event, known } = context;
        const freedFen = freedBy(context);
        return [
          { kind: 'data', patch: { freedFen, recoveredFen: String(event.payload?.recoveredFen ?? '0') } },
          ...rebook(
            heldBy('recovering', state.data),
            heldBy('recovered', { ...state.data, freedFen }),
            known.booking?.behind ?? [],
          ),
        ];
      },
      tell('decided'),
    ],
  },
];
