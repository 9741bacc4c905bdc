import type { CaseRow } from '#apps/api/contract.js';
import { Link } from 'react-router';
import { formatInstant } from '#domain/calendar/instant.js';
import { formatWanYuan } from '#domain/money/fen.js';
import { regionName } from '#domain/organisation/regions.js';
import { processes } from '#domain/programmes.js';
import { usePages, useUrlFilter } from '../data/pages.js';
import { FilterBar } from './admin/filter-bar.js';
import { PagedTable } from './admin/paged-table.js';
import { caseFilters } from './case-filters.js';
import { ToneTag } from './tone-tag.js';

/** 事项查询: every case the reader may see. */
export function CasesPage() {
  const [filter, change] = useUrlFilter();
  const pages = usePages<CaseRow>('/cases', filter);
  return (
    <>
      <FilterBar fields={caseFilters(filter)} filter={filter} change={change} />
      <PagedTable<CaseRow>
        pages={pages}
        rowKey="id"
        empty="没有符合条件的事项。可清除筛选后再查；不在您权限范围内的事项不显示。"
        columns={[
          { title: '编号', width: 170, render: (_, row) => row.number ?? '—' },
          { title: '标题', render: (_, row) => <Link to={`/cases/${row.id}`}>{row.title}</Link> },
          { title: '业务类型', width: 130, render: (_, row) => processes[row.process]?.label ?? row.process },
          { title: '单位', render: (_, row) => row.unit ?? '—' },
          { title: '地区', width: 110, render: (_, row) => (row.countyCode ? regionName(row.countyCode) : '—') },
          {
            title: '金额（万元）',
            width: 120,
            align: 'right',
            render: (_, row) => (row.amountFen ? formatWanYuan(BigInt(row.amountFen)) : '—'),
          },
          { title: '状态', width: 120, render: (_, row) => <ToneTag tone={row.tone}>{row.label}</ToneTag> },
          { title: '更新', width: 150, render: (_, row) => formatInstant(Date.parse(row.updatedAt)) },
        ]}
      />
    </>
  );
}
