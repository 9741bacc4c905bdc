import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { audit, verifyAudit } from '#records/audit.js';
import { openDatabase, type Database } from '#records/database.js';
import { createDatabase, type TestDatabase } from '#test/harness/database.js';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createDatabase();
  db = openDatabase(database.url);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

it('I8 the audit log stays one chain when many write at once, and a changed entry is found', async () => {
  const personId = randomUUID();
  await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      audit(db, { personId, action: 'export', detail: { n, 范围: '重点项目' }, ip: '10.0.0.1' }),
    ),
  );
  await audit(db, { action: 'session.refused' });
  expect(await db.auditEntry.count()).toBe(13);
  expect(await verifyAudit(db)).toBeUndefined();

  const victim = (await db.auditEntry.findMany({ orderBy: { id: 'asc' } }))[5]!;
  await expect(db.$executeRaw`update audit_entry set detail = '{}' where id = ${victim.id}`).rejects.toThrow(/append-only/);
  // Somebody with the power to switch the protection off is still found out.
  await db.$executeRaw`alter table audit_entry disable trigger append_only`;
  await db.$executeRaw`update audit_entry set detail = '{}' where id = ${victim.id}`;
  expect(await verifyAudit(db)).toBe(victim.id);
});
