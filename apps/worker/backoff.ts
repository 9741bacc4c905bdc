/** The pause, in ms, after the nth failure in a row (from 1): doubled each time up to the longest, and by chance up to a half shorter, so that not all come back at once. */
export function backoff(failures: number, firstMs: number, longestMs: number, chance: () => number = Math.random): number {
  return Math.min(longestMs, firstMs * 2 ** (failures - 1)) * (1 - chance() / 2);
}
