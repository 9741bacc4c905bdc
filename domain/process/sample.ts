import { defineProcess } from './define.js';
import type { Actor, CaseState } from './types.js';

/** A three-level approval with a panel, small enough to read at a glance: what the vocabulary's own tests run on. */
export interface SampleData {
  owner: string;
  county: string;
  prefecture: string;
  number?: string;
  returnedBy?: string;
}

export const sampleData: SampleData = { owner: 'firm', county: 'county-office', prefecture: 'prefecture-office' };

const agreedBySystem = { kind: 'system' } as const;

export const sample = defineProcess<SampleData>({
  name: 'sample',
  version: 1,
  label: '样例审批',
  initial: 'draft',
  ownerUnit: (data) => data.owner,
  leaderOf: (office) => ({ ...office, role: 'RU' }),
  states: {
    draft: {
      label: '草稿',
      tone: 'draft',
      waitsFor: '等待申报单位填报。',
      instants: () => [{ name: 'closing', at: sampleClosing, kind: 'closing', scope: 'case', label: '申报截止' }],
    },
    county: {
      label: '县级审核中',
      tone: 'review',
      level: 'county',
      task: { label: '县级审核', for: (data) => ({ unitId: data.county, role: 'CO' }), workingDays: 5 },
    },
    prefecture: {
      label: '州市审核中',
      tone: 'review',
      level: 'prefecture',
      task: { label: '州市审核', for: (data) => ({ unitId: data.prefecture, role: 'PO' }), workingDays: 5 },
    },
    panel: {
      label: '会签中',
      tone: 'review',
      panel: { rule: { atLeast: 2 / 3 }, passes: 'panel-passes', fails: 'panel-fails' },
      task: { label: '会签', kind: 'vote', for: () => ['x1', 'x2', 'x3'].map((personId) => ({ personId })) },
    },
    returned: { label: '退回修改', tone: 'returned', waitsFor: '等待申报单位修改后重新提交。' },
    passed: { label: '通过', tone: 'passed', final: true },
    refused: { label: '不通过', tone: 'refused', final: true },
    expired: { label: '逾期', tone: 'ended', final: true },
  },
  rows: [
    {
      from: ['draft', 'returned'],
      on: 'submit',
      to: ({ state }) => state.data.returnedBy ?? 'county',
      reaches: ['county', 'prefecture'],
      label: '提交',
      before: 'closing',
      undoable: true,
      by: { kind: 'office', unit: (data) => data.owner, roles: ['EA'] },
      then: [({ state }) => (state.data.number ? [] : [{ kind: 'number', series: 'sample', into: 'number' }])],
    },
    { from: 'county', on: 'recommend', to: 'prefecture', label: '推荐', by: { kind: 'handler' }, before: 'closing' },
    { from: 'prefecture', on: 'recommend', to: 'panel', label: '推荐', by: { kind: 'handler' }, before: 'closing' },
    {
      from: ['county', 'prefecture'],
      on: 'return',
      to: 'returned',
      label: '退回',
      by: { kind: 'handler' },
      opinion: 'required',
      then: [({ state }) => [{ kind: 'data', patch: { returnedBy: state.status } }]],
    },
    {
      from: ['county', 'prefecture'],
      on: 'refuse',
      to: 'refused',
      label: '不通过',
      by: { kind: 'handler' },
      opinion: 'required',
      confirm: '不通过后不可恢复，确定吗？',
    },
    { from: 'panel', on: 'panel-passes', to: 'passed', by: agreedBySystem },
    { from: 'panel', on: 'panel-fails', to: 'refused', by: agreedBySystem },
    { from: ['draft', 'returned', 'county', 'prefecture', 'panel'], on: 'closing', to: 'expired', by: { kind: 'time' } },
  ],
});

/** 2026-12-31 24:00 Asia/Shanghai. */
export const sampleClosing = Date.UTC(2026, 11, 31, 16);

export const people: Record<string, Actor> = {
  owner: actor('owner', 'firm', 'EA'),
  county1: actor('county1', 'county-office', 'CO'),
  county2: actor('county2', 'county-office', 'CO'),
  prefecture1: actor('prefecture1', 'prefecture-office', 'PO'),
  /** Moved from the county to the prefecture and still known in both. */
  both: {
    kind: 'person',
    personId: 'both',
    posts: [
      { unitId: 'county-office', role: 'CO' },
      { unitId: 'prefecture-office', role: 'PO' },
    ],
  },
  x1: actor('x1', 'lab', 'XP'),
  x2: actor('x2', 'lab', 'XP'),
  x3: actor('x3', 'lab', 'XP'),
  /** The firm's own man, lent to the county. */
  insider: {
    kind: 'person',
    personId: 'insider',
    unitId: 'county-office',
    roles: ['CO'],
    posts: [
      { unitId: 'county-office', role: 'CO' },
      { unitId: 'firm', role: 'EA' },
    ],
  },
};

function actor(personId: string, unitId: string, role: 'EA' | 'CO' | 'PO' | 'XP'): Actor {
  return { kind: 'person', personId, unitId, roles: [role] };
}

export type SampleState = CaseState<SampleData>;
