import { appendAudit, type Trail } from './audit.js';
import type { Viewer } from '#domain/organisation/access-matrix.js';
import type { Role } from '#domain/organisation/roles.js';
import { refuseActor } from '#domain/process/access.js';
import { byPerson, sources } from '#domain/process/define.js';
import type { CaseState, StepContext } from '#domain/process/types.js';
import { mayEdit } from './case-documents.js';
import { businessNow } from './clock.js';
import { hidesObjector, opensForm } from './concealment.js';
import { inTransaction, RecordError, type Database, type Transaction } from './database.js';
import { OBJECTION } from './objections.js';
import type { Someone } from './people.js';
import { registeredProcess } from './processes.js';
import { readableCases } from './scope.js';

export interface AttachmentRow {
  id: string;
  caseId: string;
  purpose: string;
  fileName: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  sha256: string;
  uploadedBy: string;
  uploadedAt: string;
  /** Whether the viewer may remove it now. */
  removable: boolean;
}

export interface NewAttachment {
  /** Made once by the browser: sent again, it is the same attachment. */
  id: string;
  caseId: string;
  purpose: string;
  fileName: string;
  mediaType: string;
  size: number;
  sha256: string;
}

/** An attached workbook that was compared cell by cell (A14); stays as evidence. */
export const WORKBOOK = 'workbook';
const MOST_ATTACHMENTS = 100;
const editable = ['draft', 'returned'];
const officials: readonly Role[] = ['CO', 'PO', 'VO', 'VD'];

interface Place {
  process: string;
  status: string;
  ended: boolean;
  state: unknown;
}

/** Whether the person writes one of the documents that lie beside the case, and may do so now. */
function writes({ actor }: Someone, { process, state }: Place): boolean {
  const rules = Object.values(registeredProcess(process).process.documents ?? {});
  return rules.some((rule) => mayEdit(rule, state as CaseState<any>, actor));
}

/** Whether an act that is the person's to send now asks for a file: a stamped page, a receipt, a voucher. */
function isAskedFor({ actor }: Someone, { process: name, status, state }: Place): boolean {
  const { process } = registeredProcess(name);
  const rows = process.rows.filter(
    (row) => sources(row).includes(status) && byPerson(row) && row.payload?.some(({ kind }) => kind === 'files'),
  );
  return rows.some((row) => !refuseActor(process, row, { state, event: { by: actor } } as StepContext<any, any>));
}

/** Whether the person may add files: the applicant while the form is open to edit, whoever's act asks for them, an official of one of its offices while it lives. */
function mayAttach(someone: Someone, place: Place): boolean {
  if (writes(someone, place) || isAskedFor(someone, place)) return true;
  const { offices = {} } = (place.state as { data: { offices?: Record<string, string> } }).data;
  return someone.units.some(({ id, roles }) =>
    id === offices.owner
      ? roles.includes('EA') && editable.includes(place.status)
      : Object.values(offices).includes(id) && !place.ended && roles.some((role) => officials.includes(role)),
  );
}

/** Whether the person takes part in the case at all: its owner's people and the officials of its offices. */
function takesPart(someone: Someone, place: Place): boolean {
  const { offices = {} } = (place.state as { data: { offices?: Record<string, string> } }).data;
  return someone.units.some(
    ({ id, roles }) =>
      Object.values(offices).includes(id) && roles.some((role) => officials.includes(role) || role === 'EA' || role === 'UA'),
  );
}

/** Throws RecordError 'not_found' when the case is out of scope, 'forbidden' when files cannot be added now; asked before a byte is taken. */
export async function checkMayAttach(db: Transaction, someone: Someone, caseId: string, purpose: string): Promise<void> {
  const place = await db.case.findFirst({
    where: { AND: [{ id: caseId }, readableCases(someone.viewer)] },
    select: { process: true, status: true, ended: true, state: true },
  });
  if (!place) throw notFound();
  if (!(purpose === WORKBOOK ? !place.ended && takesPart(someone, place) : mayAttach(someone, place)))
    throw new RecordError('forbidden', '当前环节不能上传附件，如需补充材料请联系审核部门退回。');
}

/** Adds the row of a kept file. The same id again changes nothing. Throws RecordError as `checkMayAttach`, and 'too_many'. */
export async function addAttachment(db: Database, someone: Someone, given: NewAttachment, trail: Trail): Promise<void> {
  await inTransaction(db, (tx) => addAttachmentIn(tx, someone, given, trail));
}

