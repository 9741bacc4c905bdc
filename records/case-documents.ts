import type { Viewer } from '#domain/organisation/access-matrix.js';
import { holdsOffice } from '#domain/process/access.js';
import type { Actor, CaseState, DocumentRule, Process } from '#domain/process/types.js';
import { sha256 } from './chain.js';
import { opensForm } from './concealment.js';
import { RecordError, type Database } from './database.js';
import { readDraft, readVersions, saveDraft, type Draft } from './documents.js';
import { registeredProcess } from './processes.js';
import { readableCases } from './scope.js';

/** A document of a case as its reader may see it: frozen versions, oldest first; the working draft only where it is negotiated. */
export interface CaseDocument {
  document: string;
  draft?: Draft;
  versions: { version: number; sha256: string; savedAt: string; content: Record<string, unknown> }[];
  /** Whether the reader may change the draft now. */
  editable: boolean;
}

interface Found {
  state: CaseState<any>;
  process: Process;
  rule: DocumentRule<any>;
}

/** Out of scope, unknown, or closed to an expert who has not promised yet: RecordError 'not_found'. */
async function find(db: Database, viewer: Viewer, caseId: string, document: string): Promise<Found> {
  const row = await db.case.findFirst({
    where: { AND: [{ id: caseId }, readableCases(viewer)] },
    select: { process: true, state: true },
  });
  const process = row && registeredProcess(row.process).process;
  const state = row?.state as unknown as CaseState<any>;
  const rule = process && Object.hasOwn(process.documents ?? {}, document) ? process.documents![document] : undefined;
  if (!process || !rule || !opensForm(process, state, viewer))
    throw new RecordError('not_found', '材料不存在或不在您的权限范围内。');
  return { state, process, rule };
}

const holds = (actor: Actor, by: DocumentRule<any>['by'], data: unknown): boolean =>
  [by.unit(data) ?? []].flat().some((unitId) => by.roles.some((role) => holdsOffice(actor, { unitId, role })));

/** Whether the actor may change the draft of the document now; a paused or ended case is left alone. */
export const mayEdit = (rule: DocumentRule<any>, state: CaseState<any>, actor: Actor): boolean =>
  rule.states.includes(state.status) && !state.pause && !state.ended && holds(actor, rule.by, state.data);

/** Whether the actor may see the working draft: who writes it, and with whom it is negotiated. A document without a rule is for every reader. */
export function seesDraft(process: Process, document: string, state: CaseState<any>, actor: Actor): boolean {
  const rule = process.documents?.[document];
  if (!rule) return true;
  return holds(actor, rule.by, state.data) || (rule.shownTo !== undefined && holds(actor, rule.shownTo, state.data));
}

/** Throws RecordError 'not_found'. */
export async function readCaseDocument(
  db: Database,
  viewer: Viewer,
  actor: Actor,
  caseId: string,
  document: string,
): Promise<CaseDocument> {
  const { rule, state, process } = await find(db, viewer, caseId, document);
  const [draft, versions] = await Promise.all([
    seesDraft(process, document, state, actor) ? readDraft(db, caseId, document) : undefined,
    readVersions(db, caseId, document),
  ]);
  return {
    document,
    ...(draft ? { draft } : {}),
    versions: versions.map((version) => ({ ...version, savedAt: version.savedAt.toISOString() })),
    editable: mayEdit(rule, state, actor),
  };
}

/** Saves the draft in `record` on the version it was read from. Throws RecordError 'not_found', 'forbidden', 'draft_conflict'. */
export async function saveCaseDocument(
  db: Database,
  viewer: Viewer,
  actor: Actor,
  given: { caseId: string; document: string; content: Record<string, unknown>; basedOn?: string },
  record: Database = db,
): Promise<Draft> {
  const { rule, state } = await find(db, viewer, given.caseId, given.document);
  if (!mayEdit(rule, state, actor)) throw new RecordError('forbidden', '当前环节不能修改该材料，或贵单位不是编制单位。');
  return saveDraft(record, given.caseId, given.content, { personId: viewer.personId }, given.basedOn, given.document);
}

/** A document as it goes on paper: the version asked for, else the last one, else the draft of whoever may see it. */
export interface Paper {
  process: string;
  title: string;
  number: string | null;
  state: CaseState<any>;
  rule: DocumentRule<any>;
  content: Record<string, unknown>;
  version?: { version: number; sha256: string };
}

/** Throws RecordError 'not_found', also for a version that does not exist and for a document not begun. */
export async function readPaper(
  db: Database,
  viewer: Viewer,
  actor: Actor,
  caseId: string,
  document: string,
  wanted?: number,
): Promise<Paper> {
  const { rule, state, process } = await find(db, viewer, caseId, document);
  const head = await db.case.findFirstOrThrow({ where: { id: caseId }, select: { title: true, number: true } });
  const versions = await readVersions(db, caseId, document);
  const frozen = wanted === undefined ? versions.at(-1) : versions.find(({ version }) => version === wanted);
  // While the text is being written, who writes it prints what is written; everybody else what was frozen.
  const draft =
    wanted === undefined && (rule.states.includes(state.status) || !frozen) && seesDraft(process, document, state, actor)
      ? await readDraft(db, caseId, document)
      : undefined;
  const same = frozen !== undefined && draft !== undefined && sha256(draft.content) === frozen.sha256;
  const content = draft && !same ? draft.content : frozen?.content;
  if (!content) throw new RecordError('not_found', '该材料尚未填写，或没有这一版本。');
  const version = draft && !same ? undefined : frozen;
  return {
    ...{ process: process.name, ...head, state, rule, content },
    ...(version ? { version: { version: version.version, sha256: version.sha256 } } : {}),
  };
}
