import { roleName, type Role } from '#domain/organisation/roles.js';
import { refusePost } from '#domain/organisation/separation.js';
import { appendAudit, type Trail } from './audit.js';
import { inTransaction, RecordError, untilFree, type Database, type Transaction } from './database.js';
import { clearDesk } from './leaving.js';

export interface PostEntry {
  personId: string;
  unitId: string;
  role: Role;
}

/**
 * 授予岗位, by the security administrator. Repeating it changes nothing. Throws RecordError 'own_posts', 'not_found' and the refusals of the
 * separation rules (`refusePost`).
 */
export async function grantPost(db: Database, post: PostEntry, by: Trail): Promise<void> {
  await inTransaction(db, async (tx) => {
    const person = await locked(tx, post, by);
    const unit = await tx.unit.findUnique({ where: { id: post.unitId } });
    if (!unit || unit.status !== 'verified')
      throw new RecordError('unknown_unit', '单位不存在、未核验或已停用，请重新选择。', 'unitId');
    const refusal = refusePost(person.roles, post.role, unit);
    if (refusal) throw new RecordError(refusal.code, refusal.message, refusal.field);
    await tx.post.upsert({
      where: { personId_unitId_role: { personId: post.personId, unitId: post.unitId, role: post.role } },
      create: post,
      update: {},
    });
    const detail = { id: post.personId, unit: unit.name, role: post.role };
    await appendAudit(tx, { ...by, action: 'post.granted', target: `${person.login} ${roleName(post.role)}`, detail });
  });
}

/**
 * 免去岗位: what the person held for the office goes back to it. Refused while the office would stand empty with tasks on its desk: 'office_empty'. Throws
 * RecordError 'own_posts', 'not_found'.
 */
export async function revokePost(db: Database, post: PostEntry, by: Trail): Promise<void> {
  await untilFree(() => inTransaction(db, (tx) => revokeIn(tx, post, by)));
}

async function revokeIn(tx: Transaction, post: PostEntry, by: Trail): Promise<void> {
  const person = await locked(tx, post, by);
  const { unitId, role, personId } = post;
  const removed = await tx.post.deleteMany({ where: post });
  if (removed.count === 0) throw new RecordError('not_found', '该人员没有此岗位，请刷新后重试。');
  const tasks = await clearDesk(tx, { personId, office: { unitId, role } }, by);
  const left = await tx.post.count({ where: { unitId, role, person: { status: 'active' } } });
  const waiting = left > 0 ? 0 : await tx.task.count({ where: { unitId, role, closedAt: null, holderId: null } });
  if (waiting > 0) throw new RecordError('office_empty', `该岗位还有${waiting}项待办且只有此人办理，请先授予其他人员该岗位。`);
  await appendAudit(tx, {
    ...by,
    action: 'post.revoked',
    target: `${person.login} ${roleName(role)}`,
    detail: { id: personId, unitId, role, tasks },
  });
}

/** One change of a person's posts at a time, so that two administrators cannot grant what together is forbidden. */
async function locked(tx: Transaction, post: PostEntry, by: Trail): Promise<{ login: string; roles: Role[] }> {
  if (post.personId === by.personId) throw new RecordError('own_posts', '不能调整自己的岗位，请由另一名安全管理员办理。');
  await tx.$queryRaw`select 1 from person where id = ${post.personId}::uuid for update`;
  const person = await tx.person.findUnique({ where: { id: post.personId }, include: { posts: true } });
  if (!person) throw new RecordError('not_found', '账号不存在，请刷新后重试。');
  return { login: person.login, roles: person.posts.map((held) => held.role as Role) };
}

/**
 * A case makes a unit lead or member of a consortium: its administrators 单位管理员 get the post that goes with it, with the case as the reason in the
 * audit log. Who holds it already, or may not hold it (`refusePost`), is left alone.
 */
export async function postAdministrators(
  tx: Transaction,
  unitId: string,
  role: Role,
  of: { personId?: string; caseId: string },
): Promise<void> {
  const unit = await tx.unit.findUniqueOrThrow({ where: { id: unitId } });
  const administrators = await tx.person.findMany({
    where: { status: 'active', AND: [{ posts: { some: { unitId, role: 'UA' } } }, { posts: { none: { unitId, role } } }] },
    include: { posts: true },
    orderBy: { id: 'asc' },
  });
  for (const { id: personId, login, posts } of administrators) {
    const held = posts.map((post) => post.role as Role);
    if (refusePost(held, role, unit)) continue;
    await tx.post.create({ data: { personId, unitId, role } });
    const detail = { id: personId, unit: unit.name, role };
    await appendAudit(tx, { ...of, action: 'post.granted', target: `${login} ${roleName(role)}`, detail });
  }
}
