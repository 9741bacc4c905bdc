import { refuseReceiver } from '#domain/organisation/receiver.js';
import type { Role } from '#domain/organisation/roles.js';
import { mayHandle } from '#domain/process/access.js';
import type { CaseEvent, CaseState, Process, Refusal } from '#domain/process/types.js';
import { verbs } from '#domain/process/verbs/index.js';
import type { Transaction } from './database.js';
import { objectOfProcess } from './scope.js';

/**
 * Why the persons an act names cannot be named: whoever is handed a task may read the case and decide it, so only people of the own unit are, judged by
 * the posts they hold at this moment.
 */
export async function refuseNamed(
  tx: Transaction,
  process: Process<any, any>,
  state: CaseState<any>,
  event: CaseEvent,
): Promise<Refusal | undefined> {
  const named = event.by.kind === 'person' ? personsNamed(process, event) : [];
  if (named.length === 0) return undefined;
  const units = event.by.posts?.map(({ unitId }) => unitId) ?? [event.by.unitId];
  const held = await tx.$queryRaw<{ id: string; role: Role }[]>`
    select p.id::text as id, o.role from post o
    join person p on p.id = o.person_id and p.status = 'active'
    join unit u on u.id = o.unit_id and u.status = 'verified'
    where o.unit_id = any (${units}::uuid[]) and p.id::text = any (${named}) for share of o, p`;
  const decides = handsOver(state, event) ? objectOfProcess[process.name] : undefined;
  const roles = (personId: string) => held.filter(({ id }) => id === personId).map(({ role }) => role);
  return named.map((personId) => refuseReceiver(roles(personId), decides)).find((refusal) => refusal !== undefined);
}

/** Whom the act's dialog asks for. */
function personsNamed(process: Process<any, any>, { on, payload }: CaseEvent): string[] {
  const fields = [
    ...(verbs[on]?.fields ?? []),
    ...process.rows.filter((row) => row.on === on).flatMap((row) => row.payload ?? []),
  ];
  return [
    ...new Set(fields.filter(({ kind }) => kind === 'person').flatMap(({ key }) => (payload?.[key] ?? []) as string | string[])),
  ];
}

/** The decision itself goes over: not so with a signature or advice that was asked for. */
function handsOver(state: CaseState<any>, { on, by, taskId }: CaseEvent): boolean {
  const task = state.tasks.find((one) => (taskId ? one.id === taskId : mayHandle(by, one)));
  return on === 'transfer' && (task?.kind === 'decide' || task?.kind === 'vote');
}
