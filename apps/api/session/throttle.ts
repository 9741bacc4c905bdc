const MOST_KEYS = 10_000;

/** At most `limit` hits a key in `windowMs`. Kept in this process: a second api process only makes the limit a little wider. */
export class Throttle {
  private readonly hits = new Map<string, number[]>();

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Whether the key has used up its hits. */
  exceeded(key: string): boolean {
    return this.recent(key).length >= this.limit;
  }

  hit(key: string): void {
    const recent = this.recent(key);
    if (this.hits.size >= MOST_KEYS && !this.hits.has(key)) this.hits.delete(this.hits.keys().next().value!);
    this.hits.set(key, [...recent, this.now()]);
  }

  private recent(key: string): number[] {
    const since = this.now() - this.windowMs;
    return (this.hits.get(key) ?? []).filter((at) => at > since);
  }
}
