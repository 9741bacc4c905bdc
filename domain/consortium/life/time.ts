import { endOfDay, formatDate, yearOf } from '#domain/calendar/instant.js';
import type { Row } from '#domain/process/types.js';
import { patchOf, remindBefore, tell, tellOf, time } from '../acts.js';
import { endReminders } from './calendar.js';
import { openChildren, openReport, type Context } from './children.js';
import type { ConsortiumData, ConsortiumKnown } from './data.js';
import { lifeInstants } from './calendar.js';

type LifeRow = Row<ConsortiumData, ConsortiumKnown>;
const patch = patchOf<ConsortiumData, ConsortiumKnown>();

/** Every state in which a consortium lives. */
export const live = ['operating', 'rectifying', 'suspended', 'renewing', 'dissolving', 'disqualifying'] as const;

const evaluate = (kind: string, label: string) => (context: Context) =>
  openChildren(context, [
    {
      kind: 'evaluation',
      process: 'evaluation',
      title: `${context.state.data.title}${label}绩效评价`,
      data: { kind },
    },
  ]);

/** What time does: opens each year's report and the evaluations, asks before the end, and says when a deadline has passed. It decides nothing. */
export const timeRows: LifeRow[] = [
  {
    from: live,
    on: 'year-turn',
    to: '=',
    by: time,
    then: [
      patch(({ now }) => ({ year: yearOf(now) })),
      (context) => openReport(context, yearOf(context.now)),
      ({ state, now }) =>
        lifeInstants({ ...state.data, year: yearOf(now) }, now)
          .filter(({ name }) => name === 'year-turn')
          .map((instant) => ({ kind: 'set-instant', instant })),
    ],
  },
  { from: live, on: 'mid-term-evaluation', to: '=', by: time, then: [evaluate('mid-term', '中期')] },
  { from: live, on: 'final-evaluation', to: '=', by: time, then: [evaluate('final', '期末')] },
  {
    from: live,
    on: 'no-project',
    to: '=',
    by: time,
    then: [
      patch(({ known }) => (known.projects === 0 ? { withoutProject: true } : {})),
      (context) => (context.known.projects === 0 ? tell('no-major-project', 'lead', 'province')(context) : []),
    ],
  },
  ...endReminders.map((days): LifeRow => ({
    from: live,
    on: `ends-${days}`,
    to: '=',
    by: time,
    then: [
      (context) =>
        remindBefore(
          endOfDay(context.state.data.endsOn),
          tellOf(context.state.data, 'choose-renewal-or-dissolution', ['lead', 'recommender', 'province'], {
            endsOn: formatDate(context.state.data.endsOn),
          }),
        ),
    ],
  })),
  {
    from: live,
    on: 'term-ends',
    to: '=',
    by: time,
    then: [patch(() => ({ expired: true })), tell('term-over', 'lead', 'recommender', 'province')],
  },
  {
    from: live,
    on: 'rectify-due',
    to: '=',
    by: time,
    then: [
      patch(({ state }) => ({ rectification: { ...state.data.rectification!, overdue: true } })),
      tell('rectification-overdue', 'lead', 'recommender', 'province'),
    ],
  },
  {
    from: live,
    on: 'suspension-over',
    // Its desk opens with the stage entered again: it must resume, dissolve or be disqualified, and somebody decides which.
    to: ({ state }) => (state.status === 'suspended' ? 'suspended' : '='),
    reaches: ['suspended', '='],
    by: time,
    then: [
      patch(({ state }) => ({ suspension: { ...state.data.suspension!, over: true } })),
      tell('suspension-over', 'lead', 'recommender', 'province'),
    ],
  },
];
