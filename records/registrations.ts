import { randomUUID } from 'node:crypto';
import type { Viewer } from '#domain/organisation/access-matrix.js';
import { prefectureOf } from '#domain/organisation/regions.js';
import { checkUscc } from '#domain/organisation/uscc.js';
import type { CaseState, Office } from '#domain/process/types.js';
import { registrableKinds, type RegistrableKind, type RegistrationData } from '#domain/registration/data.js';
import { appendAudit, type Trail } from './audit.js';
import { inTransaction, RecordError, type Database, type Transaction } from './database.js';
import { queueMail } from './mail.js';
import { mailLink } from './one-time-links.js';
import { openCaseIn } from './open-case.js';
import { readableCases } from './scope.js';

export interface NewRegistration {
  /** The case's id, made once by the browser: sent again, it is the same registration. */
  id: string;
  uscc: string;
  name: string;
  kind: RegistrableKind;
  county: string;
  address?: string;
  legalRepresentative: string;
  administrator: { name: string; phone: string; email: string };
}

export interface Registered {
  id: string;
  /** The bureau that verifies. */
  reviewer: string;
}

/**
 * A unit registers itself (specification 5): unit and administrator wait for the local bureau, which finds the task in its inbox; the administrator gets a
 * link to set the password. Of two registrations of one code one stands, also at the same moment; a refused one may be made again.
 * Throws RecordError 'uscc_…' (6.11), 'uscc_taken', 'county_unknown', 'no_office'.
 */
export async function registerUnit(db: Database, given: NewRegistration, from: Trail, publicUrl: string): Promise<Registered> {
  const code = checkUscc(given.uscc);
  if (!code.ok) throw new RecordError(code.code, code.message, 'uscc');
  const prefecture = prefectureOf(given.county);
  if (!prefecture) throw new RecordError('county_unknown', '请选择单位所在的县（市、区）。', 'county');
  return inTransaction(db, async (tx) => {
    const { department } = registrableKinds[given.kind];
    const offices = await officesOf(tx, given.county, prefecture, department);
    const reviewer = (await tx.unit.findUniqueOrThrow({ where: { id: offices.reviewer.unitId }, select: { name: true } })).name;
    const before = await tx.case.findFirst({ where: { id: given.id, process: 'registration' }, select: { state: true } });
    if (before && (before.state as unknown as CaseState<RegistrationData>).data.uscc === code.uscc)
      return { id: given.id, reviewer };

    const unitId = await claimCode(tx, { ...given, uscc: code.uscc });
    const administrator = await administratorOf(tx, given, unitId, publicUrl);
    const data: RegistrationData = {
      unitId,
      name: given.name,
      uscc: code.uscc,
      kind: given.kind,
      county: given.county,
      prefecture,
      address: given.address,
      legalRepresentative: given.legalRepresentative,
      administrator,
      warnings: code.warnings.map((warning) => warning.message),
      offices,
    };
    await openCaseIn(tx, {
      process: 'registration',
      id: given.id,
      title: `单位注册：${given.name}`,
      data: { ...data },
      department,
      unitId,
      countyCode: given.county,
      prefectureCode: prefecture,
      kind: given.kind,
      by: { kind: 'person', name: given.administrator.name, unitId, unitName: given.name },
    });
    await appendAudit(tx, { ...from, action: 'unit.registered', target: given.name, caseId: given.id, detail: { unitId } });
    return { id: given.id, reviewer };
  });
}

/** The bureau of the county that serves the department, else any bureau of the county, else the prefecture's; and who is above it. */
async function officesOf(
  tx: Transaction,
  county: string,
  prefecture: string,
  department: string,
): Promise<RegistrationData['offices']> {
  const bureaus = await tx.unit.findMany({
    where: {
      kind: 'government',
      status: 'verified',
      level: { in: ['county', 'prefecture'] },
      regionCode: { in: [county, prefecture] },
    },
    select: { id: true, level: true, departments: true },
    orderBy: { id: 'asc' },
  });
  const at = (level: string) => bureaus.filter((bureau) => bureau.level === level);
  const best = (some: typeof bureaus) => some.find((bureau) => bureau.departments.includes(department)) ?? some[0];
  const [local, above] = [best(at('county')), best(at('prefecture'))];
  const upper: Office | undefined = above && { unitId: above.id, role: 'PO' };
  const reviewer: Office | undefined = local ? { unitId: local.id, role: 'CO' } : upper;
  if (!reviewer) throw new RecordError('no_office', '所选县（市、区）尚未配置核验部门，请联系系统管理员。', 'county');
  return { reviewer, above: upper ?? reviewer };
}

