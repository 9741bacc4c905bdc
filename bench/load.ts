import { Agent, request } from 'node:http';

export interface Load {
  /** Of the whole load, ms. */
  took: number;
  perSecond: number;
  /** ms */
  p50: number;
  p99: number;
}

/** `clients` at once, each taking the next job as soon as its last is answered. */
export async function closedLoop<T>(jobs: T[], clients: number, work: (job: T, client: number) => Promise<void>): Promise<Load> {
  const latencies: number[] = [];
  let next = 0;
  const began = performance.now();
  const client = async (number: number) => {
    while (next < jobs.length) {
      const job = jobs[next++]!;
      const sent = performance.now();
      await work(job, number);
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  const took = performance.now() - began;
  return { took, perSecond: (1_000 * jobs.length) / took, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) };
}

export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** One person's browser: an own connection kept open, the session's cookie, the header of our own page. */
export class Browser {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    private readonly base: string,
    private readonly cookie: string,
  ) {}

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  post(path: string, body: unknown): Promise<Answer> {
    return this.send('POST', path, JSON.stringify(body));
  }

  close(): void {
    this.agent.destroy();
  }

  private send(method: string, path: string, body?: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = { cookie: this.cookie, 'x-duban': '1', ...(body ? { 'content-type': 'application/json' } : {}) };
      const sent = request(`${this.base}${path}`, { method, agent: this.agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode!, body: text ? JSON.parse(text) : undefined }));
      });
      sent.once('error', reject);
      sent.end(body);
    });
  }
}

export interface Answer {
  status: number;
  body: any;
}
