import { memberRows } from '#domain/list/member.js';
import { handler, tellLevels, tellOwner, type ProjectRow } from './acts.js';
import type { KeyProjectData, KeyProjectKnown } from './data.js';
import { expertRound } from './expert-round.js';

/** 评审: from the province's form check to the published plan. */
export const selection: ProjectRow[] = [
  {
    from: 'province',
    on: 'form-pass',
    to: ({ state }) => (state.data.expertRound ? 'expert' : 'meeting'),
    reaches: ['expert', 'meeting'],
    label: '形式审查通过',
    by: handler,
    then: [tellOwner('decided')],
  },
  {
    from: 'province',
    on: 'form-fail',
    to: 'not_selected',
    label: '形式审查不通过',
    by: handler,
    opinion: 'required',
    then: [tellOwner('decided')],
  },
  ...expertRound,
  ...memberRows<KeyProjectData, KeyProjectKnown>({
    passes: 'listed',
    reaches: ['listed'],
    fails: 'not_selected',
    tell: (context, template, params) => tellOwner(template, () => params)(context),
    passed: (context) => [...tellOwner('decided')(context), ...tellLevels('decided')(context)],
    failed: tellOwner('decided'),
  }),
];
