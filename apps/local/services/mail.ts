import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { freePort, listening } from './ports.js';
import { killGroup } from './processes.js';

export interface RunningMail {
  smtpUrl: string;
  webUrl: string;
  stop(): Promise<void>;
}

/** maildev: an SMTP server that keeps every mail and shows it on a page; on this machine only. Ended by itself when it does not come up. */
export async function startMail(directory: string): Promise<RunningMail> {
  const [smtp, web] = [await freePort(1025), await freePort(1080)];
  const script = fileURLToPath(new URL('bin/maildev.js', import.meta.resolve('maildev')));
  const local = ['--ip', '127.0.0.1', '--web-ip', '127.0.0.1'];
  const child = spawn(
    process.execPath,
    [script, '--smtp', String(smtp), '--web', String(web), ...local, '--mail-directory', directory],
    { stdio: 'ignore', detached: true },
  );
  const stop = () => killGroup(child);
  await listening(web, '邮件收集器').catch(async (fault: unknown) => {
    await stop();
    throw fault;
  });
  return { smtpUrl: `smtp://127.0.0.1:${smtp}`, webUrl: `http://127.0.0.1:${web}`, stop };
}