/** Takes the code for the unit, unless a pending, verified or disabled unit has it. The unique index decides between two at the same moment. */
async function claimCode(tx: Transaction, given: NewRegistration): Promise<string> {
  const [claimed] = await tx.$queryRaw<{ id: string }[]>`
    insert into unit (id, name, uscc, kind, level, departments, region_code, address, legal_representative, status)
    values (${randomUUID()}::uuid, ${given.name}, ${given.uscc}, ${given.kind}, 'unit', '{}', ${given.county}, ${given.address ?? null}, ${given.legalRepresentative}, 'pending')
    on conflict (uscc) do update set name = excluded.name, kind = excluded.kind, region_code = excluded.region_code, address = excluded.address,
      legal_representative = excluded.legal_representative, status = 'pending'
    where unit.status = 'refused' returning id`;
  if (claimed) {
    // A refused unit never had anybody who could act for it.
    await tx.post.deleteMany({ where: { unitId: claimed.id } });
    return claimed.id;
  }
  const taken = await tx.unit.findUniqueOrThrow({ where: { uscc: given.uscc }, select: { status: true } });
  throw new RecordError(
    'uscc_taken',
    taken.status === 'pending'
      ? '该统一社会信用代码的注册申请正在核验，请勿重复提交。'
      : '该统一社会信用代码已注册，请联系本单位管理员开通账号。',
    'uscc',
  );
}

/**
 * The unit's administrator, who also fills in until others are added. Whoever has an account already keeps it, and is told; whoever has none, or never
 * activated it, gets a link. The answer to the registration is the same (S10).
 */
async function administratorOf(tx: Transaction, given: NewRegistration, unitId: string, publicUrl: string): Promise<string> {
  const { name, phone } = given.administrator;
  const email = given.administrator.email.toLowerCase();
  await tx.$executeRaw`
    insert into person (id, name, login, email, phone, unit_id) values (${randomUUID()}::uuid, ${name}, ${email}, ${email}, ${phone}, ${unitId}::uuid)
    on conflict (login) do nothing`;
  const person = await tx.person.findUniqueOrThrow({ where: { login: email } });
  await tx.post.createMany({ data: ['UA', 'EA'].map((role) => ({ personId: person.id, unitId, role })) });
  if (person.passwordHash === null) await mailLink(tx, { ...person, email }, 'activate', publicUrl);
  else
    await queueMail(tx, {
      personId: person.id,
      address: person.email ?? email,
      template: 'account',
      subject: '单位注册',
      body: `${person.name}：\n${given.name}提交了单位注册申请，并填写您为单位管理员。核验通过后，您可用现有账号为该单位办理业务。如非您本人知情，请立即联系核验部门。`,
    });
  return person.id;
}

export interface RegistrationDetail {
  unit: {
    name: string;
    uscc: string;
    kind: RegistrableKind;
    county: string;
    address: string | null;
    legalRepresentative: string;
    status: string;
  };
  administrator: { name: string; email: string | null; phone: string | null; activated: boolean };
  warnings: string[];
}

/** What the verifier compares with the licence. The look is audited: it shows personal data (6.14). RecordError 'not_found' out of scope. `record`: where accounts and the log lie. */
export async function readRegistration(
  db: Database,
  viewer: Viewer,
  id: string,
  from: Trail,
  record: Database = db,
): Promise<RegistrationDetail> {
  const found = await db.case.findFirst({
    where: { AND: [{ id, process: 'registration' }, readableCases(viewer)] },
    select: { state: true, unit: { select: { status: true } } },
  });
  if (!found) throw new RecordError('not_found', '事项不存在或不在您的权限范围内。');
  const { data } = found.state as unknown as CaseState<RegistrationData>;
  const person = await record.person.findUniqueOrThrow({
    where: { id: data.administrator },
    select: { name: true, email: true, phone: true, passwordHash: true },
  });
  await inTransaction(record, (tx) =>
    appendAudit(tx, { ...from, action: 'personal-data.read', target: data.administrator, caseId: id }),
  );
  const { passwordHash, ...administrator } = person;
  const { name, uscc, kind, county, legalRepresentative, warnings } = data;
  return {
    unit: { name, uscc, kind, county, address: data.address ?? null, legalRepresentative, status: found.unit!.status },
    administrator: { ...administrator, activated: passwordHash !== null },
    warnings,
  };
}
