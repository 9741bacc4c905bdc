import { Flex } from 'antd';
import { Link } from 'react-router';
import type { CaseRow, Me } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import { formatWanYuan } from '#domain/money/fen.js';
import { prefectures } from '#domain/organisation/regions.js';
import { claim } from '#domain/subsidy/claim/process.js';
import { claimStages, filedStages } from '#domain/subsidy/claim/stages.js';
import type { Measure } from '#domain/subsidy/measures.js';
import { usePages, useUrlFilter } from '../../../data/pages.js';
import { FilterBar, type FilterField } from '../../admin/filter-bar.js';
import { PagedTable } from '../../admin/paged-table.js';
import { PageTitle } from '../../admin/page-title.js';
import type { Rights } from '../../admin/sections.js';
import { ToneTag } from '../../tone-tag.js';
import { measureLabel, measureOptions, prefectureLabel, yearOptions } from '../labels.js';
import { Offers } from './offers.js';

const filters = (now: number): FilterField[] => [
  { key: 'text', label: '编号或单位', width: 200 },
  { key: 'kind', label: '措施', width: 260, options: measureOptions },
  {
    key: 'status',
    label: '状态',
    width: 130,
    options: [
      { value: filedStages.join(','), label: '全部已提交' },
      { value: claimStages.open.join(','), label: '全部在办' },
      { value: claimStages.awarded.join(','), label: '全部已核定' },
      { value: claimStages.refused.join(','), label: '全部未予补助' },
      ...Object.entries(claim.states).map(([value, { label }]) => ({ value, label })),
    ],
  },
  {
    key: 'prefecture',
    label: '州（市）',
    width: 150,
    options: [{ value: 'none', label: '省级' }, ...prefectures.map(({ code, name }) => ({ value: code, label: name }))],
  },
  { key: 'year', label: '补助年度', width: 110, options: yearOptions(now) },
];

/** 补助申报: what one may claim, and every claim one may read. */
export function ClaimsPage({ me, rights }: { me: Me; rights: Rights }) {
  const [filter, change] = useUrlFilter();
  const pages = usePages<CaseRow>('/cases', { ...filter, process: 'claim' });
  const fills = rights.holds('EA', 'UA', 'FI');
  return (
    <Flex vertical gap="middle">
      <PageTitle>补助申报</PageTitle>
      {fills && <Offers />}
      <div>
        <FilterBar fields={filters(Date.parse(me.clock.now))} filter={filter} change={change} />
        <PagedTable<CaseRow>
          pages={pages}
          rowKey="id"
          empty={fills ? '还没有补助申报。在上方选择措施即可开始，填写内容自动保存。' : '没有符合条件的补助申报。'}
          columns={[
            { title: '编号', width: 180, render: (_, row) => row.number ?? '提交后编号' },
            { title: '措施', render: (_, row) => <Link to={`/cases/${row.id}`}>{measureLabel(row.kind as Measure)}</Link> },
            { title: '申报单位', render: (_, row) => row.unit ?? '—' },
            { title: '州（市）', width: 150, render: (_, row) => prefectureLabel(row.prefectureCode) },
            {
              title: '金额（万元）',
              width: 120,
              align: 'right',
              render: (_, row) => (row.amountFen ? formatWanYuan(BigInt(row.amountFen)) : '—'),
            },
            { title: '状态', width: 130, render: (_, row) => <ToneTag tone={row.tone}>{row.label}</ToneTag> },
            { title: '更新', width: 150, render: (_, row) => formatInstant(Date.parse(row.updatedAt)) },
          ]}
        />
      </div>
    </Flex>
  );
}
