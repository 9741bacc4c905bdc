import type { CaseState } from '#domain/process/types.js';
import { whyClosed, type ClaimCallData } from '#domain/subsidy/call/process.js';
import type { CapMove } from '#domain/subsidy/claim/award.js';
import type { ClaimData, ClaimKnown } from '#domain/subsidy/claim/data.js';
import { claim } from '#domain/subsidy/claim/process.js';
import type { Matter } from '#domain/subsidy/matters.js';
import { rulesOf, rulesToJson, type RulesJson } from '#domain/subsidy/rules.js';
import type { Transaction } from '../../database.js';
import type { Registered } from '../../processes.js';
import { enterCaps } from '../../subsidy/caps.js';
import { loadBookings, movesCaps, takePlaces } from '../../subsidy/booking.js';
import { loadFiling } from '../../subsidy/filing.js';
import { publishedRules } from '../../subsidy/rules.js';
import { takeMatters } from '../../subsidy/matters.js';

type Contexts = Parameters<NonNullable<Registered['known']>>[1];
type Context = Contexts[number];

const files = ({ state, event }: Context) => event.on === 'submit' && ['draft', 'returned'].includes(state.status);

/** What the door knows of claims: a submission's papers, and the caps of whatever moves them. */
async function known(tx: Transaction, contexts: Contexts): Promise<Map<string, Record<string, unknown>>> {
  const moving = contexts.filter(movesCaps);
  const bookings = moving.length > 0 ? await loadBookings(tx, moving) : new Map<string, never>();
  const first = moving.filter(({ event, state }) => event.on === 'accept' && state.data.calcSeq === undefined);
  await takePlaces(
    tx,
    first.map(({ caseId }) => bookings.get(caseId)!),
  );
  const loaded = new Map<string, Record<string, unknown>>();
  for (const context of contexts) {
    const booking = bookings.get(context.caseId);
    const filing = files(context) ? await loadFiling(tx, context) : undefined;
    const closed = files(context) && context.state.status === 'draft' ? await callClosed(tx, context) : undefined;
    const value: ClaimKnown = {
      ...(closed ? { callClosed: closed } : {}),
      ...(filing ? { filing } : {}),
      ...(booking ? { booking } : {}),
    };
    loaded.set(context.caseId, value as Record<string, unknown>);
  }
  return loaded;
}

/** A rule set does not change once it is published: the log holds its version. Claims logged before that hold the set itself. */
const inLog: NonNullable<Registered['inLog']> = {
  brief: (whole) => eachRules(whole, (rules) => (typeof rules === 'string' ? rules : rules.version!)),
  whole: async (tx, brief) => {
    const published = await publishedRules(tx);
    return eachRules(brief, (rules) => (typeof rules === 'string' ? rulesToJson(rulesOf(rules, published)) : rules));
  },
};

function eachRules(
  known: Record<string, unknown>,
  change: (rules: RulesJson | string) => RulesJson | string,
): Record<string, unknown> {
  const { filing, booking } = known as Record<string, { rules: RulesJson | string } | undefined>;
  return {
    ...known,
    ...(filing ? { filing: { ...filing, rules: change(filing.rules) } } : {}),
    ...(booking ? { booking: { ...booking, rules: change(booking.rules) } } : {}),
  };
}

/** The call as it stands in this very transaction. */
async function callClosed(tx: Transaction, { state, now }: Context): Promise<string | undefined> {
  const { callId, measure } = (state as unknown as CaseState<ClaimData>).data;
  const call = await tx.case.findUniqueOrThrow({ where: { id: callId }, select: { status: true, state: true } });
  return whyClosed(call.status, (call.state as unknown as CaseState<ClaimCallData>).data, measure, now);
}

export const claimRecords: Registered = {
  process: claim,
  known,
  inLog,
  together: ['accept'],
  registersOfMany: {
    caps: (tx, entries) =>
      enterCaps(
        tx,
        entries.map(({ caseId, row, state }) => {
          const { moves, waits } = row as { moves: CapMove[]; waits: string[] };
          return { caseId, moves, waits, seq: Number(state.data.calcSeq ?? 0) };
        }),
      ),
  },
  registers: {
    matters: (tx, { caseId, row }) => takeMatters(tx, caseId, row.matters as Matter[]),
  },
};
