import type { Server } from 'node:http';

const REMEMBERED_MS = 1_000;

/** How many requests of people were under way at once, at most, during the last second or so: what the relay gives way to. */
export function presenceOn(server: Server): () => number {
  let underWay = 0;
  let most = 0;
  let mostAt = 0;
  const remember = () => {
    const now = performance.now();
    if (underWay < most && now - mostAt < REMEMBERED_MS) return;
    most = underWay;
    mostAt = now;
  };
  server.on('request', (_request, response) => {
    underWay += 1;
    remember();
    response.once('close', () => (underWay -= 1));
  });
  return () => (remember(), most);
}
