import { createServer } from 'node:net';

/** The preferred port when it is free, else one the system picks. */
export async function freePort(preferred = 0): Promise<number> {
  return (await tryPort(preferred)) ?? (await tryPort(0))!;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}

/** Resolves once something listens on the port; rejects with the name of what did not come. */
export async function listening(port: number, what: string, withinMs = 60_000): Promise<void> {
  const { connect } = await import('node:net');
  const giveUp = Date.now() + withinMs;
  while (Date.now() < giveUp) {
    const up = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => (socket.destroy(), resolve(true)));
      socket.once('error', () => resolve(false));
    });
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what} 未能在 ${Math.round(withinMs / 1000)} 秒内启动（端口 ${port}），请查看其日志。`);
}
