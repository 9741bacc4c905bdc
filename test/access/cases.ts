import { randomUUID } from 'node:crypto';
import type { Role } from '#domain/organisation/roles.js';
import type { Database } from '#records/database.js';
import { chuxiong, idOf } from './offices.js';

const place = { unit: 'firm', countyCode: chuxiong, prefectureCode: '532300' };
const cases: Record<
  string,
  {
    process: string;
    department: string;
    unit: string;
    countyCode?: string;
    prefectureCode?: string;
    status?: string;
    participants?: string[];
  }
> = {
  project: { process: 'key-project', department: 'miit', ...place },
  draft: { process: 'key-project', department: 'miit', ...place, status: 'draft' },
  'draft call': { process: 'call', department: 'miit', unit: 'province-miit', status: 'draft' },
  call: { process: 'call', department: 'miit', unit: 'province-miit', status: 'published' },
  transmittal: { process: 'transmittal', department: 'miit', unit: 'prefecture-miit', prefectureCode: '532300' },
  plan: { process: 'disbursement', department: 'sti', unit: 'firm', prefectureCode: '532300', participants: ['member'] },
  order: { process: 'payment-order', department: 'finance', unit: 'province-finance' },
};

/** Specification 5 read by hand: who sees what. Whoever is not named does not. */
const sees: Record<string, string> = {
  project: `EA firm, UA firm, CO county-miit, CO county-both, PO prefecture-miit, PO prefecture-both, VO province-miit, VD province-miit, VL province-miit, AU *`,
  draft: 'EA firm, UA firm, AU *',
  'draft call': 'VO province-miit, VD province-miit, VL province-miit, FN province-miit',
  call: 'EA *, UA *, LD *, MB *, FI *, CO county-miit, CO county-sti, CO county-both, CO sibling-county, CO other-county, PO prefecture-miit, PO prefecture-sti, PO prefecture-both, PO other-prefecture, RU prefecture-miit, RU prefecture-sti, RU prefecture-both, RU other-prefecture, VO province-miit, VD province-miit, VL province-miit, FN province-miit, AU *',
  transmittal: 'PO prefecture-miit, PO prefecture-both, VO province-miit, VD province-miit, VL province-miit, AU *',
  plan: 'UA firm, LD firm, MB firm, FI firm, UA member, LD member, MB member, FI member, RU prefecture-sti, RU prefecture-both, VO province-sti, VD province-sti, VL province-sti, FN province-sti, FN province-finance, VO province-finance, VD province-finance, VL province-finance, AU *',
  order: 'VO province-finance, VD province-finance, VL province-finance, FN province-finance, AU *',
};

export function expected(id: string, role: Role, unit: string): boolean {
  return sees[id]!.split(', ').some((cell) => cell === `${role} ${unit}` || cell === `${role} *`);
}

export async function person(db: Database, role: Role, unit: string): Promise<string> {
  const id = randomUUID();
  await db.person.create({ data: { id, name: role, login: id, posts: { create: { unitId: idOf(unit), role } } } });
  return id;
}

export const caseNames = Object.keys(cases);

/** The cases, each with one row of whatever belongs to a case. */
export async function addCases(db: Database): Promise<void> {
  for (const [id, { participants = [], status = 'county', ...one }] of Object.entries(cases)) {
    const now = new Date();
    const row = { version: 1, title: id, revision: 0, state: {}, headHash: '', since: now, createdAt: now, updatedAt: now };
    const { unit, ...place } = one;
    await db.case.create({ data: { ...row, ...place, id: idOf(id), status, unitId: idOf(unit) } });
    await addChildren(db, idOf(id));
    await db.caseParticipant.createMany({ data: participants.map((name) => ({ caseId: idOf(id), unitId: idOf(name) })) });
  }
}

async function addChildren(db: Database, caseId: string): Promise<void> {
  const [id, at] = [randomUUID(), new Date()];
  const event = { revision: 0, eventId: 'open', on: 'open', label: '创建', fromStatus: '', toStatus: 'draft', actor: {} };
  await db.caseEvent.create({ data: { caseId, ...event, at, previousHash: '', hash: '' } });
  await db.task.create({ data: { caseId, id: '1', process: 'x', stage: 'x', kind: 'decide', label: 'x', openedAt: at } });
  await db.documentVersion.create({ data: { caseId, document: 'form', version: 0, content: {}, savedAt: at } });
  const report = { month: '2027-01', monthFen: 1n, cumulativeFen: 1n, progress: 'x', status: 'submitted', submittedAt: at };
  await db.monthlyReport.create({ data: { caseId, ...report } });
  const file = { purpose: 'other', fileName: 'a.pdf', mediaType: 'application/pdf', size: 1, sha256: 'a', uploadedAt: at };
  await db.attachment.create({ data: { id, caseId, ...file, uploadedBy: randomUUID() } });
  await db.workbookReading.create({ data: { id, caseId, cells: [], readAt: at } });
}
