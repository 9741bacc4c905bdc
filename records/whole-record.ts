import type { Viewer } from '#domain/organisation/access-matrix.js';
import type { CaseState } from '#domain/process/types.js';
import { conceals, hiddenFrom, hidesObjector, opensForm, shownData } from './concealment.js';
import { RecordError, type Database } from './database.js';
import { OBJECTION } from './objections.js';
import { registeredProcess } from './processes.js';
import { readableCases } from './scope.js';

/** Everything the record holds of a case, as plain JSON, and which files belong to it (6.12a). */
export interface WholeRecord {
  title: string;
  record: Record<string, unknown>;
  files: { sha256: string; name: string }[];
}

/** The whole record of a case in the viewer's scope, for hand-over. Throws RecordError 'not_found'; 'forbidden' while part of it is concealed (6.2). */
export async function readWholeRecord(db: Database, viewer: Viewer, id: string): Promise<WholeRecord> {
  const found = await db.case.findFirst({
    where: { AND: [{ id }, readableCases(viewer)] },
    include: { unit: true, events: { orderBy: { revision: 'asc' } }, tasks: { orderBy: { openedAt: 'asc' } } },
  });
  if (!found) throw new RecordError('not_found', '事项不存在或不在您的权限范围内。');
  const { events, tasks, unit, ...row } = found;
  const { process } = registeredProcess(found.process);
  const state = found.state as unknown as CaseState;
  const hidden = conceals(process, state, viewer) && process.concealed!.fields.some((field) => field in state.data);
  if (hidden || !opensForm(process, state, viewer))
    throw new RecordError('forbidden', '评审期间完整记录暂不提供导出，评审结束后可以导出。');
  const [documents, files, workbooks, monthlyReports] = await Promise.all([
    db.documentVersion.findMany({ where: { caseId: id }, orderBy: [{ document: 'asc' }, { version: 'asc' }] }),
    db.attachment.findMany({ where: { caseId: id }, orderBy: { uploadedAt: 'asc' } }),
    db.workbookReading.findMany({ where: { caseId: id }, orderBy: { position: 'asc' } }),
    db.monthlyReport.findMany({ where: { caseId: id }, orderBy: { month: 'asc' } }),
  ]);
  const kept = hiddenFrom(process, state, viewer).events;
  const attachments = files.filter((file) => file.purpose !== OBJECTION || !hidesObjector(process, state, viewer));
  const named = attachments.map((file, index) => ({ sha256: file.sha256, name: `附件/${index + 1} ${file.fileName}` }));
  const record = {
    ...{ format: 'duban-case/1', unit, tasks, documents, attachments, workbooks, monthlyReports },
    case: { ...row, state: { ...state, data: shownData(process, state, viewer) } },
    events: events.map((event) => (kept.includes(event.on) ? { ...event, actor: null, payload: null, opinion: null } : event)),
  };
  return { title: row.title, record: plain(record), files: named };
}

/** Dates as ISO strings, bigint amounts in fen as decimal strings. */
function plain(record: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(record, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  ) as Record<string, unknown>;
}
