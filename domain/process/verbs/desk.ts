import { deskOwner, isSeat, mayHandle, refuseTransferTo } from '../access.js';
import { namedPerson, person, refusal, tell, withTask, type Verb } from './verb.js';
import type { Process, Refusal, StepContext, Task } from '../types.js';

const ownTask = ({ state, event }: StepContext<any, any>, fits: (task: Task) => boolean): Task | undefined =>
  state.tasks.find((task) => (!event.taskId || task.id === event.taskId) && mayHandle(event.by, task) && fits(task));

const notYours = refusal('not_your_task', '该待办不在您名下，请由当前环节的办理人办理。');

/** 签收: one of the office takes the task; the others see who holds it. A deputy takes it for the principal, whose it stays. */
export const claim: Verb = {
  on: 'claim',
  label: '签收',
  hint: '签收后由您办理，同岗位其他人员不再办理。',
  refuse: (_process, context) =>
    ownTask(context, (task) => task.holder === undefined)
      ? undefined
      : refusal('nothing_to_claim', '没有待签收的事项，可能已被他人签收。'),
  change: (_process, context) => ({
    state: withTask(context.state, ownTask(context, (task) => task.holder === undefined)!.id, {
      holder: deskOwner(context.event.by)!,
    }),
  }),
};

/** 退签: back to the office. */
export const release: Verb = {
  on: 'release',
  label: '退回签收',
  hint: '退回后本岗位人员均可签收办理，办理时限不变。',
  refuse: (_process, context) =>
    ownTask(context, releasable) ? undefined : refusal('nothing_to_release', '没有由您签收、可退回本岗位的事项。'),
  change: (_process, context) => ({ state: withTask(context.state, ownTask(context, releasable)!.id, { holder: undefined }) }),
};
const releasable = (task: Task) => task.holder !== undefined && task.office !== undefined && task.delegatedBy === undefined;

/** First opening: ends the sender's right to take back. */
export const read: Verb = {
  on: 'read',
  label: '查阅',
  refuse: (_process, context) =>
    ownTask(context, (task) => task.readAt === undefined) ? undefined : refusal('already_read', '该待办已查阅。'),
  change: (_process, context) => ({
    state: withTask(context.state, ownTask(context, (task) => task.readAt === undefined)!.id, { readAt: context.now }),
  }),
};

const movable = (task: Task) => task.delegatedBy === undefined;

/** 6.2 a member of a panel decides in person. */
const refuseSeat = (process: Process, context: StepContext<any, any>): Refusal | undefined =>
  ownTask(context, (task) => isSeat(process, task))
    ? refusal('own_seat', '评审须由本人办理，不能转办或委派；不能参加的，请申请回避。')
    : undefined;

/** 转办: the task, with its due date, moves to another person for good. */
export const transfer: Verb = {
  on: 'transfer',
  label: '转办',
  hint: '转办后由对方办理，您不再办理；办理时限不变。',
  fields: [person('转办给')],
  refuse: (process, context) => refuseSeat(process, context) ?? (ownTask(context, movable) ? undefined : notYours),
  change: (process, context) => {
    const to = namedPerson(context);
    if (typeof to !== 'string') return to;
    const task = ownTask(context, movable)!;
    const unfit = refuseTransferTo(process, context.state, task, to);
    if (unfit) return unfit;
    const effects = tell('task-arrived', { ...task, holder: to });
    return { state: withTask(context.state, task.id, { holder: to, readAt: undefined }), effects };
  },
};

/** 委派: another person prepares it; it comes back. */
export const delegate: Verb = {
  on: 'delegate',
  label: '委派',
  hint: '对方填写意见后交回，仍由您作出决定；办理时限不变。',
  fields: [person('委派给')],
  refuse: (process, context) => {
    const task = ownTask(context, () => true);
    if (!task) return notYours;
    const seat = refuseSeat(process, context);
    if (seat) return seat;
    return task.delegatedBy ? refusal('delegated', '受委派的待办不得再次委派，请办理后交回。') : undefined;
  },
  change: (_process, context) => {
    const to = namedPerson(context);
    if (typeof to !== 'string') return to;
    const task = ownTask(context, movable)!;
    return {
      state: withTask(context.state, task.id, { holder: to, delegatedBy: deskOwner(context.event.by)!, readAt: undefined }),
      effects: tell('task-delegated', { ...task, holder: to }),
    };
  },
};

/** 交回: the delegate's opinion, and the task is the principal's again. */
export const handBack: Verb = {
  on: 'hand-back',
  label: '交回',
  hint: '交回后由委派人作出决定。',
  opinion: 'required',
  refuse: (_process, context) =>
    ownTask(context, (task) => task.delegatedBy !== undefined) ? undefined : refusal('not_delegated', '没有委派给您的待办。'),
  change: (_process, context) => {
    const task = ownTask(context, (one) => one.delegatedBy !== undefined)!;
    const back = { holder: task.delegatedBy!, delegatedBy: undefined, readAt: undefined };
    return {
      state: withTask(context.state, task.id, back),
      effects: tell('task-back', { ...task, holder: task.delegatedBy! }, { why: '您委派的事项已办理交回，请作出决定。' }),
    };
  },
};
