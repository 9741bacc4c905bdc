import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { createApi } from '#apps/api/app.js';
import { hashPassword } from '#apps/api/session/password.js';
import type { Role } from '#domain/organisation/roles.js';
import type { Database } from '#records/database.js';

export const testPassword = 'Duban-2026';

export interface Answer {
  status: number;
  body: any;
  headers: Headers;
}

/** The api of a test's database over real HTTP, and the people signed in to it. */
export class Api {
  private readonly cookies = new Map<string, string>();

  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
  ) {}

  static async start(db: Database, databaseUrl: string, temporalAddress?: string): Promise<Api> {
    await db.person.updateMany({ data: { passwordHash: await hashPassword(testPassword) } });
    const app = await createApi(
      {
        databaseUrl,
        port: 0,
        publicUrl: 'http://localhost',
        temporalNamespace: 'default',
        ...(temporalAddress ? { temporalAddress } : {}),
      },
      db,
    );
    await app.listen(0, '127.0.0.1');
    return new Api(app, await app.getUrl());
  }

  async signIn(...logins: string[]): Promise<void> {
    for (const login of logins) {
      const answer = await this.call(undefined, 'POST', '/session', { login, password: testPassword });
      if (answer.status !== 200) throw new Error(`${login}: ${answer.body.message}`);
      this.cookies.set(login, answer.headers.get('set-cookie')!.split(';')[0]!);
    }
  }

  async call(who: string | undefined, method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        'x-duban': '1',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(who ? { cookie: this.cookies.get(who) ?? '' } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: /^[[{"]/.test(text) ? JSON.parse(text) : text, headers: response.headers };
  }
}

/** A person with one post, signed in by `login`. */
export async function addPerson(db: Database, login: string, unitId: string, role?: Role): Promise<string> {
  const id = randomUUID();
  await db.person.create({
    data: {
      id,
      name: login,
      login,
      email: `${login}@example.test`,
      unitId,
      ...(role ? { posts: { create: { unitId, role } } } : {}),
    },
  });
  return id;
}
