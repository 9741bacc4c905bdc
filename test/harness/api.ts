import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { createApi } from '#apps/api/app.js';
import { openApiDocument } from '#apps/api/docs/document.js';
import type { Config } from '#apps/api/config.js';
import { hashPassword } from '#apps/api/session/password.js';
import type { Role } from '#domain/organisation/roles.js';
import type { Database } from '#records/database.js';

export const testPassword = 'Duban-2026';

export interface Answer {
  status: number;
  body: any;
  headers: Headers;
}

/** From then on everybody who is there signs in with the test's password. */
export async function giveTestPassword(db: Database): Promise<void> {
  await db.person.updateMany({ data: { passwordHash: await hashPassword(testPassword) } });
}

/** The api of a test's database over real HTTP, and the people signed in to it. */
export class Api {
  private readonly cookies = new Map<string, string>();

  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
  ) {}

  /** Gives everybody who is there the test's password. */
  static async start(db: Database, databaseUrl: string, settings: Partial<Config> = {}): Promise<Api> {
    await giveTestPassword(db);
    const app = await createApi(
      {
        databaseUrl,
        port: 0,
        publicUrl: 'http://localhost',
        temporalNamespace: 'default',
        ...settings,
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

  stop(): Promise<void> {
    return this.app.close();
  }

  /** The session cookie a person got last. */
  cookieOf(login: string): string {
    return this.cookies.get(login) ?? '';
  }

  /** The first sheet of a workbook as the person downloads it. */
  async sheet(login: string, path: string): Promise<ExcelJS.Worksheet> {
    const response = await fetch(`${this.url}/api${path}`, { headers: { cookie: this.cookieOf(login) } });
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(await response.arrayBuffer());
    return workbook.worksheets[0]!;
  }

  openApi(): OpenAPIObject {
    return openApiDocument(this.app);
  }

  call(
    who: string | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return this.callWith(who && this.cookieOf(who), method, path, body, headers);
  }

  async callWith(
    cookie: string | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        'x-duban': '1',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookie ? { cookie } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text,
      headers: response.headers,
    };
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
