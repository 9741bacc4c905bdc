import { randomUUID } from 'node:crypto';
import { ticked } from '#test/harness/programme.js';
import { cpuBetween } from '../cpu.js';
import { Browser, closedLoop, type Load } from '../load.js';
import type { Population } from '../population.js';
import type { Stage } from '../stage.js';

export interface Decided extends Load {
  /** CPU ms a decision, by process. */
  cpu: Record<string, number>;
  /** Decision ids that were answered with 2xx, by case. */
  accepted: Map<string, string>;
  refused: string[];
}

/**
 * The county's officials recommend the cases over HTTP, `clients` at once. Meanwhile the prefecture looks at its inbox: whatever was accepted
 * before it asked must already lie there. Throws when it does not.
 */
export async function decide(
  stage: Stage,
  base: string,
  { counties, prefecture }: Population,
  cases: string[],
  clients: number,
): Promise<Decided> {
  const officials = Array.from({ length: clients }, (_, n) => new Browser(base, counties[n % counties.length]!.cookie));
  const accepted = new Map<string, string>();
  const refused: string[] = [];
  const next = new Browser(base, prefecture.cookie);
  const desk = await todo(next);
  let done = false;
  const watch = async () => {
    while (!done) {
      const before = accepted.size;
      const seen = (await todo(next)) - desk;
      if (seen < before) throw new Error(`next official sees ${seen} of ${before} decisions`);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  };
  const before = stage.cpu();
  const watching = watch();
  const load = await closedLoop(cases, clients, async (id, client) => {
    const intent = randomUUID();
    const { status, body } = await officials[client]!.post(`/cases/${id}/acts`, { id: intent, on: 'recommend', payload: ticked });
    if (status === 200) accepted.set(id, intent);
    else refused.push(`${status} ${body?.code}`);
  });
  const used = cpuBetween(before, stage.cpu());
  done = true;
  await watching;
  if ((await todo(next)) - desk !== accepted.size) throw new Error('the next inbox does not hold what was accepted');
  for (const browser of [...officials, next]) browser.close();
  return { ...load, accepted, refused, cpu: each(used, cases.length) };
}

/** CPU ms each, by process. */
export function each(used: Record<string, number>, count: number): Record<string, number> {
  return Object.fromEntries(Object.entries(used).map(([name, ms]) => [name, ms / count]));
}

/** The processes that a decision costs: api and PostgreSQL; without an api the one that makes the load. */
export function deciding({ api, postgres, driver }: Record<string, number>): Record<string, number> {
  return api === undefined ? { driver: driver!, postgres: postgres! } : { api, postgres: postgres! };
}

export function mustAll({ refused }: Decided): void {
  if (refused.length > 0) throw new Error(`${refused.length} refused: ${refused[0]}`);
}

async function todo(browser: Browser): Promise<number> {
  const { status, body } = await browser.get('/inbox/counts');
  if (status !== 200) throw new Error(`inbox: ${status}`);
  return body.todo as number;
}
