import { isDeepStrictEqual } from 'node:util';
import type { LocalDate } from '#domain/calendar/instant.js';
import { localDate } from '#domain/calendar/instant.js';
import type { FormValues } from '#domain/form/definition.js';
import { parseWanYuan, type Fen } from '#domain/money/fen.js';
import type { Viewer } from '#domain/organisation/access-matrix.js';
import type { RegisterReach } from '#domain/subsidy/registers/access.js';
import {
  checkEntry,
  inForce,
  undatedFrom,
  type RegisterDefinition,
  type RegisterEntry,
} from '#domain/subsidy/registers/definition.js';
import { registerDefinitions } from '#domain/subsidy/registers/definitions.js';
import { appendAudit, type Trail } from '../audit.js';
import { businessNow } from '../clock.js';
import { inTransaction, Prisma, RecordError, type Database, type Transaction } from '../database.js';
import { readableCases } from '../scope.js';

export interface ShownEntry extends RegisterEntry {
  id: string;
  unit: string | null;
  uscc: string | null;
  revision: number;
  updatedAt: string;
  inForce: boolean;
  /** The case of the project application the entry names, if the viewer may read it (C9.1). */
  caseId?: string;
}

export interface EntryFilter {
  text?: string;
  /** Only entries in force today. */
  inForce?: boolean;
  page?: number;
}

const A_PAGE = 50;

/** Entries of the register that are in force on the day, for the unit or the number. */
export async function entriesInForce(
  tx: Transaction,
  register: string,
  of: { unitId?: string; number?: string },
  on: LocalDate,
): Promise<RegisterEntry[]> {
  const rows = await tx.subsidyRegister.findMany({
    where: { register, ...of, fromDay: { lte: on }, OR: [{ untilDay: null }, { untilDay: { gte: on } }] },
    orderBy: { fromDay: 'desc' },
  });
  return rows.map(entryOf);
}

