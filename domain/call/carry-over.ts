import type { By, Guard, PayloadField, Row } from '#domain/process/types.js';
import { isCounty } from '#domain/organisation/regions.js';
import { projectTypes } from '#domain/key-project/form.js';
import type { CallData, CallKnown } from './data.js';

type CallRow = Row<CallData, CallKnown>;
type CallGuard = Guard<CallData, CallKnown>;

/** A23: how a carried-over project 结转项目 is settled when it is not filed again. */
export const carryOverResolutions = [
  { value: 'stopped', label: '缓建停建' },
  { value: 'completed', label: '已竣工投产' },
] as const;

export const carryOverColumns = [
  { value: 'priorNumber', label: '原编号' },
  { value: 'title', label: '项目名称' },
  { value: 'unitName', label: '项目业主' },
  { value: 'uscc', label: '统一社会信用代码' },
  { value: 'county', label: '县（市、区）代码' },
  { value: 'type', label: '项目类型' },
] as const;

const item: PayloadField = { key: 'item', label: '结转项目', kind: 'text', required: true };

/** Judged by the item: its owner's people, or its prefecture's officers; nobody else. */
const concerned: By<CallData> = { kind: 'role', roles: ['EA', 'UA', 'PO'] };

const ownItem: CallGuard = {
  name: 'ownItem',
  clause: 'A23',
  asks: true,
  check: ({ state, event, known }) => {
    const one = known.carryOver;
    if (!one) return { code: 'not_found', message: '结转项目不存在，请刷新清单后重试。', field: 'item' };
    const posts = event.by.posts ?? (event.by.roles ?? []).map((role) => ({ unitId: event.by.unitId!, role }));
    const prefecture = state.data.prefectures[one.prefectureCode]?.unitId;
    const own = posts.some(({ unitId, role }) => (role === 'PO' ? unitId === prefecture : unitId === one.unitId));
    return own
      ? undefined
      : { code: 'not_your_item', message: '只有项目业主或项目所在州（市）可以处理该结转项目。', field: 'item' };
  },
};

const itemOpen: CallGuard = {
  name: 'itemOpen',
  clause: 'A23',
  asks: true,
  check: ({ known }) =>
    known.carryOver?.resolution
      ? { code: 'resolved_already', message: '该结转项目已处理，如需更正请先撤销处理。', field: 'item' }
      : known.carryOver?.filed
        ? { code: 'filed_already', message: '该结转项目已重新申报，无需另行说明。', field: 'item' }
        : undefined,
};

const reasonGiven: CallGuard = {
  name: 'reasonGiven',
  clause: 'A23',
  asks: true,
  check: ({ event }) =>
    String(event.payload?.reason ?? '').trim().length >= 5
      ? undefined
      : { code: 'reason_required', message: '请说明缓建停建或竣工投产的情况（不少于5个字）。', field: 'reason' },
};

const rowsValid: CallGuard = {
  name: 'rowsValid',
  clause: 'A23',
  asks: true,
  check: ({ event }) => {
    const rows = event.payload?.rows as Record<string, string>[];
    const details = rows.flatMap((row, index) => {
      const missing = carryOverColumns.filter(({ value }) => !['priorNumber', 'uscc'].includes(value) && !row[value]?.trim());
      const where = `第${index + 1}行`;
      if (missing.length > 0) return [{ message: `${where}缺少${missing.map(({ label }) => label).join('、')}。` }];
      if (!isCounty(row.county!)) return [{ message: `${where}县（市、区）代码“${row.county}”不存在。` }];
      return projectTypes.some(({ value, label }) => [value, label].includes(row.type as typeof value))
        ? []
        : [{ message: `${where}项目类型须为新开工、续建或竣工投产。` }];
    });
    return details.length === 0
      ? undefined
      : { code: 'rows_invalid', message: `清单有 ${details.length} 行需修改，未导入任何一行。`, field: 'rows', details };
  },
};

/** A23 last year's 3个100 projects: loaded by the province, each filed again, or settled with kind and reason. */
export const carryOverRows: CallRow[] = [
  {
    from: ['draft', 'published'],
    on: 'load-carry-over',
    to: '=',
    label: '导入结转项目',
    onList: true,
    by: { kind: 'office', unit: (data) => data.offices.province, roles: ['VO'] },
    payload: [{ key: 'rows', label: '结转项目清单', kind: 'rows', required: true, options: [...carryOverColumns] }],
    when: [rowsValid],
    then: [({ event }) => [{ kind: 'record', register: 'carry-over-load', row: { rows: event.payload!.rows } }]],
  },
  {
    from: 'published',
    on: 'resolve-carry-over',
    to: '=',
    label: '处理结转项目',
    by: concerned,
    onList: true,
    payload: [
      item,
      { key: 'kind', label: '处理方式', kind: 'choice', required: true, options: [...carryOverResolutions] },
      { key: 'reason', label: '情况说明', kind: 'longtext', required: true },
    ],
    when: [ownItem, itemOpen, reasonGiven],
    then: [({ event }) => [{ kind: 'record', register: 'carry-over', row: { ...event.payload } }]],
  },
  {
    from: 'published',
    on: 'reopen-carry-over',
    to: '=',
    label: '撤销结转处理',
    by: concerned,
    onList: true,
    opinion: 'required',
    payload: [item],
    when: [ownItem],
    then: [({ event }) => [{ kind: 'record', register: 'carry-over', row: { item: event.payload!.item } }]],
  },
];
