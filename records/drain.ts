/**
 * Works off a queue that lies in the record: batch after batch while there is work, then looks again every `idleMs`. `work` returns how
 * much it found; when it throws, `onError` hears of it and the queue is looked at again after the pause. Any number of drains share a queue.
 */
export class Drain {
  private running: Promise<void> | undefined;
  private stopping = false;

  constructor(
    private readonly work: () => Promise<number>,
    private readonly idleMs: number,
    private readonly onError: (error: unknown) => void = () => undefined,
  ) {}

  start(): void {
    this.stopping = false;
    this.running ??= this.run();
  }

  /** Resolves when the batch under way is done. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
    this.running = undefined;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const found = await this.work().catch((error: unknown) => (this.onError(error), 0));
      if (found === 0) await new Promise((resolve) => setTimeout(resolve, this.idleMs));
    }
  }
}
