import { randomUUID } from 'node:crypto';
import { begin } from '#domain/process/step.js';
import type { Actor } from '#domain/process/types.js';
import { calendarVersion, readCalendar } from './calendar.js';
import { GENESIS, link } from './chain.js';
import { businessNow } from './clock.js';
import { inTransaction, Prisma, type Database, type Transaction } from './database.js';
import { joinCase } from './participants.js';
import { arrivals } from './prepare.js';
import { registeredProcess } from './processes.js';
import { writeNotices } from './write.js';

export interface NewCase {
  process: string;
  id?: string;
  title: string;
  data: Record<string, unknown>;
  department: 'miit' | 'sti' | 'finance';
  unitId?: string;
  callId?: string;
  parentId?: string;
  countyCode?: string;
  prefectureCode?: string;
  kind?: string;
  amountFen?: bigint;
  /** Further units that may read it. */
  participants?: string[];
  by: Actor;
  /** First content of the case's form. */
  draft?: Record<string, unknown>;
}

/** Opens a case in its first state, revision 0, with the first entry of its log. Opening the same id again, also at once, returns it unchanged. */
export async function openCase(db: Database, given: NewCase): Promise<{ id: string }> {
  try {
    return await inTransaction(db, (tx) => openCaseIn(tx, given));
  } catch (error) {
    const taken = error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
    if (taken && given.id && (await db.case.count({ where: { id: given.id } })) > 0) return { id: given.id };
    throw error;
  }
}

export async function openCaseIn(tx: Transaction, given: NewCase): Promise<{ id: string }> {
  const id = given.id ?? randomUUID();
  if (await tx.case.findUnique({ where: { id }, select: { id: true } })) return { id };
  const { process } = registeredProcess(given.process);
  const now = await businessNow(tx);
  const calendar = await calendarVersion(tx);
  const { state, opened } = begin(process, given.data, { now, calendar: await readCalendar(tx, calendar) });
  const at = new Date(now);
  const { posts: _posts, ...actor } = given.by;
  const record = {
    case_id: id,
    revision: 0,
    event_id: `open:${id}`,
    on_event: 'open',
    label: '创建',
    from_status: '',
    to_status: state.status,
    actor,
    payload: { data: given.data },
    assigned: {},
    context: { calendar },
    at: at.toISOString(),
  };
  const hash = link(GENESIS, record);
  await tx.case.create({
    data: {
      id,
      process: given.process,
      version: process.version,
      title: given.title,
      status: state.status,
      revision: 0,
      state: state as object,
      department: given.department,
      unitId: given.unitId,
      callId: given.callId,
      parentId: given.parentId,
      countyCode: given.countyCode,
      prefectureCode: given.prefectureCode,
      kind: given.kind,
      amountFen: given.amountFen,
      headHash: hash,
      since: at,
      createdAt: at,
      updatedAt: at,
      nextInstant: state.instants[0]?.name,
      nextInstantAt: state.instants[0] && new Date(state.instants[0].at),
      events: {
        create: {
          revision: 0,
          eventId: record.event_id,
          on: 'open',
          label: '创建',
          fromStatus: '',
          toStatus: state.status,
          actor: actor as object,
          personId: given.by.personId,
          payload: record.payload as object,
          context: record.context,
          at,
          previousHash: GENESIS,
          hash,
        },
      },
      tasks: {
        create: opened.map((task) => ({
          id: task.id,
          process: given.process,
          stage: task.stage,
          kind: task.kind,
          label: task.label,
          unitId: task.office?.unitId,
          role: task.office?.role,
          holderId: task.holder,
          openedAt: at,
          due: task.due === undefined ? undefined : new Date(task.due),
          dueProvisional: task.dueProvisional === true,
        })),
      },
    },
  });
  await joinCase(tx, id, given.participants ?? []);
  const summary = process.summary?.(state.data) ?? {};
  await writeNotices(tx, arrivals({ id, title: given.title, number: null }, summary, 0, opened, record.at));
  if (given.draft) {
    await tx.documentVersion.create({
      data: { caseId: id, document: 'form', version: 0, content: given.draft as object, savedBy: given.by.personId, savedAt: at },
    });
  }
  return { id };
}
