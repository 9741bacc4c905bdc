import { EventEmitter, once } from 'node:events';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What becomes of what one side says: it arrives, arrives late, waits until the line is whole again (packets lost and sent again), is accepted and never arrives, or breaks
 * the connection.
 */
export type Passage = 'open' | 'late' | 'held' | 'lost' | 'reset';

const LATE_MS = 50;

/** A line to a real server on this machine, whose two directions can be disturbed apart from each other, and which can be cut and mended. */
export class Wire {
  private readonly ends = new Set<Socket>();
  /** Ends whose words have been lost, and whom they were for. */
  private readonly dead = new Map<Socket, Socket>();
  private readonly changed = new EventEmitter().setMaxListeners(0);
  private passage: Record<'there' | 'back', Passage> = { there: 'open', back: 'open' };
  /** Whether anything has been said on it since it was last disturbed. */
  spoken = false;
  private server: Server | undefined;
  private port = 0;

  private constructor(private readonly target: number) {}

  /** To the server of this address, `host:port` or a URL. */
  static async to(address: string): Promise<Wire> {
    const wire = new Wire(Number(/:(\d+)(?:\/|$)/.exec(address)![1]));
    await wire.mend();
    return wire;
  }

  /** The same address, through this wire. */
  through(address: string): string {
    return address.replace(/[\w.]+:\d+(?=\/|$)/, `127.0.0.1:${this.port}`);
  }

  /** From now on, `there` to the server and `back` from it. A connection that has lost something loses what comes after, too. */
  disturb(passage: Partial<Record<'there' | 'back', Passage>>): void {
    this.passage = { ...this.passage, ...passage };
    this.spoken = false;
    this.changed.emit('passage');
  }

  /** Nobody listens any more. */
  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.server!.close(resolve));
    for (const end of this.ends) end.resetAndDestroy();
    await closed;
    this.server = undefined;
  }

  /** Whole again. Dead connections are reset: whoever carries the line now knows nothing of them. */
  async mend(): Promise<void> {
    this.disturb({ there: 'open', back: 'open' });
    for (const end of [...this.dead].flat()) end.resetAndDestroy();
    this.dead.clear();
    if (this.server) return;
    this.server = createServer((near) => {
      const far = createConnection(this.target, '127.0.0.1');
      this.carry(near, far, 'there');
      this.carry(far, near, 'back');
    });
    await new Promise<void>((resolve) => this.server!.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as { port: number }).port;
  }

  /** One direction of one connection: everything in its order, its end too. */
  private carry(from: Socket, to: Socket, way: 'there' | 'back'): void {
    let order = Promise.resolve();
    const next = (deliver: () => void) => {
      if (this.passage[way] === 'lost') this.dead.set(from, to);
      else if (this.passage[way] === 'reset') for (const end of [from, to]) end.resetAndDestroy();
      else if (!this.dead.has(from)) order = order.then(() => this.passes(way)).then(deliver);
    };
    this.ends.add(from);
    from.on('data', (chunk) => {
      this.spoken = true;
      next(() => to.write(chunk));
    });
    from.on('error', () => undefined);
    from.on('close', () => {
      this.ends.delete(from);
      next(() => to.end());
    });
  }

  private async passes(way: 'there' | 'back'): Promise<void> {
    if (this.passage[way] === 'late') await sleep(LATE_MS);
    while (this.passage[way] === 'held') await once(this.changed, 'passage');
  }
}
