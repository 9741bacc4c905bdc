import { randomUUID } from 'node:crypto';
import { isCounty, isPrefecture } from '#domain/organisation/regions.js';
import { checkUscc } from '#domain/organisation/uscc.js';
import { appendAudit, type Trail } from './audit.js';
import { inTransaction, RecordError, type Database, type Prisma, type Transaction } from './database.js';

/** Whose people and data somebody keeps: every unit's, or those of certain units (own unit). */
export type Reach = 'all' | string[];

export interface UnitRow {
  id: string;
  name: string;
  uscc: string | null;
  kind: string;
  level: string;
  departments: string[];
  regionCode: string | null;
  status: string;
  people: number;
}

export interface UnitDetail extends UnitRow {
  address: string | null;
  legalRepresentative: string | null;
  parent: { id: string; name: string } | null;
  children: number;
  posts: { personId: string; person: string; role: string }[];
  openTasks: number;
  createdAt: string;
}

export interface UnitFilter {
  /** 530000 everything · a prefecture with its counties · a county. */
  region?: string;
  level?: string;
  kind?: string;
  status?: string;
  text?: string;
  cursor?: string;
  limit?: number;
}

/** What an administrator enters of a unit; its code is checked, its region must exist. */
export interface UnitEntry {
  name: string;
  uscc?: string;
  kind: string;
  level: string;
  departments: string[];
  regionCode?: string;
  parentId?: string;
  address?: string;
  legalRepresentative?: string;
}

const counted = { _count: { select: { people: true } } } as const;

/** Units by region, then name; `cursor` is the last row's id. */
export async function listUnits(
  db: Database,
  reach: Reach,
  filter: UnitFilter,
): Promise<{ rows: UnitRow[]; total: number; next?: string }> {
  const limit = filter.limit ?? 50;
  const where: Prisma.UnitWhereInput = {
    ...(reach === 'all' ? {} : { id: { in: reach } }),
    ...(filter.level ? { level: filter.level } : {}),
    ...(filter.kind ? { kind: filter.kind } : {}),
    ...(filter.status ? { status: filter.status } : {}),
    ...(filter.region && filter.region !== '530000' ? { regionCode: within(filter.region) } : {}),
    ...(filter.text ? { OR: [{ name: { contains: filter.text } }, { uscc: { contains: filter.text.toUpperCase() } }] } : {}),
  };
  const [found, total] = await Promise.all([
    db.unit.findMany({
      where,
      include: counted,
      orderBy: [{ regionCode: { sort: 'asc', nulls: 'first' } }, { name: 'asc' }, { id: 'asc' }],
      take: limit + 1,
      ...(filter.cursor ? { cursor: { id: filter.cursor }, skip: 1 } : {}),
    }),
    db.unit.count({ where }),
  ]);
  const page = found.slice(0, limit);
  return { rows: page.map(unitRow), total, ...(found.length > limit ? { next: page.at(-1)!.id } : {}) };
}

/** Throws RecordError 'not_found', also out of reach. */
export async function readUnit(db: Transaction, reach: Reach, id: string): Promise<UnitDetail> {
  const found = await db.unit.findFirst({
    where: { id, ...(reach === 'all' ? {} : { AND: { id: { in: reach } } }) },
    include: {
      ...counted,
      parent: { select: { id: true, name: true } },
      children: { select: { id: true } },
      posts: { include: { person: { select: { name: true, status: true } } }, orderBy: [{ role: 'asc' }, { personId: 'asc' }] },
    },
  });
  if (!found) throw new RecordError('not_found', '单位不存在或不在您的管理范围内。');
  return {
    ...unitRow(found),
    address: found.address,
    legalRepresentative: found.legalRepresentative,
    parent: found.parent,
    children: found.children.length,
    posts: found.posts
      .filter((post) => post.person.status === 'active')
      .map((post) => ({ personId: post.personId, person: post.person.name, role: post.role })),
    openTasks: await db.task.count({ where: { unitId: id, closedAt: null } }),
    createdAt: found.createdAt.toISOString(),
  };
}

