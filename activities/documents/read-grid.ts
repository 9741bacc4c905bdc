import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { DocumentError } from './error.js';
import type { Grid, ReadAnswer } from './grid.js';

export interface ReadLimits {
  /** Of computing: waiting for a busy machine counts for nothing. */
  cpuSeconds: number;
  /** Of waiting and computing together; only a machine that gives the child nothing comes near it. */
  wallMs: number;
  heapMegabytes: number;
}

const defaults: ReadLimits = { cpuSeconds: 5, wallMs: 120_000, heapMegabytes: 128 };
const MOST_ANSWER = 32 * 1024 * 1024;
const AT_ONCE = 2;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Reads an .xlsx in a process of its own with limits on CPU time, kept by the kernel (RLIMIT_CPU), and memory, at low priority, two at a time: whatever the file is, the api lives
 * (S13). Throws DocumentError.
 */
export async function readGrid(bytes: Buffer, limits: Partial<ReadLimits> = {}): Promise<Grid> {
  const answer = await readWorkbook(bytes, limits);
  if ('refused' in answer) throw new DocumentError(answer.refused.code, answer.refused.message);
  return answer.grid;
}

/** As `readGrid`, with what the child said of itself. */
export async function readWorkbook(bytes: Buffer, limits: Partial<ReadLimits> = {}): Promise<ReadAnswer> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await runChild(bytes, { ...defaults, ...limits });
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function runChild(bytes: Buffer, limits: ReadLimits): Promise<ReadAnswer> {
  const source = import.meta.url.endsWith('.ts');
  const script = fileURLToPath(new URL(source ? './read-child.ts' : './read-child.js', import.meta.url));
  const child = spawn(
    '/bin/sh',
    [
      ...['-c', 'ulimit -t "$0" && exec "$@"', String(limits.cpuSeconds), process.execPath],
      `--max-old-space-size=${limits.heapMegabytes}`,
      '--max-semi-space-size=8',
      ...(source ? ['--conditions=source'] : []),
      script,
    ],
    { stdio: ['pipe', 'pipe', 'ignore'], env: { TZ: 'UTC' } },
  );
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => child.kill('SIGKILL'), limits.wallMs);
    child.once('spawn', () => {
      try {
        setPriority(child.pid!, 10);
      } catch {
        // It has ended already.
      }
    });
    child.stdout.on('data', (chunk: Buffer) => {
      if ((size += chunk.length) > MOST_ANSWER) child.kill('SIGTERM');
      else chunks.push(chunk);
    });
    // A child that dies while its input is written: its exit says so.
    child.stdin.on('error', () => undefined);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) return resolve(JSON.parse(Buffer.concat(chunks).toString()) as ReadAnswer);
      // The kernel's word, and ours, that its time is up; a heap that is full ends otherwise.
      const late = signal === 'SIGKILL' || signal === 'SIGXCPU';
      const message = late ? '文件过于复杂，未能在规定时间内读完' : '文件过大或异常，读取时超出内存限制';
      reject(new DocumentError('workbook_too_heavy', `${message}，请用系统下载的申报表模板重新填写后上传。`));
    });
    child.stdin.end(bytes);
  });
}
