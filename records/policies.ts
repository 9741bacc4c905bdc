import { randomUUID } from 'node:crypto';
import { addMonths, addDays, localDate, type Instant, type LocalDate } from '#domain/calendar/instant.js';
import { appendAudit, type Trail } from './audit.js';
import { businessNow } from './clock.js';
import { inTransaction, Prisma, RecordError, type Database, type Transaction } from './database.js';

export interface PolicyVersion {
  id: string;
  title: string;
  documentNo: string | null;
  validFrom: LocalDate;
  /** Inclusive. */
  validTo: LocalDate;
  inForce: boolean;
}

/** 有效期3年 (B34). */
const YEARS = 3;
const day = (date: LocalDate) => new Date(`${date}T00:00:00Z`);
const dateOf = (stored: Date): LocalDate => stored.toISOString().slice(0, 10);

/** B34 the version of a programme's policy that is in force on the Shanghai day of the instant. */
export async function policyAt(tx: Transaction, programme: string, now: Instant): Promise<{ title: string } | undefined> {
  const today = day(localDate(now));
  const found = await tx.policyVersion.findFirst({
    where: { programme, validFrom: { lte: today }, validTo: { gte: today } },
    orderBy: { validFrom: 'desc' },
  });
  return found ? { title: found.title } : undefined;
}

/** Every version of a programme's policy, newest first. */
export async function listPolicies(db: Database, programme: string): Promise<PolicyVersion[]> {
  const today = localDate(await businessNow(db));
  const found = await db.policyVersion.findMany({ where: { programme }, orderBy: { validFrom: 'desc' } });
  return found.map(({ id, title, documentNo, validFrom, validTo }) => {
    const [from, to] = [dateOf(validFrom), dateOf(validTo)];
    return { id, title, documentNo, validFrom: from, validTo: to, inForce: from <= today && today <= to };
  });
}

export interface NewPolicy {
  programme: string;
  title: string;
  documentNo: string;
  validFrom: LocalDate;
}

/** A successor version, valid three years from its day (B34). Throws RecordError 'policy_known'. */
export async function addPolicy(db: Database, given: NewPolicy, by: Trail): Promise<void> {
  const { validFrom, ...version } = given;
  const validTo = addDays(addMonths(validFrom, 12 * YEARS), -1);
  try {
    await inTransaction(db, async (tx) => {
      await tx.policyVersion.create({
        data: { id: randomUUID(), ...version, validFrom: day(validFrom), validTo: day(validTo) },
      });
      await appendAudit(tx, { ...by, action: 'policy.added', target: given.documentNo, detail: { ...given, validTo } });
    });
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') throw error;
    throw new RecordError('policy_known', '同日施行的版本已登记，请核对施行日期。', 'validFrom');
  }
}
