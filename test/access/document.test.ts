import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from '#apps/api/docs/describe.js';
import { openApiDocument } from '#apps/api/docs/document.js';
import { openDatabase, type Database } from '#records/database.js';
import { Api } from '#test/harness/api.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';
import { root } from '../../apps/local/services/migrate.js';

let database: TestDatabase;
let db: Database;
let api: Api;
let operations: [route: string, operation: any][];
let document: any;

beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
  api = await Api.start(db, database.url);
  document = openApiDocument(api.app, describeApi(root));
  operations = Object.entries<any>(document.paths).flatMap(([path, methods]) =>
    Object.entries<any>(methods).map(([method, operation]): [string, any] => [`${method.toUpperCase()} ${path}`, operation]),
  );
});
afterAll(async () => {
  await api.stop();
  await db.$disconnect();
  await database.drop();
});

/** Routes that take nothing beside the path. */
const bare = /(enabling|approval|password-link|ending)$/;
const lacking = (what: (route: string, operation: any) => boolean) =>
  operations.filter(([route, operation]) => !what(route, operation)).map(([route]) => route);

describe('the OpenAPI document', () => {
  it('every route says in a sentence what it is', () => {
    expect(lacking((_, operation) => (operation.summary ?? '').length > 3)).toEqual([]);
  });

  it('every route that takes a body or a file shows its shape', () => {
    expect(
      lacking((route, { requestBody }) => !/^(POST|PUT)/.test(route) || bare.test(route) || requestBody !== undefined),
    ).toEqual([]);
    const act = operations.find(([route]) => route === 'POST /api/cases/{id}/acts')![1];
    expect(act.requestBody.content['application/json'].schema).toMatchObject({
      type: 'object',
      properties: { id: { type: 'string' }, on: { type: 'string' }, revision: { type: 'number' } },
      required: ['id', 'on'],
    });
  });

  it('every answer is described, or is said to be empty; every refusal is a problem', () => {
    expect(
      lacking((_, { responses }) => {
        const [status, success] = Object.entries<any>(responses).find(([code]) => code.startsWith('2'))!;
        return status === '204' || success.content !== undefined;
      }),
    ).toEqual([]);
    for (const [route, { responses }] of operations)
      expect(responses.default?.content['application/problem+json'].schema, route).toEqual({
        $ref: '#/components/schemas/ProblemBody',
      });
    expect(document.components.schemas.ProblemBody.required).toEqual(
      expect.arrayContaining(['code', 'message', 'status', 'requestId']),
    );
  });

  it('every reference leads somewhere, and answers have fields', () => {
    const wanted = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/([\w.]+)/g)].map((match) => match[1]!);
    expect(wanted.filter((name) => !(name in document.components.schemas))).toEqual([]);
    expect(document.components.schemas.CaseRow.properties).toMatchObject({
      id: { type: 'string' },
      amountFen: { type: 'string', nullable: true },
    });
  });

  it('lists are paged by keyset or bounded: a page asks for at most 200 rows', async () => {
    const cases = operations.find(([route]) => route === 'GET /api/cases')![1];
    expect(cases.parameters.map((one: any) => one.name)).toEqual(expect.arrayContaining(['cursor', 'limit']));
  });
});
