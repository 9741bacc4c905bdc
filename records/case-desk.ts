import type { Viewer } from '#domain/organisation/access-matrix.js';
import { roleName } from '#domain/organisation/roles.js';
import { mayHandle } from '#domain/process/access.js';
import type { Actor, CaseState, Process, Task } from '#domain/process/types.js';
import { conceals } from './concealment.js';
import type { Database } from './database.js';

/** An open task as a reader of the case sees it: whose desk it is on, since when, until when. */
export interface OpenTask {
  id: string;
  kind: Task['kind'];
  label: string;
  /** '楚雄市工信局 县级经办人', the holder's name, or both. */
  desk: string;
  /** One of the office has taken it, or was handed it. */
  held: boolean;
  /** 委派: who decides when it comes back. */
  delegatedBy?: string;
  /** Whether the reader may handle it now. */
  mine: boolean;
  /** 委托人: only in whose place the reader may. */
  deputyFor?: { personId: string; name: string };
  unread: boolean;
  position?: 'before' | 'after';
  answered: boolean;
  openedAt: string;
  due: string | null;
  dueProvisional: boolean;
  urgedAt: string | null;
}

const iso = (instant: number | undefined) => (instant === undefined ? null : new Date(instant).toISOString());

/** The case's open tasks; a concealed panel's members (6.2) appear without their names. */
export async function openTasks(
  db: Database,
  process: Process,
  state: CaseState,
  actors: readonly Actor[],
  viewer: Viewer,
): Promise<OpenTask[]> {
  const names = await namesOf(
    db,
    state.tasks.flatMap((task) => [task.holder, task.delegatedBy, task.office?.unitId].filter((id) => id !== undefined)),
  );
  const hidden = conceals(process, state, viewer);
  return state.tasks.map((task) => {
    const by = actors.find((actor) => mayHandle(actor, task));
    return {
      id: task.id,
      kind: task.kind,
      label: task.label,
      desk: deskOf(task, names, hidden && task.kind === 'decide' && task.holder !== viewer.personId),
      held: task.office !== undefined && task.holder !== undefined,
      ...(task.delegatedBy ? { delegatedBy: names[task.delegatedBy] ?? '' } : {}),
      mine: by !== undefined,
      ...(by?.deputyFor ? { deputyFor: by.deputyFor } : {}),
      unread: task.readAt === undefined,
      ...(task.position ? { position: task.position } : {}),
      answered: task.answer !== undefined,
      openedAt: new Date(task.openedAt).toISOString(),
      due: iso(task.due),
      dueProvisional: task.dueProvisional === true,
      urgedAt: iso(task.urgedAt),
    };
  });
}

/** Whose desk a task is on, in words; `concealed`: a person addressed by name stands as 评审专家. */
export function deskOf(task: Pick<Task, 'office' | 'holder'>, names: Record<string, string>, concealed = false): string {
  const office = task.office ? [names[task.office.unitId], roleName(task.office.role)] : [];
  const holder = concealed && !task.office ? '评审专家' : task.holder && names[task.holder];
  return [...office, holder].filter(Boolean).join(' ');
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Names of the persons and units whose ids stand anywhere in what is shown: panels of experts, offices, signatories. */
export function namesIn(db: Database, shown: unknown): Promise<Record<string, string>> {
  return namesOf(db, idsIn(shown));
}

/** Names of persons and units by id. */
export async function namesOf(db: Database, ids: string[]): Promise<Record<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return {};
  const select = { id: true, name: true } as const;
  const [persons, units] = await Promise.all([
    db.person.findMany({ where: { id: { in: wanted } }, select }),
    db.unit.findMany({ where: { id: { in: wanted } }, select }),
  ]);
  return Object.fromEntries([...persons, ...units].map(({ id, name }) => [id, name]));
}

function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return UUID.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [...idsIn(key), ...idsIn(inner)]);
}