/** One page of a register, newest entries first, and how many the filter finds. */
export async function listEntries(
  db: Database,
  { key }: RegisterDefinition,
  reach: RegisterReach,
  filter: EntryFilter,
  most = A_PAGE,
): Promise<{ rows: ShownEntry[]; total: number }> {
  const today = localDate(await businessNow(db));
  const like = `%${(filter.text ?? '').replace(/[\\%_]/g, (one) => `\\${one}`)}%`;
  const current = Prisma.sql`(r.from_day <= ${today} and (r.until_day is null or r.until_day >= ${today}))`;
  const seen =
    reach.kind === 'all'
      ? Prisma.sql`true`
      : Prisma.sql`(r.unit_id = any(${reach.units}::uuid[]) ${
          reach.consented ? Prisma.sql`or (r.content->>${reach.consented} = 'true' and ${current})` : Prisma.empty
        })`;
  const where = Prisma.sql`r.register = ${key} and ${seen}
    and (${!filter.text} or r.number ilike ${like} or u.name ilike ${like} or r.content::text ilike ${like})
    and (${!filter.inForce} or ${current})`;
  const [count] = await db.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from subsidy_register r left join unit u on u.id = r.unit_id where ${where}`;
  const found = await db.$queryRaw<{ id: string; unit: string | null; uscc: string | null }[]>`
    select r.id, u.name as unit, u.uscc from subsidy_register r left join unit u on u.id = r.unit_id where ${where}
    order by r.from_day desc, r.id limit ${most} offset ${((filter.page ?? 1) - 1) * most}`;
  const rows = await db.subsidyRegister.findMany({ where: { id: { in: found.map(({ id }) => id) } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    total: count?.total ?? 0,
    rows: found.map(({ id, ...unit }) => {
      const row = byId.get(id)!;
      const entry = entryOf(row);
      return {
        ...entry,
        ...unit,
        id,
        revision: row.revision,
        updatedAt: row.updatedAt.toISOString(),
        inForce: inForce(entry, today),
      };
    }),
  };
}

/** C9.1 the entries, each with the project application that it names, as far as the viewer may read it. */
export async function linked(
  db: Database,
  { application }: RegisterDefinition,
  rows: ShownEntry[],
  viewer: Viewer,
): Promise<ShownEntry[]> {
  if (application === undefined) return rows;
  const numbers = rows.flatMap(({ values }) => (typeof values[application] === 'string' ? [values[application].trim()] : []));
  const cases = await db.case.findMany({
    where: { AND: [readableCases(viewer), { number: { in: numbers } }] },
    select: { id: true, number: true },
  });
  return rows.map((row) => {
    const found = cases.find(({ number }) => number === String(row.values[application] ?? '').trim());
    return found ? { ...row, caseId: found.id } : row;
  });
}

/** An entry as somebody writes it: the first day may be left to the register. */
export type WrittenEntry = Omit<RegisterEntry, 'from'> & { from?: LocalDate };

export interface SavedEntry {
  id: string;
  entry: WrittenEntry;
  /** The revision the writer saw; without it the entry is new. */
  revision?: number;
  personId: string;
  /** The units whose entries the writer may touch; without it, any. */
  within?: string[];
}

/**
 * Enters or changes a line; who, when and both contents stand in the audit log. The same new line sent again is taken quietly. Throws RecordError with
 * the first of what `checkEntry` finds, 'entry_taken' (same unit or number from the same day), 'unit_unknown', 'stale', 'not_found'.
 */
export async function saveEntry(db: Database, definition: RegisterDefinition, given: SavedEntry, trail: Trail): Promise<void> {
  await orTaken(() => inTransaction(db, (tx) => writeEntry(tx, definition, given, trail)));
}

/** `saveEntry` inside a transaction. */
export async function writeEntry(
  tx: Transaction,
  definition: RegisterDefinition,
  given: SavedEntry,
  trail: Trail,
): Promise<void> {
  const { id, revision, personId, within } = given;
  const now = await businessNow(tx);
  const entry = dated(definition, given.entry, localDate(now));
  const [fault] = checkEntry(definition, entry);
  if (fault) throw new RecordError(fault.code, fault.message, fault.field);
  await tx.$queryRaw`select 1 from subsidy_register where id = ${id}::uuid for update`;
  const before = await tx.subsidyRegister.findUnique({ where: { id } });
  const foreign = (unitId: string | null | undefined) => within !== undefined && !within.includes(unitId ?? '');
  if (foreign(entry.unitId) || (before && (before.register !== definition.key || foreign(before.unitId)))) throw notFound();
  if (!before && revision !== undefined) throw notFound();
  if (before && before.revision !== revision) {
    if (revision === undefined && isDeepStrictEqual(entryOf(before), entry)) return;
    throw new RecordError('stale', '该条目已由他人修改，请刷新后再试。');
  }
  if (entry.unitId && !(await tx.unit.findUnique({ where: { id: entry.unitId }, select: { id: true } })))
    throw new RecordError('unit_unknown', '所选单位不存在。', 'unitId');
  const values = {
    register: definition.key,
    unitId: entry.unitId ?? null,
    number: entry.number ?? null,
    fromDay: entry.from,
    untilDay: entry.until ?? null,
    content: entry.values as Prisma.InputJsonObject,
    updatedBy: personId,
    updatedAt: new Date(now),
  };
  await tx.subsidyRegister.upsert({
    where: { id },
    create: { id, ...values },
    update: { ...values, revision: { increment: 1 } },
  });
  await appendAudit(tx, {
    ...trail,
    action: before ? 'register.changed' : 'register.entered',
    target: `${definition.label} ${values.number ?? ''}`.trim(),
    detail: {
      register: definition.key,
      entry: id,
      ...(before ? { before: entryOf(before) as object } : {}),
      after: entry as object,
    },
  });
}

/** As it is kept: with its first day, a tidied number, and nothing of what was left empty. */
export function dated(
  definition: RegisterDefinition,
  { unitId, number, from, until, values }: WrittenEntry,
  today: LocalDate,
): RegisterEntry {
  return {
    ...(unitId === undefined ? {} : { unitId }),
    ...(number?.trim() ? { number: number.trim() } : {}),
    from: (definition.dated ? from : undatedFrom(definition, values, today)) ?? '',
    ...(until === undefined ? {} : { until }),
    values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')),
  };
}

/** What the database says of a second entry with the same key, in words. */
export async function orTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')
      throw new RecordError('entry_taken', '同一单位（编号）自同一日期起的条目已登记，请修改原条目。', 'number');
    throw error;
  }
}

const notFound = () => new RecordError('not_found', '该条目不存在或不在您的权限范围内。');

/** R11 an optional yearly limit for one bank, as the register of pilot banks has it on the day. */
export async function bankLimitOf(tx: Transaction, institution: string, on: LocalDate): Promise<Fen | undefined> {
  const [entry] = await entriesInForce(tx, 'pilot-bank', { unitId: institution }, on);
  const limit = entry?.values.yearLimit;
  return typeof limit === 'string' && limit !== '' ? parseWanYuan(limit) : undefined;
}

/** C9.1, C10.2 what reviewers see of a unit today: tags only, no score. */
export async function flagsOf(tx: Transaction, unitId: string): Promise<string[]> {
  const today = localDate(await businessNow(tx));
  const flagged = registerDefinitions.filter(({ flag }) => flag);
  const found = await Promise.all(flagged.map(({ key }) => entriesInForce(tx, key, { unitId }, today)));
  return flagged.flatMap(({ flag, flagWhen }, index) =>
    found[index]!.some(({ values }) => !flagWhen || flagWhen(values)) ? [flag!] : [],
  );
}

export const entryOf = (row: Prisma.SubsidyRegisterGetPayload<object>): RegisterEntry => ({
  ...(row.unitId === null ? {} : { unitId: row.unitId }),
  ...(row.number === null ? {} : { number: row.number }),
  from: row.fromDay,
  ...(row.untilDay === null ? {} : { until: row.untilDay }),
  values: row.content as FormValues,
});
