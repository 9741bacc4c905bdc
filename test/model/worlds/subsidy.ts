import { atTime } from '#domain/calendar/instant.js';
import { exampleCall } from '#domain/subsidy/call/examples.js';
import type { ClaimCallData, ClaimCallKnown } from '#domain/subsidy/call/process.js';
import { heldBy } from '#domain/subsidy/claim/award.js';
import type { ClaimData, ClaimKnown } from '#domain/subsidy/claim/data.js';
import { exampleBooking, exampleClaim, exampleFiling } from '#domain/subsidy/claim/examples.js';
import type { ClaimListData, ClaimListKnown } from '#domain/subsidy/claim/list.js';
import { exampleVoucher } from '#domain/subsidy/voucher/examples.js';
import type { VoucherData } from '#domain/subsidy/voucher/process.js';
import { mostly, pick, type Next } from '../random.js';
import type { World } from '../world.js';

const start = atTime('2026-12-01', '10:00');
const { assessment: _assessment, awardFen: _awardFen, ...unreckoned } = exampleClaim('C6.1');

/** What others have of the cap: mostly something, now and then all of it. */
const used = (next: Next) => mostly(next, pick(next, [0n, 100_000_000n]), 120_000_000n);

const claim: World<ClaimData, ClaimKnown> = {
  start,
  data: unreckoned,
  vary: (next) => ({ direct: next() < 0.2 }),
  known: (next) => ({
    filing: exampleFiling('C6.1', { disqualified: next() < 0.05 }),
    booking: exampleBooking(unreckoned, { used: used(next), behind: pick(next, [[], ['k1']]) }),
  }),
  answers: {
    amount: (next) => pick(next, ['30.45', '20.00', '0.01', '40']),
    number: () => '6222020200001234567',
  },
  sent: (_next, on, now) =>
    ({
      object: { name: '李四', contact: '139', evidence: '流水' },
      'notice-opened': { closesAt: now + 86_400_000 },
      'window-moved': { closesAt: now + 30 * 86_400_000 },
      fund: { budgetYear: 2026 },
      recovered: { recoveredFen: '0' },
    })[on],
  fault: (_before, _event, { status, data }) => {
    const { reserved, used: taken } = heldBy(status, data);
    if (reserved < 0n || taken < 0n) return 'a claim holds less than nothing';
    if (['calculating', 'verifying', 'meeting', 'publicity', 'approved'].includes(status) && !(BigInt(data.awardFen ?? '0') > 0n))
      return 'a claim without an award is on its way';
    const { roundedFen, caps = [] } = data.assessment ?? {};
    if (roundedFen !== undefined && BigInt(data.awardFen!) > BigInt(roundedFen)) return 'an award above the formula';
    return caps.some((cap) => BigInt(data.awardFen!) > BigInt(cap.leftFen)) ? 'an award above a cap' : undefined;
  },
};

const claimCall: World<ClaimCallData, ClaimCallKnown> = {
  start: atTime('2026-11-25', '10:00'),
  data: exampleCall(),
  known: () => ({ drafts: ['k1'] }),
  answers: { measures: () => ['C1'] },
};

const claimList: World<ClaimListData, ClaimListKnown> = {
  start,
  data: { title: '补助名单', year: 2026, offices: { province: 'v' }, claims: ['k1', 'k2'] },
  known: () => ({ exhausted: ['k3'] }),
};

const { number: _number, fen: _fen, validFrom: _from, validUntil: _until, ...applied } = exampleVoucher();
const voucher: World<VoucherData> = { start, data: applied, untold: { redeem: '收券机构的兑付，与领券单位无涉' } };

export const subsidy: Record<string, World> = { claim, 'claim-call': claimCall, 'claim-list': claimList, voucher };
