import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * Makes the folder where everything is kept and holds it: one Duban a folder. The hold is a socket, so it ends with the process, however that ends.
 * Throws one sentence that says what to do.
 */
export async function holdHome(home: string): Promise<Server> {
  try {
    mkdirSync(home, { recursive: true });
    accessSync(home, constants.W_OK);
  } catch {
    throw new Error(`无法写入 ${home}：请检查该目录的权限，或用环境变量 DUBAN_HOME 指定一个可写的目录。`);
  }
  // Not in the folder itself: a socket's path may not exceed 107 bytes.
  const name = createHash('sha256').update(home).digest('hex').slice(0, 16);
  const path = join(tmpdir(), `duban-${userInfo().uid}-${name}.sock`);
  if (await answers(path))
    throw new Error(`督办已在使用 ${home}：请先停止正在运行的督办，或用环境变量 DUBAN_HOME 为本次启动另指定一个目录。`);
  rmSync(path, { force: true });
  const server = createServer((socket) => socket.end()).listen(path);
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  server.unref();
  return server;
}

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path, () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