/** As `addAttachment`, with the case row locked until the transaction ends; false when the id was there before. */
export async function addAttachmentIn(tx: Transaction, someone: Someone, given: NewAttachment, trail: Trail): Promise<boolean> {
  await tx.$queryRaw`select 1 from "case" where id = ${given.caseId}::uuid for update`;
  await checkMayAttach(tx, someone, given.caseId, given.purpose);
  const before = await tx.attachment.findUnique({ where: { id: given.id }, select: { caseId: true } });
  if (before && before.caseId !== given.caseId) throw notFound();
  if (before) return false;
  if ((await tx.attachment.count({ where: { caseId: given.caseId, removedAt: null } })) >= MOST_ATTACHMENTS)
    throw new RecordError('too_many', `一个事项最多上传${MOST_ATTACHMENTS}个附件，请删除或合并后再上传。`);
  await tx.attachment.create({
    data: { ...given, uploadedBy: someone.viewer.personId, uploadedAt: new Date(await businessNow(tx)) },
  });
  await appendAudit(tx, {
    ...trail,
    action: 'attachment.added',
    target: given.fileName,
    caseId: given.caseId,
    detail: { sha256: given.sha256 },
  });
  return true;
}

/** The files go with the form: an expert sees them after the promise (6.2). */
const opensFiles = ({ process, state }: { process: string; state: unknown }, viewer: Viewer): boolean =>
  opensForm(registeredProcess(process).process, state as CaseState, viewer);

/** What an objector handed in is for officials only (6.5). */
const mayKnow = ({ process, state }: { process: string; state: unknown }, viewer: Viewer, purpose: string): boolean =>
  purpose !== OBJECTION || !hidesObjector(registeredProcess(process).process, state as CaseState, viewer);

/** The case's attachments, oldest first. Throws RecordError 'not_found'. */
export async function listAttachments(db: Transaction, someone: Someone, caseId: string): Promise<AttachmentRow[]> {
  const place = await db.case.findFirst({
    where: { AND: [{ id: caseId }, readableCases(someone.viewer)] },
    select: { process: true, status: true, ended: true, state: true },
  });
  if (!place) throw notFound();
  if (!opensFiles(place, someone.viewer)) return [];
  const all = await db.attachment.findMany({
    where: { caseId, removedAt: null },
    orderBy: [{ uploadedAt: 'asc' }, { id: 'asc' }],
  });
  const rows = all.filter((row) => mayKnow(place, someone.viewer, row.purpose));
  const people = await db.person.findMany({
    where: { id: { in: [...new Set(rows.flatMap((row) => row.uploadedBy ?? []))] } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map((person) => [person.id, person.name]));
  return rows.map(({ removedAt: _, uploadedAt, ...row }) => ({
    ...row,
    uploadedBy: row.uploadedBy === null ? '社会公众' : (names.get(row.uploadedBy) ?? ''),
    uploadedAt: uploadedAt.toISOString(),
    removable: isRemovable(row, someone, place),
  }));
}

/** One attachment of a case the viewer may read, removed ones excepted. Throws RecordError 'not_found'. */
export async function findAttachment(db: Transaction, viewer: Viewer, id: string) {
  const found = await db.attachment.findFirst({ where: { id, removedAt: null } });
  const place =
    found &&
    (await db.case.findFirst({
      where: { AND: [{ id: found.caseId }, readableCases(viewer)] },
      select: { process: true, state: true },
    }));
  if (!place || !opensFiles(place, viewer) || !mayKnow(place, viewer, found.purpose)) throw notFound();
  return found;
}

/** Takes an own file out of a draft; its bytes stay with the record. Throws RecordError 'not_found', 'forbidden'. */
export async function removeAttachment(db: Database, someone: Someone, id: string, trail: Trail): Promise<void> {
  await inTransaction(db, async (tx) => {
    const found = await findAttachment(tx, someone.viewer, id);
    await tx.$queryRaw`select 1 from "case" where id = ${found.caseId}::uuid for update`;
    const place = await tx.case.findUniqueOrThrow({
      where: { id: found.caseId },
      select: { process: true, status: true, ended: true, state: true },
    });
    if (!isRemovable(found, someone, place)) throw new RecordError('forbidden', '只能在草稿或退回修改时删除本人上传的附件。');
    await tx.attachment.update({ where: { id }, data: { removedAt: new Date(await businessNow(tx)) } });
    await appendAudit(tx, { ...trail, action: 'attachment.removed', target: found.fileName, caseId: found.caseId });
  });
}

const isRemovable = (row: { uploadedBy: string | null; purpose: string }, someone: Someone, place: Place) =>
  row.uploadedBy === someone.viewer.personId &&
  row.purpose !== WORKBOOK &&
  (writes(someone, place) || (editable.includes(place.status) && mayAttach(someone, place)));

const notFound = () => new RecordError('not_found', '事项或附件不存在，或不在您的权限范围内。');
