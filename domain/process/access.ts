import type { Actor, By, CaseState, Level, Office, Process, Refusal, Row, StepContext, Task } from './types.js';

const reviewLevels: Level[] = ['county', 'prefecture', 'province'];
const levelNames: Record<Level, string> = { unit: '单位', county: '县级', prefecture: '州市', province: '省级' };

/** Whether the actor holds the office, by own post or for an absent principal. */
export function holdsOffice(actor: Actor, office: Office): boolean {
  if (actor.posts) return actor.posts.some((post) => post.unitId === office.unitId && post.role === office.role);
  return actor.unitId === office.unitId && (actor.roles ?? []).includes(office.role);
}

/** Every person an act counts for: the one who acts and the one acted for. */
export function personsOf(actor: Actor): string[] {
  return [actor.personId, actor.deputyFor?.personId].filter((id): id is string => id !== undefined);
}

/** Whose desk the actor works at: the own, or that of the absent principal 委托人. */
export function deskOwner(actor: Actor): string | undefined {
  return actor.deputyFor?.personId ?? actor.personId;
}

/** A seat on a panel is one person's own: an expert's score and a member's vote are never a deputy's (6.2). */
const entrustable = (task: Task): boolean => task.office !== undefined || task.kind === 'sign' || task.kind === 'advise';

/** A seat on a panel: a member's vote, or a desk of a stage whose members are addressed by name. */
export const isSeat = (process: Process, { kind, office, stage }: Task): boolean =>
  kind === 'vote' || (office === undefined && kind === 'decide' && process.states[stage]?.task?.seats === true);

/** Whether the task is the actor's to handle: on the person's desk, or unclaimed in one of the person's offices. */
export function mayHandle(actor: Actor, task: Task): boolean {
  if (actor.kind !== 'person' || task.answer || (actor.deputyFor && !entrustable(task))) return false;
  if (task.holder !== undefined) return task.holder === deskOwner(actor);
  return task.office !== undefined && holdsOffice(actor, task.office);
}

/** The stage's open task that the actor may decide by the row; `taskId` picks one of several. */
export function taskToDecide<D, K>(by: By<D>, { state, event }: StepContext<D, K>): Task | undefined {
  const role = by.kind === 'handler' ? by.role : undefined;
  return state.tasks.find(
    (task) =>
      task.stage === state.status &&
      task.kind === 'decide' &&
      (!role || task.office?.role === role) &&
      (!event.taskId || task.id === event.taskId) &&
      mayHandle(event.by, task),
  );
}

/** The refusal of an actor who may not send the row's event; nothing when the actor may. */
export function refuseActor<D, K>(process: Process<D, K>, row: Row<D, K>, context: StepContext<D, K>): Refusal | undefined {
  return refuseSender(row.by, context) ?? refuseDuties(process, row, context);
}

function refuseSender<D, K>(by: By<D>, context: StepContext<D, K>): Refusal | undefined {
  const actor = context.event.by;
  if (by.kind === 'time' || by.kind === 'system' || by.kind === 'public') {
    return actor.kind === by.kind
      ? undefined
      : { code: 'not_for_persons', message: '此步骤由系统按期办理，不能由人员直接操作。' };
  }
  if (actor.kind !== 'person') return { code: 'persons_only', message: '此步骤须由有权人员办理。' };
  if (by.kind === 'office') {
    const units = [by.unit(context.state.data) ?? []].flat();
    const held = units.some((unitId) => by.roles.some((role) => holdsOffice(actor, { unitId, role })));
    return held ? undefined : { code: 'not_your_office', message: '您不在办理此事项的岗位上，请由相应岗位人员办理。' };
  }
  if (by.kind === 'role') {
    const held = actor.posts?.map((post) => post.role) ?? actor.roles ?? [];
    return by.roles.some((role) => held.includes(role))
      ? undefined
      : { code: 'not_your_office', message: '您不在办理此事项的岗位上，请由相应岗位人员办理。' };
  }
  const own = taskToDecide(by, context);
  if (own?.delegatedBy) return { code: 'delegated', message: '该待办系他人委派，请填写意见后交回委派人，由其作出决定。' };
  if (own) return undefined;
  const held = context.state.tasks.find((task) => task.stage === context.state.status && task.kind === 'decide' && task.holder);
  return held
    ? { code: 'held_by_other', message: '该待办已由他人签收办理，请刷新后查看。' }
    : { code: 'not_your_task', message: '该待办不在您名下，请由当前环节的办理人办理。' };
}

/** Separation of duties (specification 2): nobody reviews the own unit's case, nobody handles two levels of one case. */
function refuseDuties<D, K>(process: Process<D, K>, row: Row<D, K>, context: StepContext<D, K>): Refusal | undefined {
  const { state, event } = context;
  const levels = levelsOf(process, row, state.status).filter((level) => reviewLevels.includes(level));
  if (event.by.kind !== 'person' || levels.length === 0) return undefined;
  const owner = process.ownerUnit(state.data);
  if (owner !== undefined && (event.by.unitId === owner || event.by.posts?.some((post) => post.unitId === owner))) {
    return { code: 'own_case', message: '申报单位的人员不得审核本单位的项目，请由其他人员办理。' };
  }
  const other = handledOtherLevel(state, personsOf(event.by), levels);
  if (!other) return undefined;
  const who = other.person === event.by.personId ? '您' : `委托人${event.by.deputyFor!.name}`;
  return {
    code: 'two_levels',
    message: `${who}已办理过本事项的${levelNames[other.level]}环节，同一人不得办理两级，请转由他人办理。`,
  };
}

/** Why a decision cannot go over to the person: the one who handled another level could never take it. */
export function refuseTransferTo<D>(process: Process<D>, state: CaseState<D>, task: Task, personId: string): Refusal | undefined {
  const level = task.kind === 'decide' ? process.states[task.stage]?.level : undefined;
  const other = level && level !== 'unit' ? handledOtherLevel(state, [personId], [level]) : undefined;
  if (!other) return undefined;
  return {
    code: 'two_levels',
    message: `对方已办理过本事项的${levelNames[other.level]}环节，同一人不得办理两级，请另选人员。`,
    field: 'personId',
  };
}

/** Which of the persons has handled the case at a level other than `levels`; what a person of the unit did is no review. */
function handledOtherLevel(
  state: CaseState<any>,
  persons: string[],
  levels: Level[],
): { person: string; level: Level } | undefined {
  for (const [level, handlers] of Object.entries(state.handlers) as [Level, string[]][]) {
    const person = level === 'unit' || levels.includes(level) ? undefined : persons.find((one) => handlers.includes(one));
    if (person !== undefined) return { person, level };
  }
  return undefined;
}

/** The levels an act counts as handling. */
export function levelsOf<D, K>(process: Process<D, K>, row: Row<D, K>, status: string): Level[] {
  if (row.handles) return row.handles;
  const level = process.states[status]?.level;
  return row.by.kind === 'handler' && level ? [level] : [];
}
