import { localDate } from '#domain/calendar/instant.js';
import type { Guard, Refusal, Row, StepContext } from '#domain/process/types.js';
import { guard, handler, patchOf, province, said } from './acts.js';
import type { Member, Offices } from './data.js';
import { drawPanel, refusePanelSize, SMALLEST_PANEL, type Candidate, type Draw } from './panel.js';

/** A panel of drawn experts (6.2), with everything that says how it came about. */
export interface PanelData {
  industry: string;
  offices: Offices;
  members?: Member[];
  avoid?: string[];
  panel?: string[];
  promised?: string[];
  withdrawn?: string[];
  draws?: Draw[];
  scores?: { personId: string }[];
}

/** The pool and the seed; loaded only when experts are drawn. */
export interface PanelKnown {
  candidates: Candidate[];
  seed: string;
}

/** Events by which experts are drawn. */
export const drawing: ReadonlySet<string> = new Set(['draw-panel', 'recuse', 'replace-expert']);

type Context = StepContext<PanelData, PanelKnown>;
const rule = guard<PanelData, PanelKnown>;
const patch = patchOf<PanelData, PanelKnown>();

function drawFor({ state, known, now }: Context, size: number): Draw | Refusal {
  const { panel = [], withdrawn = [], members = [], avoid } = state.data;
  return drawPanel({
    candidates: known.candidates,
    field: state.data.industry,
    units: members,
    ...(avoid ? { avoid } : {}),
    size,
    finance: true,
    today: localDate(now),
    seed: known.seed,
    seated: panel,
    gone: withdrawn,
  });
}

const noPanelYet = rule('noPanelYet', '6.2', ({ state }) =>
  state.data.panel ? { code: 'drawn_already', message: '专家已抽取；有人回避的，系统会自动补抽。' } : undefined,
);
const panelDrawable = (least: number): Guard<PanelData, PanelKnown> =>
  rule(
    'panelDrawable',
    '6.2',
    (context) => {
      const size = Number(said(context, 'size'));
      const drawn = refusePanelSize(size, least) ?? drawFor(context, size);
      return 'code' in drawn ? drawn : undefined;
    },
    'asks',
  );

/** Who leaves: the actor, or the one the office names. */
const leaving = ({ event }: Context): string => said({ event }, 'personId') || (event.by.personId ?? '');

/** The panel as it stands once somebody has left it. */
function without(context: Context): Context {
  const { state } = context;
  const personId = leaving(context);
  const panel = (state.data.panel ?? []).filter((one) => one !== personId);
  return {
    ...context,
    state: { ...state, data: { ...state.data, panel, withdrawn: [...(state.data.withdrawn ?? []), personId] } },
  };
}
const seatOpens = (asks?: 'asks'): Guard<PanelData, PanelKnown> =>
  rule(
    'seatOpens',
    '6.2',
    (context) => {
      const { panel = [], scores = [] } = context.state.data;
      const personId = leaving(context);
      if (!panel.includes(personId)) return { code: 'not_your_task', message: '该专家不在本次评审名单内，请刷新后重试。' };
      if (scores.some((score) => score.personId === personId))
        return { code: 'scored_already', message: '该专家已提交评分，不能更换。' };
      const drawn = drawFor(without(context), 1);
      return 'code' in drawn ? drawn : undefined;
    },
    asks,
  );
const reseat = (context: Context) => {
  const left = without(context);
  const draw = drawFor(left, 1) as Draw;
  const { panel, withdrawn } = left.state.data;
  return [
    {
      kind: 'data' as const,
      patch: { panel: [...panel!, ...draw.drawn], withdrawn, draws: [...(context.state.data.draws ?? []), draw] },
    },
  ];
};

/** 6.2 an expert signs a promise before the materials open. */
const promiseFirst = rule('promiseFirst', '6.2', ({ state, event }) =>
  state.data.promised?.includes(event.by.personId ?? '')
    ? undefined
    : { code: 'promise_first', message: '请先签署评审承诺书，声明与申报各方无利害关系，再评审打分。' },
);
const promiseOnce = rule('promiseOnce', '6.2', ({ state, event }) =>
  state.data.promised?.includes(event.by.personId ?? '')
    ? { code: 'promised_already', message: '您已签署评审承诺，可以评审打分。' }
    : undefined,
);
export const promised = promiseFirst as unknown as Guard<any, any>;

/** 抽取, 承诺, 回避, 更换: the stage is entered again when the panel changes, so that exactly its members have a task. */
export function panelRows<D extends PanelData, K extends PanelKnown>(of: { from: string; least?: number }): Row<D, K>[] {
  const { from, least = SMALLEST_PANEL } = of;
  const rows: Row<PanelData, PanelKnown>[] = [
    {
      from,
      on: 'draw-panel',
      to: from,
      label: '抽取专家',
      by: province('VO'),
      handles: ['province'],
      payload: [{ key: 'size', label: `专家人数（${least}人以上单数）`, kind: 'number', required: true }],
      when: [noPanelYet, panelDrawable(least)],
      then: [
        (context) => {
          const draw = drawFor(context, Number(said(context, 'size'))) as Draw;
          return [{ kind: 'data', patch: { panel: draw.drawn, draws: [draw], promised: [], scores: [] } }];
        },
      ],
    },
    {
      from,
      on: 'promise',
      to: '=',
      label: '签署评审承诺',
      by: handler,
      handles: [],
      when: [promiseOnce],
      then: [patch(({ state, event }) => ({ promised: [...(state.data.promised ?? []), event.by.personId!] }))],
    },
    {
      from,
      on: 'recuse',
      to: from,
      label: '申请回避',
      by: handler,
      handles: [],
      opinion: 'required',
      when: [seatOpens()],
      then: [reseat],
    },
    {
      // An absent expert is replaced by a new draw: the panel is complete or it does not decide.
      from,
      on: 'replace-expert',
      to: from,
      label: '更换专家',
      by: province('VO'),
      handles: [],
      opinion: 'required',
      payload: [{ key: 'personId', label: '缺席的专家', kind: 'expert', required: true }],
      when: [seatOpens('asks')],
      then: [reseat],
    },
  ];
  return rows as unknown as Row<D, K>[];
}

/** The stage's desks: the office draws, then every member who has not scored. */
export const panelTask = (data: PanelData) =>
  data.panel
    ? data.panel
        .filter((personId) => !data.scores?.some((score) => score.personId === personId))
        .map((personId) => ({ personId }))
    : { unitId: data.offices.province, role: 'VO' as const };
