import { useQuery } from '@tanstack/react-query';
import { Empty, Table } from 'antd';
import { Link } from 'react-router';
import type { MonthlyCell, MonthlyProject } from '#apps/api/contract.js';
import { projectTypes } from '#domain/key-project/form.js';
import { completionRate } from '#domain/key-project/monthly.js';
import { monthName } from '#domain/key-project/months.js';
import { formatWanYuan } from '#domain/money/fen.js';
import { regionName } from '#domain/organisation/regions.js';
import { processes } from '#domain/programmes.js';
import { api } from '../../data/client.js';
import { search, useUrlFilter } from '../../data/pages.js';
import { PageTitle } from '../admin/page-title.js';
import { Loaded, Trail } from '../calls/load.js';
import { ToneTag } from '../tone-tag.js';

const cells: Record<MonthlyCell, string> = { count: '全部项目', reported: '本月已报', paused: '停缓建', done: '竣工投产' };

/** The projects behind one number of the monthly table; their figures add up to it. */
export function BehindPage() {
  const [{ callId = '', month = '', prefecture = '', type = '', cell = 'count' }] = useUrlFilter();
  const projects = useQuery({
    queryKey: ['monthly', callId, month, 'projects', prefecture, type, cell],
    queryFn: () => api<MonthlyProject[]>('GET', `/reports/monthly/projects?${search({ callId, month, prefecture, type, cell })}`),
  });
  const what = [regionName(prefecture), typeName(type), cells[cell as MonthlyCell]].filter(Boolean).join(' · ');
  return (
    <>
      <Trail parts={[['月度调度表', `/reports/monthly?${search({ callId, month })}`], [what]]} />
      <PageTitle>
        {monthName(month)} · {what}
      </PageTitle>
      <Loaded query={projects}>{(rows) => <Behind rows={rows} />}</Loaded>
    </>
  );
}

function Behind({ rows }: { rows: MonthlyProject[] }) {
  const states = processes['key-project']!.states;
  const wan = (fen: string | null) => (fen === null ? '—' : formatWanYuan(BigInt(fen)));
  const sum = (of: (row: MonthlyProject) => string | null) =>
    formatWanYuan(rows.reduce((all, row) => all + BigInt(of(row) ?? 0), 0n));
  return (
    <>
      <Table<MonthlyProject>
        aria-label="项目"
        rowKey="id"
        size="small"
        dataSource={rows}
        pagination={{ defaultPageSize: 50, showSizeChanger: true, hideOnSinglePage: true }}
        locale={{ emptyText: <Empty description="没有符合条件的项目。" /> }}
        columns={[
          { title: '编号', width: 170, render: (_, row) => row.number ?? '—' },
          { title: '项目名称', render: (_, row) => <Link to={`/cases/${row.id}`}>{row.title}</Link> },
          { title: '单位', render: (_, row) => row.unit ?? '—' },
          { title: '地区', width: 110, render: (_, row) => regionName(row.countyCode) },
          { title: '类型', width: 90, render: (_, row) => typeName(row.type) },
          { title: '年度计划（万元）', width: 130, align: 'right', render: (_, row) => wan(row.planFen) },
          { title: '当月完成（万元）', width: 130, align: 'right', render: (_, row) => wan(row.monthFen) },
          { title: '累计完成（万元）', width: 130, align: 'right', render: (_, row) => wan(row.completedFen) },
          {
            title: '完成率',
            width: 80,
            align: 'right',
            render: (_, row) => completionRate(BigInt(row.completedFen), BigInt(row.planFen)) ?? '—',
          },
          {
            title: '形象进度、问题',
            render: (_, row) => [row.progress ?? '本月未报', row.problems && `问题：${row.problems}`].filter(Boolean).join('；'),
          },
          {
            title: '月末状态',
            width: 110,
            render: (_, row) => (
              <ToneTag tone={states[row.status]?.tone ?? 'draft'}>{states[row.status]?.label ?? row.status}</ToneTag>
            ),
          },
        ]}
      />
      <p role="status">
        共 {rows.length} 个项目；年度计划 {sum((row) => row.planFen)} 万元，当月完成 {sum((row) => row.monthFen)} 万元，累计完成{' '}
        {sum((row) => row.completedFen)} 万元
      </p>
    </>
  );
}

const typeName = (type: string) => projectTypes.find((one) => one.value === type)?.label ?? type;
