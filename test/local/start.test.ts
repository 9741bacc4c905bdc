import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { demoAccounts, demoPassword } from '#apps/local/demo/seed.js';
import { root } from '#apps/local/services/migrate.js';
import { Started } from './started.js';

// Under the project, where the user that PostgreSQL runs as may look; not in a private folder of /tmp.
const home = join(root, '.duban', `start-${process.pid}`);
mkdirSync(home, { recursive: true });
const runs: Started[] = [];
afterAll(() => {
  for (const run of runs) run.clear();
  rmSync(home, { recursive: true, force: true });
});

/** The first start may have to compile the program. */
const START_MS = 150_000;
const STOP_MS = 20_000;
const draft = crypto.randomUUID();
let cookie = '';

async function start(): Promise<{ run: Started; url: string }> {
  const run = Started.run(home);
  runs.push(run);
  return { run, url: await run.address(START_MS) };
}

async function json<T>(url: string, { body, method = body ? 'POST' : 'GET' }: { body?: unknown; method?: string } = {}) {
  const answer = await fetch(url, {
    method,
    headers: { 'x-duban': '1', cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, cookie: answer.headers.get('set-cookie') ?? '', body: (await answer.json()) as T };
}

it('npm start: the page and the api answer, every demo account signs in, a draft is kept; Ctrl-C ends every process it started', async () => {
  const { run, url } = await start();
  const page = await fetch(url);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<div id="root">')]);
  expect((await json(`${url}/api/health/ready`)).body).toMatchObject({ status: 'ready' });

  let session = '';
  for (const { login } of demoAccounts) {
    const signedIn = await json<{ login: string }>(`${url}/api/session`, { body: { login, password: demoPassword } });
    expect([signedIn.status, signedIn.body.login]).toEqual([200, login]);
    if (login === 'qiye') session = signedIn.cookie.split(';')[0]!;
  }
  cookie = session;
  const calls = await json<{ rows: { id: string }[] }>(`${url}/api/cases?process=call&status=published`);
  const callId = calls.body.rows[0]!.id;
  const opened = await json(`${url}/api/key-projects`, {
    body: { id: draft, callId, type: 'new', title: '停机前的草稿', county: '532301' },
  });
  expect(opened.status).toBe(201);

  const started = run.processes().map(({ command }) => command);
  for (const part of [
    'start.mjs',
    'local/start.js',
    'api/main.js',
    'worker/main.js',
    'maildev',
    'temporal server',
    'bin/postgres',
  ])
    expect(
      started.filter((command) => command.includes(part)),
      part,
    ).not.toEqual([]);
  expect(await run.end('SIGINT', STOP_MS)).toEqual([]);
}, 200_000);

it('npm start again: session and draft are still there; killed itself (kill -9), it leaves no process behind', async () => {
  const { run, url } = await start();
  const kept = await json<{ title: string; status: string }>(`${url}/api/cases/${draft}`);
  expect(kept.body).toMatchObject({ title: '停机前的草稿', status: 'draft' });
  expect(await run.end('SIGKILL', STOP_MS)).toEqual([]);
}, 200_000);

it('npm start ended by its name, as pkill does, leaves no process behind', async () => {
  const { run } = await start();
  expect(await run.endNamed('local/start', STOP_MS)).toEqual([]);
}, 200_000);
