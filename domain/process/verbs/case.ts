import { formatInstant } from '#domain/calendar/instant.js';
import { isSeat, mayHandle, personsOf } from '../access.js';
import { named } from '../transition.js';
import { refusal, tell, type Verb } from './verb.js';
import type { NamedInstant, Process, StepContext, Task } from '../types.js';

const DAY_MS = 86_400_000;

/** 撤回: the sender's last act is undone while nobody has opened what it brought. Open tasks come back under new numbers. */
export const takeBack: Verb = {
  on: 'take-back',
  label: '撤回',
  hint: '撤回您刚才的操作，事项恢复到操作之前；对方查阅后不能再撤回。',
  refuse: (_process, { state, event }) => {
    if (!state.undo || !personsOf(event.by).includes(state.undo.by))
      return refusal('nothing_to_take_back', '没有可由您撤回的操作。');
    const seen = state.tasks.some(
      (task) => state.undo!.tasks.includes(task.id) && (task.readAt ?? task.holder ?? task.answer) !== undefined,
    );
    return seen ? refusal('already_opened', '下一环节已查阅或签收，不能撤回，可联系其退回。') : undefined;
  },
  change: (_process, { state }) => {
    const { restore, numbers } = state.undo!;
    const reopened: Task[] = restore.tasks
      .filter((task) => !task.answer)
      .map((task, index) => ({ ...task, id: String(state.nextTask + index) }));
    const kept = Object.fromEntries(numbers.map((key) => [key, state.data[key]]));
    return {
      state: {
        ...restore,
        revision: state.revision,
        data: { ...restore.data, ...kept },
        tasks: reopened,
        nextTask: state.nextTask + reopened.length,
        undo: undefined,
      },
      opened: reopened,
      closed: state.tasks.map((task) => ({ task, outcome: 'taken-back' })),
    };
  },
};

/** 催办: once in 24 hours, by the owner or by whoever handled the case before. */
export const urge: Verb = {
  on: 'urge',
  label: '催办',
  hint: '系统发邮件提醒当前办理人，24小时内限催办一次。',
  refuse: (process, context) => {
    if (!concerned(process, context)) return refusal('not_concerned', '只有申报单位或已办理过本事项的人员可以催办。');
    const open = urgeable(context);
    if (open.length === 0) return refusal('nobody_to_urge', '当前没有可催办的办理人。');
    const last = Math.max(...open.map((task) => task.urgedAt ?? 0));
    if (context.now - last >= DAY_MS) return undefined;
    return refusal(
      'urged_lately',
      `已于 ${formatInstant(last)} 催办，24小时内限催办一次，请于 ${formatInstant(last + DAY_MS)} 后再催办。`,
    );
  },
  change: (_process, context) => {
    const open = urgeable(context);
    const ids = new Set(open.map((task) => task.id));
    return {
      state: {
        ...context.state,
        tasks: context.state.tasks.map((task) => (ids.has(task.id) ? { ...task, urgedAt: context.now } : task)),
      },
      effects: open.flatMap((task) => tell('task-urged', task)),
    };
  },
};

const urgeable = ({ state, event }: StepContext<any, any>): Task[] =>
  state.tasks.filter((task) => !task.answer && !mayHandle(event.by, task));

/** 抄送: told, not asked. The event itself is what the reader's 抄送 tab lists. */
export const cc: Verb = {
  on: 'cc',
  label: '抄送',
  hint: '请对方知悉，不需对方办理。',
  fields: [{ key: 'personIds', label: '抄送给', kind: 'person', required: true, many: true }],
  refuse: (process, context) =>
    concerned(process, context) || handles(process, context)
      ? undefined
      : refusal('not_concerned', '只有本事项的办理人可以抄送。'),
  change: (_process, { state, event }) => {
    const personIds = event.payload?.personIds;
    if (!Array.isArray(personIds) || personIds.length === 0) return refusal('payload_required', '请选择抄送人员。', 'personIds');
    return {
      state,
      effects: personIds.map((personId) => ({
        kind: 'notice' as const,
        template: 'copied',
        to: { kind: 'person' as const, personId: String(personId) },
      })),
    };
  },
};

/** 暂停: the stage's periods stand still; closings 截止 run on. */
export const pause: Verb = {
  on: 'pause',
  label: '暂停',
  hint: '暂停期间不能办理，办理时限不计；截止时间照常执行。',
  opinion: 'required',
  refuse: (process, context) => {
    if (context.state.pause) return refusal('paused', '事项已暂停。');
    return handles(process, context) ? undefined : refusal('not_your_task', '只有当前办理人可以暂停。');
  },
  change: (_process, { state, event, now }) => {
    const freezes = (instant: NamedInstant) => instant.scope === 'stage' && instant.kind !== 'closing';
    return {
      state: {
        ...state,
        instants: state.instants.filter((instant) => !freezes(instant)),
        pause: { at: now, by: event.by.personId!, reason: event.opinion!.trim(), frozen: state.instants.filter(freezes) },
      },
    };
  },
};

/** 恢复: every frozen instant and due date moves by the time the pause lasted. */
export const resume: Verb = {
  on: 'resume',
  label: '恢复',
  hint: '恢复后办理时限按暂停的时间顺延。',
  refuse: (process, context) => {
    const { pause } = context.state;
    if (!pause) return refusal('not_paused', '事项未暂停。');
    return handles(process, context) || personsOf(context.event.by).includes(pause.by)
      ? undefined
      : refusal('not_your_task', '只有当前办理人或暂停人可以恢复。');
  },
  change: (_process, { state, now }) => {
    const lasted = now - state.pause!.at;
    const moved = state.pause!.frozen.map((instant: NamedInstant) => ({ ...instant, at: instant.at + lasted }));
    return {
      state: {
        ...state,
        pause: undefined,
        instants: named([...state.instants, ...moved]),
        tasks: state.tasks.map((task) =>
          task.due === undefined ? task : { ...task, due: task.due + lasted, shifted: (task.shifted ?? 0) + lasted },
        ),
      },
    };
  },
};

const handles = (process: Process, { state, event }: StepContext<any, any>) =>
  state.tasks.some((task) => !isSeat(process, task) && mayHandle(event.by, task));

function concerned(process: Process, { state, event }: StepContext<any, any>): boolean {
  if (event.by.kind !== 'person') return false;
  const owner = process.ownerUnit(state.data);
  if (owner !== undefined && (event.by.unitId === owner || event.by.posts?.some((post) => post.unitId === owner))) return true;
  const persons = personsOf(event.by);
  return Object.values(state.handlers).some((handlers) => handlers?.some((person) => persons.includes(person)));
}
