import type { ExpertRelation } from '#domain/organisation/expert.js';
import { appendAudit, type Trail } from './audit.js';
import { inTransaction, RecordError, type Database, type Prisma, type Transaction } from './database.js';

export interface ExpertRow {
  personId: string;
  name: string;
  employer: string;
  unit: { id: string; name: string } | null;
  fields: string[];
  /** 财务专家: at least one where money is scored (6.2). */
  finance: boolean;
  relations: ExpertRelation[];
  /** pending 待审定 | active 在库 | disabled 停用; only active ones are drawn. */
  status: string;
}

export interface ExpertFilter {
  text?: string;
  field?: string;
  status?: string;
  cursor?: string;
  limit?: number;
}

export interface ExpertEntry {
  employer: string;
  unitId?: string;
  fields: string[];
  finance: boolean;
  relations: ExpertRelation[];
}

/** 专家库, by person; `only`: one's own entry (R own). Opening the pool is audited (6.2: an alarm when the pool is opened). */
export async function listExperts(
  db: Database,
  filter: ExpertFilter,
  only: string | undefined,
  by: Trail,
): Promise<{ rows: ExpertRow[]; total: number; next?: string }> {
  const limit = filter.limit ?? 50;
  const where: Prisma.ExpertWhereInput = {
    ...(only ? { personId: only } : {}),
    ...(filter.status ? { status: filter.status } : {}),
    ...(filter.field ? { fields: { has: filter.field } } : {}),
    ...(filter.text
      ? { OR: [{ employer: { contains: filter.text } }, { personId: { in: await namedLike(db, filter.text) } }] }
      : {}),
  };
  const [found, total] = await Promise.all([
    db.expert.findMany({
      where,
      orderBy: { personId: 'asc' },
      take: limit + 1,
      ...(filter.cursor ? { cursor: { personId: filter.cursor }, skip: 1 } : {}),
    }),
    db.expert.count({ where }),
  ]);
  const page = found.slice(0, limit);
  await inTransaction(db, (tx) => appendAudit(tx, { ...by, action: 'experts.listed', detail: { total } }));
  return { rows: await rows(db, page), total, ...(found.length > limit ? { next: page.at(-1)!.personId } : {}) };
}

/** Who holds the role of an expert and is not in the pool yet. */
export async function expertCandidates(db: Database): Promise<{ personId: string; name: string; unit: string | null }[]> {
  const known = await db.expert.findMany({ select: { personId: true } });
  const people = await db.person.findMany({
    where: { status: 'active', posts: { some: { role: 'XP' } }, id: { notIn: known.map((one) => one.personId) } },
    select: { id: true, name: true, unit: { select: { name: true } } },
    orderBy: { name: 'asc' },
    take: 200,
  });
  return people.map((person) => ({ personId: person.id, name: person.name, unit: person.unit?.name ?? null }));
}

/** 入库: proposed by the province's office, to be approved by its head. Throws RecordError 'not_an_expert', 'expert_known'. */
export async function addExpert(db: Database, personId: string, entry: ExpertEntry, by: Trail): Promise<void> {
  await inTransaction(db, async (tx) => {
    const person = await tx.person.findFirst({ where: { id: personId, status: 'active', posts: { some: { role: 'XP' } } } });
    if (!person)
      throw new RecordError(
        'not_an_expert',
        '该人员没有专家岗位，请先由系统管理员建立账号、安全管理员授予专家岗位。',
        'personId',
      );
    if (await tx.expert.findUnique({ where: { personId } }))
      throw new RecordError('expert_known', '该专家已在库中。', 'personId');
    await tx.expert.create({ data: { personId, ...(await checked(tx, entry)), status: 'pending' } });
    await appendAudit(tx, { ...by, action: 'expert.added', target: person.name, detail: { personId } });
  });
}

export async function changeExpert(db: Database, personId: string, entry: ExpertEntry, by: Trail): Promise<void> {
  await inTransaction(db, async (tx) => {
    await known(tx, personId);
    await tx.expert.update({ where: { personId }, data: await checked(tx, entry) });
    await appendAudit(tx, { ...by, action: 'expert.changed', target: personId });
  });
}

/** active: 审定入库 or 恢复, by the head of the office; disabled: 停用, no longer drawn. */
export async function setExpertStatus(
  db: Database,
  personId: string,
  status: 'active' | 'disabled',
  reason: string | undefined,
  by: Trail,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const before = await known(tx, personId);
    await tx.expert.update({ where: { personId }, data: { status } });
    const detail = { from: before.status, to: status, ...(reason ? { reason } : {}) };
    await appendAudit(tx, { ...by, action: 'expert.status', target: personId, detail });
  });
}

async function known(tx: Transaction, personId: string): Promise<{ status: string }> {
  const found = await tx.expert.findUnique({ where: { personId } });
  if (!found) throw new RecordError('not_found', '专家不在库中，请刷新后重试。');
  return found;
}

async function checked(tx: Transaction, entry: ExpertEntry) {
  const ids = [entry.unitId, ...entry.relations.map((relation) => relation.unitId)].filter((id) => id !== undefined);
  if ((await tx.unit.count({ where: { id: { in: ids } } })) < new Set(ids).size)
    throw new RecordError('unknown_unit', '所选单位不存在，请重新选择。', 'unitId');
  return { ...entry, unitId: entry.unitId ?? null, relations: entry.relations as unknown as Prisma.InputJsonArray };
}

async function namedLike(db: Database, text: string): Promise<string[]> {
  const people = await db.person.findMany({ where: { name: { contains: text } }, select: { id: true }, take: 500 });
  return people.map((person) => person.id);
}

async function rows(db: Database, page: Prisma.ExpertGetPayload<object>[]): Promise<ExpertRow[]> {
  const [people, units] = await Promise.all([
    db.person.findMany({ where: { id: { in: page.map((one) => one.personId) } }, select: { id: true, name: true } }),
    db.unit.findMany({ where: { id: { in: page.flatMap((one) => one.unitId ?? []) } }, select: { id: true, name: true } }),
  ]);
  const names = new Map(people.map((person) => [person.id, person.name]));
  const homes = new Map(units.map((unit) => [unit.id, unit]));
  return page.map(({ personId, employer, unitId, fields, finance, relations, status }) => ({
    personId,
    name: names.get(personId) ?? '—',
    employer,
    unit: homes.get(unitId ?? '') ?? null,
    fields,
    finance,
    relations: relations as unknown as ExpertRelation[],
    status,
  }));
}
