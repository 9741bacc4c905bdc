import { backoff } from './backoff.js';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Whether the mail server can be asked at all. While it is away nobody offers it mail: it alone is tried, after growing pauses, so that an outage costs no
 * mail an attempt and ends for all of them at once.
 */
export class MailServer {
  private failures = 0;
  private askAgainAt = 0;
  private asking: Promise<boolean> | undefined;

  /** `greet`: connects, says hello and signs in; throws when that fails. */
  constructor(private readonly greet: () => Promise<unknown>) {}

  /** false while it is known to be away. */
  async there(): Promise<boolean> {
    if (this.failures === 0) return true;
    return Date.now() < this.askAgainAt ? false : this.ask();
  }

  /** Asks it now; whoever comes meanwhile gets the same answer. */
  ask(): Promise<boolean> {
    return (this.asking ??= this.tryNow().finally(() => (this.asking = undefined)));
  }

  private async tryNow(): Promise<boolean> {
    try {
      await this.greet();
      if (this.failures > 0) console.error('邮件服务器已恢复，继续发送。');
      this.failures = 0;
      return true;
    } catch (error) {
      if (this.failures === 0)
        console.error('邮件服务器不可用，邮件留待恢复后发送：', error instanceof Error ? error.message : error);
      this.failures += 1;
      this.askAgainAt = Date.now() + backoff(this.failures, FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
      return false;
    }
  }
}
