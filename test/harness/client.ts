import { randomUUID } from 'node:crypto';
import type { Journal } from '#test/oracles/journal.js';
import { testPassword } from './api.js';

/** Longer than the api lets anybody wait for the record. */
const PATIENCE_MS = 45_000;

/** People at their browsers: an act without an answer is sent again with the same id, and all that was answered is written down. */
export class Clients {
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly url: () => string,
    readonly journal: Journal,
  ) {}

  async signIn(...logins: string[]): Promise<void> {
    for (const login of logins) {
      const answer = await this.post('/session', { login, password: testPassword });
      if (!answer || answer.status !== 200) throw new Error(`${login} cannot sign in: ${JSON.stringify(answer)}`);
      this.cookies.set(login, answer.cookie);
    }
  }

  /** One request, and its answer whatever it is; nothing when the connection broke first. */
  send(who: string, caseId: string, act: { id: string; on: string } & Record<string, unknown>) {
    return this.post(`/cases/${caseId}/acts`, act, this.cookies.get(who));
  }

  /** Returns the status it led to, or the code of the refusal; gives up after a minute without an answer. */
  async act(who: string, caseId: string, on: string, more: Record<string, unknown> = {}): Promise<string> {
    const id = String(more.id ?? randomUUID());
    for (const giveUp = Date.now() + 60_000; Date.now() < giveUp;) {
      const answer = await this.send(who, caseId, { ...more, id, on });
      if (answer && answer.status < 300) {
        const { revision, status } = answer.body as { revision: number; status: string };
        this.journal.acknowledged.push({ caseId, eventId: id, revision, status });
        return status;
      }
      if (answer && answer.status < 500) {
        const { code } = answer.body as { code: string };
        this.journal.refused.push({ caseId, eventId: id, code });
        return code;
      }
      this.journal.unanswered += 1;
      if (answer?.body.code === 'internal') this.journal.unforeseen.push(`to ${on} on ${caseId}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${on} on ${caseId} was never answered`);
  }

  /** Nothing when the connection broke before the answer was whole. */
  private async post(path: string, body: unknown, cookie = '') {
    try {
      const response = await fetch(`${this.url()}/api${path}`, {
        method: 'POST',
        headers: { 'x-duban': '1', 'content-type': 'application/json', cookie },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return {
        status: response.status,
        body: await response.json(),
        cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '',
      };
    } catch {
      return undefined;
    }
  }
}