/** Throws RecordError with the field at fault; 'uscc_taken' when another unit has the code. */
export async function createUnit(db: Database, entry: UnitEntry, by: Trail): Promise<{ id: string }> {
  return inTransaction(db, async (tx) => {
    const data = await checked(tx, entry);
    const { id } = await tx.unit.create({ data: { id: randomUUID(), ...data } });
    await appendAudit(tx, { ...by, action: 'unit.created', target: entry.name, detail: { id } });
    return { id };
  });
}

export async function changeUnit(db: Database, id: string, entry: UnitEntry, by: Trail): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { name } = await readUnit(tx, 'all', id);
    await tx.unit.update({ where: { id }, data: await checked(tx, entry, id) });
    await appendAudit(tx, { ...by, action: 'unit.changed', target: name, detail: { id } });
  });
}

/** What the administrator of one unit (own unit) keeps up to date. */
export async function changeUnitContact(
  db: Database,
  reach: Reach,
  id: string,
  contact: { address: string; legalRepresentative: string },
  by: Trail,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { name } = await readUnit(tx, reach, id);
    await tx.unit.update({ where: { id }, data: contact });
    await appendAudit(tx, { ...by, action: 'unit.contact-changed', target: name, detail: { id } });
  });
}

/**
 * 停用: its people lose their posts' rights at once. Refused while tasks lie there: 'unit_has_tasks'; nothing may wait where nobody works.
 */
export async function disableUnit(db: Database, id: string, reason: string, by: Trail): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { name, openTasks } = await readUnit(tx, 'all', id);
    if (openTasks > 0)
      throw new RecordError('unit_has_tasks', `该单位还有${openTasks}项待办，请先办结或转由其他单位办理后再停用。`);
    await tx.unit.update({ where: { id }, data: { status: 'disabled' } });
    await appendAudit(tx, { ...by, action: 'unit.disabled', target: name, detail: { id, reason } });
  });
}

/** 启用 of a disabled unit; one that waits for verification 待核验 is not the administrator's to admit. */
export async function enableUnit(db: Database, id: string, by: Trail): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { name, status } = await readUnit(tx, 'all', id);
    if (status !== 'disabled') throw new RecordError('unit_not_disabled', '该单位未被停用，无需启用。');
    await tx.unit.update({ where: { id }, data: { status: 'verified' } });
    await appendAudit(tx, { ...by, action: 'unit.enabled', target: name, detail: { id } });
  });
}

async function checked(tx: Transaction, entry: UnitEntry, id?: string) {
  const { regionCode = null, parentId = null, address = null, legalRepresentative = null } = entry;
  if (regionCode && !isCounty(regionCode) && !isPrefecture(regionCode) && regionCode !== '530000')
    throw new RecordError('unknown_region', '所在地区不存在，请从列表中选择。', 'regionCode');
  if (entry.kind === 'government' && entry.departments.length === 0)
    throw new RecordError('departments_required', '政府部门须选择主管业务（工信、科技、财政）。', 'departments');
  if (parentId && parentId === id) throw new RecordError('own_parent', '上级单位不能是本单位。', 'parentId');
  if (parentId && !(await tx.unit.findUnique({ where: { id: parentId } })))
    throw new RecordError('unknown_parent', '上级单位不存在，请重新选择。', 'parentId');
  const uscc = entry.uscc ? await freeUscc(tx, entry.uscc, id) : null;
  return { ...entry, regionCode, parentId, address, legalRepresentative, uscc };
}

/** The code as it is stored, when it is valid and no other unit has it. */
async function freeUscc(tx: Transaction, text: string, id?: string): Promise<string> {
  const code = checkUscc(text);
  if (!code.ok) throw new RecordError(code.code, code.message, 'uscc');
  const holder = await tx.unit.findUnique({ where: { uscc: code.uscc } });
  if (holder && holder.id !== id)
    throw new RecordError('uscc_taken', `该统一社会信用代码已由“${holder.name}”使用，请核对。`, 'uscc');
  return code.uscc;
}

/** A prefecture's code reaches its counties too. */
function within(region: string): Prisma.StringNullableFilter {
  return isPrefecture(region) ? { startsWith: region.slice(0, 4) } : { equals: region };
}

type Found = Prisma.UnitGetPayload<{ include: typeof counted }>;

function unitRow(found: Found): UnitRow {
  const { id, name, uscc, kind, level, departments, regionCode, status } = found;
  return { id, name, uscc, kind, level, departments, regionCode, status, people: found._count.people };
}
