import { useQuery } from '@tanstack/react-query';
import { Empty, Table, Typography } from 'antd';
import { Link } from 'react-router';
import type { BanRow } from '#apps/api/contract.js';
import { formatDate } from '#domain/calendar/instant.js';
import { regionName } from '#domain/organisation/regions.js';
import { api } from '../../../data/client.js';
import { search, useUrlFilter } from '../../../data/pages.js';
import { ExportList } from '../../../form/export-list.js';
import { FilterBar } from '../../admin/filter-bar.js';
import { PageTitle } from '../../admin/page-title.js';
import { Loaded, Trail } from '../../calls/load.js';
import { ToneTag } from '../../tone-tag.js';

/** 取消申报资格名单 (B32): who may not lead a consortium nor be core in one, from when, and until which day. */
export function BansPage() {
  const [filter, change] = useUrlFilter();
  const asked = search(filter);
  const bans = useQuery({ queryKey: ['bans', asked], queryFn: () => api<BanRow[]>('GET', `/bans?${asked}`) });
  return (
    <>
      <Trail parts={[['创新联合体', '/consortia'], ['取消申报资格名单']]} />
      <PageTitle>取消申报资格名单</PageTitle>
      <p className="quiet" style={{ marginBottom: 12 }}>
        名单内单位在禁入期内不得牵头组建创新联合体，不得作为承担攻关任务的核心成员；不影响一般成员身份和其他申报。期满自行解除。
      </p>
      <FilterBar
        fields={[
          { key: 'text', label: '单位名称或信用代码', width: 220 },
          {
            key: 'state',
            label: '状态',
            width: 130,
            options: [
              { value: 'standing', label: '禁入期内' },
              { value: 'over', label: '已解除' },
            ],
          },
        ]}
        filter={filter}
        change={change}
      >
        <ExportList path={`/bans/list.xlsx?${asked}`} empty={!bans.data?.length} />
      </FilterBar>
      <Loaded query={bans}>
        {(rows) => (
          <>
            <Table<BanRow>
              aria-label="取消申报资格名单"
              size="middle"
              rowKey="id"
              pagination={false}
              dataSource={rows}
              locale={{
                emptyText: <Empty description={<span className="quiet">您的查询范围内没有取消申报资格的单位。</span>} />,
              }}
              columns={[
                {
                  title: '单位',
                  render: (_, row) => (
                    <>
                      {row.unit}
                      <div className="quiet">
                        {[row.uscc, row.regionCode && regionName(row.regionCode)].filter(Boolean).join(' · ')}
                      </div>
                    </>
                  ),
                },
                { title: '事由', dataIndex: 'fact' },
                {
                  title: '决定文号',
                  width: 190,
                  render: (_, row) => (row.caseId ? <Link to={`/cases/${row.caseId}`}>{row.decisionNo}</Link> : row.decisionNo),
                },
                { title: '首日', width: 130, render: (_, row) => formatDate(row.firstDay) },
                { title: '末日（含）', width: 130, render: (_, row) => formatDate(row.lastDay) },
                {
                  title: '状态',
                  width: 100,
                  render: (_, row) =>
                    row.standing ? <ToneTag tone="refused">禁入期内</ToneTag> : <ToneTag tone="ended">已解除</ToneTag>,
                },
              ]}
            />
            <Typography.Text role="status" style={{ display: 'block', marginTop: 12 }}>
              共 {rows.length} 条
            </Typography.Text>
          </>
        )}
      </Loaded>
    </>
  );
}
