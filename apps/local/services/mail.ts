import { createRequire } from 'node:module';
import { spawn } from 'node:child_process';
import { freePort, listening } from './ports.js';
import { killGroup } from './processes.js';

export interface RunningMail {
  smtpUrl: string;
  webUrl: string;
  stop(): Promise<void>;
}

/** maildev: an SMTP server that keeps every mail and shows it on a page. */
export async function startMail(directory: string): Promise<RunningMail> {
  const require = createRequire(import.meta.url);
  const smtp = await freePort(1025);
  const web = await freePort(1080);
  const packagePath = require.resolve('maildev/package.json');
  const { bin } = require(packagePath) as { bin: string | Record<string, string> };
  const script = new URL(typeof bin === 'string' ? bin : Object.values(bin)[0]!, `file://${packagePath}`);
  const child = spawn(
    process.execPath,
    [script.pathname, '--smtp', String(smtp), '--web', String(web), '--ip', '127.0.0.1', '--mail-directory', directory],
    {
      stdio: 'ignore',
      detached: true,
    },
  );
  await listening(web, '邮件收集器');
  return { smtpUrl: `smtp://127.0.0.1:${smtp}`, webUrl: `http://127.0.0.1:${web}`, stop: () => killGroup(child) };
}
