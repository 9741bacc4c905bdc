import { projectTypes } from '#domain/key-project/form.js';
import { counties, prefectures } from '#domain/organisation/regions.js';
import { processes } from '#domain/programmes.js';
import type { Filter } from '../data/pages.js';
import type { FilterField } from './admin/filter-bar.js';

/** The filters of every list of cases; a process chosen offers its own states, a prefecture its counties. */
export function caseFilters(filter: Filter): FilterField[] {
  const states = Object.entries(processes[filter.process ?? '']?.states ?? {});
  const near = counties.filter((county) => !filter.prefecture || county.prefectureCode === filter.prefecture);
  return [
    { key: 'text', label: '编号、标题或单位', width: 220 },
    { key: 'process', label: '业务类型', options: Object.values(processes).map(({ name, label }) => ({ value: name, label })) },
    ...(states.length > 0
      ? [{ key: 'status', label: '状态', width: 130, options: states.map(([value, { label }]) => ({ value, label })) }]
      : []),
    { key: 'kind', label: '项目类型', width: 120, options: projectTypes.map((type) => ({ ...type })) },
    {
      key: 'prefecture',
      label: '州（市）',
      width: 150,
      options: prefectures.map(({ code, name }) => ({ value: code, label: name })),
    },
    { key: 'county', label: '县（市、区）', width: 150, options: near.map(({ code, name }) => ({ value: code, label: name })) },
  ];
}
