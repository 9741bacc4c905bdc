import { panelScore } from '#domain/panel/scores.js';
import { handler, patch, type Effects, type ProjectRow } from './acts.js';
import { goneOf, notDrawn, notPromised, onPanel, poolSuffices, promised, scoreValid, seatVacated } from './guards.js';

/** The panel as drawn, with everything needed to repeat the draw; whoever is gone is remembered. */
const seat: Effects = ({ state, event, known, now }) => {
  const draw = known.draw!;
  const gone = goneOf(state, event);
  return [
    {
      kind: 'data',
      patch: {
        experts: [...(state.data.experts ?? []).filter((id) => !gone.includes(id)), ...draw.drawn],
        gone,
        draws: [...(state.data.draws ?? []), { ...draw, at: now, on: event.on }],
      },
    },
  ];
};

/** 专家评审 (6.2): drawn by the system, promised, scored, recused and drawn again; the last score leads to the meeting. */
export const expertRound: ProjectRow[] = [
  {
    from: 'expert',
    on: 'draw-panel',
    to: 'expert',
    label: '抽取专家',
    by: { kind: 'office', unit: (data) => data.offices.province, roles: ['VO'] },
    when: [notDrawn, poolSuffices],
    confirm: '将由系统从专家库随机抽取，抽取过程和结果全部留痕。确定抽取吗？',
    then: [seat],
  },
  {
    from: 'expert',
    on: 'promise',
    to: '=',
    label: '签署评审承诺',
    by: handler,
    handles: [],
    payload: [{ key: 'promise', label: '本人与申报单位无利害关系，独立客观评审并保守秘密', kind: 'tick', required: true }],
    when: [onPanel, notPromised],
    then: [patch(({ state, event }) => ({ promised: [...new Set([...(state.data.promised ?? []), event.by.personId!])] }))],
  },
  {
    from: 'expert',
    on: 'recuse',
    to: 'expert',
    label: '申请回避',
    by: handler,
    handles: [],
    opinion: 'required',
    undoable: false,
    when: [onPanel, poolSuffices],
    confirm: '回避后系统将另行抽取一名专家，确定吗？',
    then: [seat],
  },
  {
    from: 'expert',
    on: 'replace-expert',
    to: 'expert',
    label: '更换专家',
    by: { kind: 'office', unit: (data) => data.offices.province, roles: ['VO'] },
    opinion: 'required',
    payload: [{ key: 'expert', label: '缺席专家', kind: 'expert', required: true }],
    when: [seatVacated, poolSuffices],
    then: [seat],
  },
  {
    from: 'expert',
    on: 'score',
    to: ({ state }) => ((state.data.scores?.length ?? 0) + 1 < (state.data.experts?.length ?? 0) ? '=' : 'meeting'),
    reaches: ['meeting', '='],
    label: '提交评分',
    by: handler,
    handles: [],
    answers: true,
    undoable: false,
    confirm: '评分提交后锁定，不能修改。确定提交吗？',
    payload: [
      { key: 'score', label: '评分（0-100）', kind: 'number', required: true },
      { key: 'comment', label: '评语', kind: 'longtext', required: true },
    ],
    when: [onPanel, promised, scoreValid],
    then: [
      patch(({ state, event }) => {
        const scores = [
          ...(state.data.scores ?? []),
          { personId: event.by.personId!, score: Number(event.payload!.score), comment: String(event.payload!.comment) },
        ];
        const complete = scores.length === state.data.experts?.length;
        return { scores, ...(complete ? { score: Number(panelScore(scores.map(({ score }) => score))) } : {}) };
      }),
    ],
  },
];
