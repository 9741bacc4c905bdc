import { sources } from '#domain/process/define.js';
import type { Actor, CaseState, Office, Process, Row } from '#domain/process/types.js';
import { pick, type Next } from './random.js';

/** Who works in an office: two colleagues, and one who also sits in every other office of the case. */
const COLLEAGUES = 2;
const known = new Map<string, Actor>();

export const stranger: Actor = {
  kind: 'person',
  personId: 'stranger',
  name: 'stranger',
  unitId: 'elsewhere',
  roles: ['AU'],
  posts: [],
};

/** The nth person of an office; the same object every time. */
export function colleague({ unitId, role }: Office, n: number): Actor {
  const personId = `${unitId}/${role}/${n}`;
  if (!known.has(personId))
    known.set(personId, {
      kind: 'person',
      personId,
      name: personId,
      unitId,
      roles: [role],
      posts: [{ unitId, role }],
      reauthenticated: true,
    });
  return known.get(personId)!;
}

/** Holds every office named, the owner's included when it is among them. */
function everywhere(offices: Office[]): Actor {
  const posts = offices.map(({ unitId, role }) => ({ unitId, role }));
  return { kind: 'person', personId: 'everywhere', name: 'everywhere', unitId: posts[0]?.unitId ?? 'none', posts };
}

/** Deciding for an absent colleague: separation of duties binds both. */
const asDeputy = (actor: Actor, principal: Actor): Actor => ({
  ...actor,
  posts: principal.posts ?? [],
  deputyFor: { personId: principal.personId!, name: principal.name! },
});

/** The offices that may move the case in its present state. */
export function officesAt<D>(process: Process<D>, state: CaseState<D>): Office[] {
  const rows = rowsFrom(process, state.status);
  return [
    ...state.tasks.flatMap((task) => (task.office ? [task.office] : [])),
    ...rows.flatMap(({ by }): Office[] => {
      if (by.kind === 'role') return by.roles.map((role) => ({ unitId: 'elsewhere', role }));
      if (by.kind !== 'office') return [];
      return [by.unit(state.data) ?? []].flat().flatMap((unitId) => by.roles.map((role) => ({ unitId, role })));
    }),
  ];
}

/** Somebody; mostly of an office that has something to do with the case. */
export function anyone<D>(next: Next, process: Process<D>, state: CaseState<D>): Actor {
  const chance = next();
  if (chance < 0.05) return { kind: pick(next, ['time', 'system', 'public'] as const) };
  if (chance < 0.1) return stranger;
  const holders = state.tasks.flatMap((task) => (task.holder ? [task.holder] : []));
  if (holders.length > 0 && chance < 0.4) return named(pick(next, holders));
  const offices = officesAt(process, state);
  if (offices.length === 0) return stranger;
  const office = pick(next, offices);
  if (chance > 0.97) return everywhere(offices);
  const person = colleague(office, Math.floor(next() * COLLEAGUES));
  return chance > 0.92 ? asDeputy(person, colleague(pick(next, offices), 0)) : person;
}

/** The sender a row asks for. */
export function senderOf<D>(next: Next, process: Process<D>, row: Row<D>, state: CaseState<D>): Actor {
  if (row.by.kind === 'time' || row.by.kind === 'system' || row.by.kind === 'public') return { kind: row.by.kind };
  return anyone(next, process, state);
}

/** Persons without an office of their own, such as experts, hold no post. */
function named(personId: string): Actor {
  return known.get(personId) ?? { kind: 'person', personId, name: personId, unitId: 'elsewhere', roles: [], posts: [] };
}

const byState = new Map<Process<any>, Map<string, Row<any>[]>>();

/** The rows that leave from a state, looked up once. */
export function rowsFrom<D>(process: Process<D>, status: string): Row<D>[] {
  if (!byState.has(process))
    byState.set(
      process,
      new Map(
        Object.keys(process.states).map((name) => [name, process.rows.filter((row) => sources(row).includes(name))] as const),
      ),
    );
  return byState.get(process)!.get(status)!;
}
