import { formatWanYuan, type Fen } from '#domain/money/fen.js';
import type { Effect } from '#domain/process/types.js';
import { assess } from '../assess.js';
import type { Assessed, Assessment } from '../assessment.js';
import type { CapState } from '../caps.js';
import { rulesFromJson } from '../rules.js';
import type { Booking, CapText, ClaimData } from './data.js';

/** What a claim holds of its caps: reserved on its way, used once it is awarded 核定. Fen. */
export interface Held {
  keys: string[];
  reserved: Fen;
  used: Fen;
}

export const reserving: readonly string[] = ['calculating', 'verifying', 'meeting', 'publicity'];
export const awarded: readonly string[] = ['approved', 'queued', 'payable', 'paying', 'paid', 'recovering', 'recovered'];

/** What a claim in the state holds; the sum over all claims is what stands on the cap's row. */
export function heldBy(status: string, data: Pick<ClaimData, 'assessment' | 'awardFen' | 'freedFen'>): Held {
  const fen = BigInt(data.awardFen ?? '0');
  const keys = data.assessment?.caps.map((cap) => cap.key) ?? [];
  if (reserving.includes(status)) return { keys, reserved: fen, used: 0n };
  if (awarded.includes(status)) return { keys, reserved: 0n, used: fen - BigInt(data.freedFen ?? '0') };
  return { keys: [], reserved: 0n, used: 0n };
}

/** One movement of a cap's row. */
export interface CapMove {
  key: string;
  /** Fen as text; negative gives back. */
  reserved: string;
  used: string;
}

/** From what a claim held to what it holds now. */
export function movesBetween(before: Held, after: Held): CapMove[] {
  const keys = [...new Set([...before.keys, ...after.keys])].sort();
  return keys.flatMap((key) => {
    const of = (held: Held, what: 'reserved' | 'used') => (held.keys.includes(key) ? held[what] : 0n);
    const reserved = of(after, 'reserved') - of(before, 'reserved');
    const used = of(after, 'used') - of(before, 'used');
    return reserved === 0n && used === 0n ? [] : [{ key, reserved: reserved.toString(), used: used.toString() }];
  });
}

/** Caps under which a claim in the state waits for freed quota: those that have cut it, until it is awarded or let go. */
export function waitsUnder(status: string, { assessment, quotaClosed }: Pick<ClaimData, 'assessment' | 'quotaClosed'>): string[] {
  const waits = !quotaClosed && ['calculating', 'verifying', 'meeting', 'exhausted'].includes(status);
  return waits ? (assessment?.caps ?? []).filter(({ cut }) => cut).map(({ key }) => key) : [];
}

/** The movements as the door carries them out, where the claim waits then, and the claims behind that may now get more. */
export function rebook(before: Held, after: Held, behind: readonly string[], waits: readonly string[] = []): Effect<ClaimData>[] {
  const moves = movesBetween(before, after);
  const frees = moves.some((move) => BigInt(move.reserved) + BigInt(move.used) < 0n);
  return [
    ...(moves.length > 0 || waits.length > 0 ? [{ kind: 'record' as const, register: 'caps', row: { moves, waits } }] : []),
    ...(frees && behind.length > 0
      ? [{ kind: 'cascade' as const, process: 'claim', cases: [...behind], on: 'recalculate', each: 'skip' as const }]
      : []),
  ];
}

export const capState = ({ limit, used, reserved, ...cap }: CapText): CapState => ({
  ...cap,
  limit: BigInt(limit),
  used: BigInt(used),
  reserved: BigInt(reserved),
});

/** The award as it comes out of facts and caps now; an officer's lower amount still binds. */
export function reckon(data: ClaimData, booking: Booking): Assessed {
  const last = reckoned.get(booking);
  if (last?.data === data) return last.result;
  const result = reckonAnew(data, booking);
  reckoned.set(booking, { data, result });
  return result;
}

/** The last award reckoned under a booking: one act asks for it again and again, of the same data. */
const reckoned = new WeakMap<Booking, { data: ClaimData; result: Assessed }>();

function reckonAnew(data: ClaimData, { rules, caps, year }: Booking): Assessed {
  const claim = { facts: data.facts ?? {}, year, filedOn: data.filedOn ?? '' };
  const result = assess(data.measure, claim, rulesFromJson(rules), caps.map(capState));
  const lowered = data.assessment?.lowered;
  return result.ok && lowered
    ? { ok: true, assessment: limitTo(result.assessment, BigInt(lowered.fen), lowered.reason) }
    : result;
}

/** An officer's amount, never above the formula (specification 2.9); the caps may still cut it. */
export function limitTo(assessment: Assessment, fen: Fen, reason: string): Assessment {
  const left = assessment.caps.map((cap) => BigInt(cap.leftFen));
  const award = left.reduce((least, one) => (one < least ? one : least), fen);
  return {
    ...assessment,
    caps: assessment.caps.map((cap) => ({ ...cap, cut: BigInt(cap.leftFen) < fen })),
    awardFen: award.toString(),
    lapsesFen: (fen - award).toString(),
    lowered: { fen: fen.toString(), reason },
  };
}

export const shown = (fen: string | undefined): string => formatWanYuan(BigInt(fen ?? '0'));
