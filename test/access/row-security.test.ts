import { expect, it, vi } from 'vitest';
import type { Database } from '#records/database.js';
import * as scope from '#records/scope.js';
import './routes.test.js';
import './scope.test.js';

/** S3 the application's own scoping is taken out, and the tests of data access run again: what is left is PostgreSQL's. */
vi.mock('#records/scope.js', async (original) => ({
  ...(await original<typeof scope>()),
  readableCases: () => ({}),
  isReadable: async (db: Database, _: unknown, id: string) => (await db.case.count({ where: { id } })) > 0,
}));

it('S3 the application asks for everything', () => {
  expect(scope.readableCases({ personId: '', posts: [] })).toEqual({});
});
