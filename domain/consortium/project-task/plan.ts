import type { Trigger } from '#domain/disbursement/split.js';
import { money } from '#domain/payment/acts.js';
import type { Effect, PayloadField, Row, StepContext } from '#domain/process/types.js';
import { guard, patchOf, said, system } from '../acts.js';
import type { ProjectTaskData, ProjectTaskKnown } from './data.js';

type Context = StepContext<ProjectTaskData, ProjectTaskKnown>;
const rule = guard<ProjectTaskData, ProjectTaskKnown>;
const patch = patchOf<ProjectTaskData, ProjectTaskKnown>();

const OVER = ['voided', 'terminated'];

const tell = ({ known }: Context, on: string, payload: Record<string, string>, opinion?: string): Effect<ProjectTaskData>[] => [
  {
    kind: 'cascade',
    process: 'disbursement',
    cases: [known.plan!.caseId],
    on,
    payload,
    ...(opinion ? { opinion } : {}),
  },
];
const awaits = ({ known }: Context, trigger: Trigger): boolean => known.plan?.awaits.includes(trigger) ?? false;

/** 2.10 the task's course moves its 拨付计划 in the same transaction, where an instalment waits for it. */
export const planSigned = (context: Context) =>
  awaits(context, 'signed') ? tell(context, 'task-signed', { taskBookNo: said(context, 'taskBookNo') }) : [];
export const planChecked = (context: Context) =>
  awaits(context, 'mid-term') ? tell(context, 'mid-term', { result: said(context, 'result') }, context.event.opinion) : [];
export const planAccepted = (context: Context) =>
  awaits(context, 'acceptance') ? tell(context, 'acceptance', { result: 'pass', unspent: '0' }, context.event.opinion) : [];

/** 不通过 for good: only then the tail falls away and unspent money comes back; after the first time a retry may still pass. */
const failsPlan = (context: Context): boolean => context.state.data.failedOnce === true && awaits(context, 'acceptance');
export const planFailed = (context: Context) =>
  failsPlan(context)
    ? tell(context, 'acceptance', { result: 'fail', unspent: said(context, 'unspent') }, context.event.opinion)
    : [];
const endsPlan = ({ known }: Context): boolean => known.plan?.status === 'active';
export const planTerminated = (context: Context) =>
  endsPlan(context) ? tell(context, 'terminate', { unspent: said(context, 'unspent') }, context.event.opinion) : [];

/** Asked where money was promised that now comes back. */
export const unspent: PayloadField = { ...money('unspent', '已拨未用结余（万元，没有填0）'), required: false };
const unspentGiven = (asked: (context: Context) => boolean) =>
  rule(
    'unspentGiven',
    '2.10',
    (context) =>
      asked(context) && said(context, 'unspent') === ''
        ? {
            code: 'unspent_required',
            message: '本任务有拨付计划，请填写已拨未用结余（没有填0），结余须在30日内退回。',
            field: 'unspent',
          }
        : undefined,
    'asks',
  );
export const unspentOfFailure = unspentGiven(failsPlan);
export const unspentOfTermination = unspentGiven(endsPlan);

/** One plan at a time. */
export const planRow = (live: readonly string[]): Row<ProjectTaskData, ProjectTaskKnown> => ({
  from: live,
  on: 'plan-drafted',
  to: '=',
  label: '编制拨付计划',
  by: system,
  when: [
    rule('onePlan', '2.10', ({ known: { plan } }) =>
      plan && !OVER.includes(plan.status)
        ? { code: 'plan_exists', message: '该项目任务已有拨付计划，请在原计划中办理；如需重编，请先作废原计划。' }
        : undefined,
    ),
  ],
  then: [patch((context) => ({ planId: said(context, 'planId') }))],
});
