import type { Instant } from '#domain/calendar/instant.js';

type Story = () => Promise<unknown>;

/**
 * Several stories on one clock that never goes back. A story says when it goes on (`until`); whoever waits for the earliest moment goes on, and
 * nobody else meanwhile. `pass` lets time pass up to an instant.
 */
export class Timeline {
  private readonly waiting: { at: Instant; go: () => void }[] = [];
  private rest: () => void = () => undefined;

  constructor(private readonly pass: (to: Instant) => Promise<void>) {}

  /** Called within a story: it goes on at that instant, or at once when that has passed. */
  until(at: Instant): Promise<void> {
    return new Promise((go) => {
      this.waiting.push({ at, go });
      this.rest();
    });
  }

  /** Tells them all to their ends. Throws what the first of them throws. */
  async tell(stories: readonly Story[]): Promise<void> {
    const failures: unknown[] = [];
    for (const story of stories)
      await this.alone(() => {
        void story()
          .catch((error: unknown) => failures.push(error))
          .finally(() => this.rest());
      });
    while (this.waiting.length > 0 && failures.length === 0) {
      const next = this.waiting.reduce((first, one) => (one.at < first.at ? one : first));
      this.waiting.splice(this.waiting.indexOf(next), 1);
      await this.pass(next.at);
      await this.alone(next.go);
    }
    if (failures.length > 0) throw failures[0];
  }

  /** Until that story waits again, or ends. */
  private alone(go: () => void): Promise<void> {
    const rested = new Promise<void>((resolve) => (this.rest = resolve));
    go();
    return rested;
  }
}
