/** A small seeded generator: a million events must not wait for a big one. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export type Next = () => number;

export const pick = <T>(next: Next, from: readonly T[]): T => from[Math.floor(next() * from.length)]!;

export const mostly = <T>(next: Next, usual: T, rare: T): T => (next() < 0.9 ? usual : rare);
