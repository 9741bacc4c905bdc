interface Waiting<Act, Answer> {
  act: Act;
  answered: (answer: Answer | Promise<Answer>) => void;
}

/** Batches under way at once: while PostgreSQL writes one, the next is reckoned. */
const LANES = 2;
const MOST = 64;

/**
 * Acts of many people at once, decided together: whoever comes while others are under way waits for the next batch, which has one lock, one
 * reckoning and one commit. Whoever comes alone waits for nobody. A batch that fails is decided act by act, all at once as if there were no queue, so
 * that nobody is refused or kept waiting for another's fault; each act is safe to repeat, its event id being on the record.
 */
export class Together<Act extends { caseId: string }, Answer> {
  private waiting: Waiting<Act, Answer>[] = [];
  private underWay = 0;

  constructor(
    private readonly alone: (act: Act) => Promise<Answer>,
    /** Answers in the order of the acts, each on a case of its own. */
    private readonly all: (acts: Act[]) => Promise<Answer[]>,
  ) {}

  decide(act: Act): Promise<Answer> {
    return new Promise((answered) => {
      this.waiting.push({ act, answered });
      this.nextTurn();
    });
  }

  /** Whoever comes in the same turn of the event loop goes together. */
  private nextTurn(): void {
    setImmediate(() => this.next());
  }

  /** Shares those who wait out among the free lanes: all in one would leave the others idle. */
  private next(): void {
    while (this.underWay < LANES && this.waiting.length > 0) {
      const batch = this.take(Math.ceil(this.waiting.length / (LANES - this.underWay)));
      this.underWay += 1;
      void this.carry(batch).finally(() => {
        this.underWay -= 1;
        this.nextTurn();
      });
    }
  }

  /** Those who wait, in the order they came; a second act on a case waits on. */
  private take(share: number): Waiting<Act, Answer>[] {
    const batch = new Map<string, Waiting<Act, Answer>>();
    for (const one of this.waiting)
      if (batch.size < Math.min(share, MOST) && !batch.has(one.act.caseId)) batch.set(one.act.caseId, one);
    const taken = [...batch.values()];
    this.waiting = this.waiting.filter((one) => !taken.includes(one));
    return taken;
  }

  private async carry(batch: Waiting<Act, Answer>[]): Promise<void> {
    const answers = batch.length > 1 ? await this.all(batch.map(({ act }) => act)).catch(() => undefined) : undefined;
    const each = batch.map(({ act, answered }, index) => {
      const answer = answers ? answers[index]! : this.alone(act);
      answered(answer);
      return answer;
    });
    await Promise.allSettled(each);
  }
}
