import { localDate, yearOf } from '#domain/calendar/instant.js';
import type { CaseState, StepContext } from '#domain/process/types.js';
import { heldBy, reckon, reserving } from '#domain/subsidy/claim/award.js';
import type { Booking, CapText, ClaimData } from '#domain/subsidy/claim/data.js';
import type { Fen } from '#domain/money/fen.js';
import { capsOf, type Cap } from '#domain/subsidy/caps.js';
import { measures } from '#domain/subsidy/measures.js';
import { rulesOf, rulesToJson, type SubsidyRules } from '#domain/subsidy/rules.js';
import { dealOf } from '#domain/subsidy/venture.js';
import { Busy, type Transaction } from '../database.js';
import { lockCaps } from './caps.js';
import { bankLimitOf } from './registers.js';
import { publishedRules } from './rules.js';

type Context = Pick<StepContext<any, any>, 'caseId' | 'state' | 'event' | 'now'>;

/** Acts that reckon an award, at which the year of 核定 counts (R17). */
const reckoning = ['accept', 'publicity-closes', 'objection-dismissed'];
/** Acts that give something back: those behind may gain. */
const releasing = [
  'lower',
  'lower-ratio',
  'adjust',
  'reject',
  'withdraw',
  'not-select',
  'objection-upheld',
  'objection-dismissed',
  'publicity-closes',
  'recovered',
];
const moving = new Set([...reckoning, ...releasing, 'recalculate']);

const claimOf = ({ state }: Context) => state as unknown as CaseState<ClaimData>;

/** Whether the act moves caps: of a claim that holds some, is about to, or waits for some. */
export function movesCaps(context: Context): boolean {
  if (!moving.has(context.event.on)) return false;
  const { status } = claimOf(context);
  return reserving.includes(status) || ['form_check', 'exhausted', 'recovering'].includes(status);
}

/**
 * Loads what acts on claims need of their caps: every row locked, in one order of keys, after the case rows. Claims behind are locked without
 * waiting, for whoever waits for a case while holding a cap could wait for ever; one of them busy, the act begins again (throws Busy).
 */
export async function loadBookings(tx: Transaction, contexts: Context[]): Promise<Map<string, Booking>> {
  const published = await publishedRules(tx);
  const limits = await bankLimits(tx, contexts);
  const wanted = contexts.map((context) => wantedBy(context, published, limits));
  // 核定 gives back only what it takes anew, but in a new year.
  const releases = contexts.filter(
    (context, index) =>
      releasing.includes(context.event.on) &&
      (!reckoning.includes(context.event.on) || wanted[index]!.year !== claimOf(context).data.year),
  );
  const own = [...new Set(contexts.flatMap((context) => keysHeld(context)))];
  const before = releases.length > 0 ? await waitingUnder(tx, releases.flatMap(keysHeld), contexts) : [];
  const rows = await lockCaps(
    tx,
    wanted.flatMap(({ caps }) => caps),
    [...own, ...before.flatMap(({ keys }) => keys)],
  );
  const behind = releases.length > 0 ? await lockBehind(tx, releases.flatMap(keysHeld), contexts, rows) : [];
  return allot(contexts, wanted, rows, behind);
}

interface Wanted {
  rules: SubsidyRules;
  year: number;
  caps: Cap[];
}

/** R11 yearly limits of the banks concerned, as registered on the day. */
async function bankLimits(tx: Transaction, contexts: Context[]): Promise<Map<string, Fen | undefined>> {
  const limits = new Map<string, Fen | undefined>();
  for (const context of contexts) {
    const { measure, institution } = claimOf(context).data;
    if (measure === 'C1' && !limits.has(institution))
      limits.set(institution, await bankLimitOf(tx, institution, localDate(context.now)));
  }
  return limits;
}

function wantedBy(context: Context, published: SubsidyRules[], limits: Map<string, Fen | undefined>): Wanted {
  const { data } = claimOf(context);
  const { measure, institution, facts = {} } = data;
  const rules = rulesOf(data.rules, published);
  const year = measures[measure].yearOf === 'award' && reckoning.includes(context.event.on) ? yearOf(context.now) : data.year;
  const bankLimit = measure === 'C1' ? limits.get(institution) : undefined;
  const subject = {
    institution,
    ...(measure === 'C4' ? { deal: dealOf(facts) } : {}),
    ...(bankLimit === undefined ? {} : { bankLimit }),
  };
  return { rules, year, caps: capsOf(measure, subject, year, rules) };
}

