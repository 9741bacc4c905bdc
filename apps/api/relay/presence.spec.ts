import { once } from 'node:events';
import { createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { presenceOn } from './presence.js';

it('counts the requests that were under way at once, and remembers the most of them for a while', async () => {
  const held: ServerResponse[] = [];
  const server = createServer((_request, response) => {
    held.push(response);
    if (held.length === 3) for (const one of held) one.end();
  });
  const people = presenceOn(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  expect(people()).toBe(0);
  const { port } = server.address() as AddressInfo;
  const ask = () => new Promise((resolve) => get({ port, agent: false }, (response) => response.resume().once('end', resolve)));
  await Promise.all([ask(), ask(), ask()]);
  expect(people()).toBe(3);
  server.close();
});