const keysHeld = (context: Context): string[] => claimOf(context).data.assessment?.caps.map(({ key }) => key) ?? [];

interface Waiting {
  id: string;
  keys: string[];
}

/** Claims that one of the caps has cut and that may still gain, in the order of calculation; those acted upon themselves left out. */
async function waitingUnder(tx: Transaction, keys: string[], contexts: Context[]): Promise<Waiting[]> {
  return tx.$queryRaw<Waiting[]>`
    select c.id, array(select cap->>'key' from jsonb_array_elements(c.state->'data'->'assessment'->'caps') cap) as keys
    from subsidy_waiting w join "case" c on c.id = w.case_id
    where w.cap_key = any(${[...new Set(keys)]}) and c.status in ('calculating', 'verifying', 'meeting', 'exhausted')
      and not coalesce((c.state->'data'->>'quotaClosed')::boolean, false) and c.id <> all(${contexts.map(({ caseId }) => caseId)}::uuid[])
    group by c.id order by min(w.seq)`;
}

async function lockBehind(tx: Transaction, keys: string[], contexts: Context[], rows: Map<string, CapText>): Promise<string[]> {
  const waiting = await waitingUnder(tx, keys, contexts);
  const ids = waiting.map(({ id }) => id);
  const locked = await tx.$queryRaw<unknown[]>`
    select id from "case" where id = any(${ids}::uuid[]) order by id for update skip locked`;
  // Somebody is at one of them, or it came while we waited for the caps: from the beginning.
  if (locked.length < ids.length || waiting.some((one) => one.keys.some((key) => !rows.has(key)))) throw new Busy();
  return ids;
}

/** What each claim sees: the rows, its own part given back, and those before it in the same act already served. */
function allot(contexts: Context[], wanted: Wanted[], rows: Map<string, CapText>, behind: string[]): Map<string, Booking> {
  const spent = new Map([...rows].map(([key, row]) => [key, { used: BigInt(row.used), reserved: BigInt(row.reserved) }]));
  const order = contexts
    .map((context, index) => ({ context, wanted: wanted[index]! }))
    .sort((a, b) => seqOf(a.context) - seqOf(b.context));
  const bookings = new Map<string, Booking>();
  for (const { context, wanted: own } of order) {
    const { status, data } = claimOf(context);
    const held = heldBy(status, data);
    for (const key of held.keys) give(spent, key, -held.reserved, -held.used);
    const caps = own.caps.map(({ limit, ...cap }): CapText => {
      const { used, reserved } = spent.get(cap.key)!;
      return { ...cap, limit: limit.toString(), used: used.toString(), reserved: reserved.toString() };
    });
    const booking: Booking = { rules: rulesToJson(own.rules), caps, year: own.year, seq: 0, behind };
    bookings.set(context.caseId, booking);
    if (context.event.on !== 'recalculate' && !reckoning.includes(context.event.on)) continue;
    const taken = takenBy(context, booking);
    for (const { key } of caps) give(spent, key, taken, 0n);
  }
  return bookings;
}

/** What the claim holds of its caps after the act, so that the next one in the order sees it. */
function takenBy({ state, event }: Context, booking: Booking): bigint {
  const data = state.data as ClaimData;
  const before = BigInt(data.awardFen ?? '0');
  const stands = reckoning.includes(event.on) && event.on !== 'accept' && booking.year === data.year;
  const result = stands ? undefined : reckon(data, booking);
  if (!result?.ok) return before;
  const now = BigInt(result.assessment.awardFen);
  return event.on === 'recalculate' && now < before ? before : now;
}

function give(spent: Map<string, { used: bigint; reserved: bigint }>, key: string, reserved: bigint, used: bigint): void {
  const row = spent.get(key);
  if (row) spent.set(key, { used: row.used + used, reserved: row.reserved + reserved });
}

const seqOf = (context: Context): number => claimOf(context).data.calcSeq ?? Number.MAX_SAFE_INTEGER;

/** Places in the order of calculation for claims that are reckoned the first time; taken while their caps are locked. */
export async function takePlaces(tx: Transaction, bookings: Booking[]): Promise<void> {
  if (bookings.length === 0) return;
  const rows = await tx.$queryRaw<{ seq: bigint }[]>`
    select nextval('subsidy_calculation') as seq from generate_series(1, ${bookings.length}::int)`;
  for (const [index, booking] of bookings.entries()) booking.seq = Number(rows[index]!.seq);
}
