import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Typography } from 'antd';
import { Link } from 'react-router';
import type { InspectorRow, InspectorView } from '#apps/api/contract.js';
import { formatDeadline, formatInstant } from '#domain/calendar/instant.js';
import { prefectures, regionName } from '#domain/organisation/regions.js';
import { processes } from '#domain/programmes.js';
import { api } from '../../data/client.js';
import { usePages, useUrlFilter } from '../../data/pages.js';
import { FilterBar, type FilterField } from '../admin/filter-bar.js';
import { PagedTable } from '../admin/paged-table.js';
import { ToneTag } from '../tone-tag.js';

/** Views of trouble first: "healthy recedes, dead advances". */
const views: [view: InspectorView, label: string][] = [
  ['live', '全部在办'],
  ['overdue', '已逾期'],
  ['soon', '7日内到期'],
  ['unattended', '无办理人'],
  ['failed', '投递失败'],
  ['waiting', '等待投递'],
  ['mail', '通知未送达'],
  ['paused', '已暂停'],
  ['provisional', '时限为预计'],
  ['ended', '已结束'],
];

const running: Record<InspectorRow['running'], string> = { people: '等人办理', time: '等时间', paused: '暂停', ended: '结束' };

const fields = (process: string | undefined): FilterField[] => [
  { key: 'text', label: '编号、标题或单位' },
  {
    key: 'process',
    label: '流程',
    options: Object.values(processes).map((one) => ({ value: one.name, label: one.label })),
  },
  ...(process && processes[process]
    ? [
        {
          key: 'status',
          label: '环节',
          options: Object.entries(processes[process].states).map(([value, state]) => ({ value, label: state.label })),
        },
      ]
    : []),
  { key: 'prefectureCode', label: '州市', options: prefectures.map(({ code, name }) => ({ value: code, label: name })) },
];

/** 流程监控: every case, who or what it waits for, and whether its workflow knows. */
export function InspectorPage() {
  const [filter, change] = useUrlFilter();
  const counts = useQuery({
    queryKey: ['inspector-views'],
    queryFn: () => api<Record<InspectorView, number>>('GET', '/inspector/views'),
  });
  const pages = usePages<InspectorRow>('/inspector/cases', filter);
  const view = filter.view ?? 'live';
  return (
    <>
      <Flex justify="space-between" align="baseline">
        <Typography.Title level={2} style={{ fontSize: 20, marginTop: 0 }}>
          流程监控
        </Typography.Title>
        <span>
          数据截至 {formatInstant(pages.dataUpdatedAt || Date.now()).slice(11)}{' '}
          <Button size="small" onClick={() => void Promise.all([pages.refetch(), counts.refetch()])}>
            刷新
          </Button>
        </span>
      </Flex>
      <Flex wrap gap="small" role="group" aria-label="系统视图" style={{ marginBottom: 16 }}>
        {views.map(([key, label]) => (
          <Button
            key={key}
            type={view === key ? 'primary' : 'default'}
            aria-pressed={view === key}
            onClick={() => change({ view: key === 'live' ? '' : key })}
          >
            {label} {counts.data?.[key] ?? '…'}
          </Button>
        ))}
      </Flex>
      <FilterBar
        fields={fields(filter.process)}
        filter={filter}
        change={(values) => change('process' in values ? { ...values, status: '' } : values)}
      />
      <PagedTable
        pages={pages}
        rowKey="id"
        empty="此视图下没有事项。"
        columns={[
          { title: '环节', render: (_, row) => <ToneTag tone={row.tone}>{row.label}</ToneTag> },
          { title: '运行', onCell: oneLine, render: (_, row) => running[row.running] },
          {
            title: '编号与标题',
            render: (_, row) => (
              <Link to={`/inspector/${row.id}`}>
                {row.number ? `${row.number} ` : ''}
                {row.title}
              </Link>
            ),
          },
          { title: '单位', render: (_, row) => row.unit ?? '—' },
          { title: '流程', dataIndex: 'processLabel' },
          { title: '州市', render: (_, row) => (row.prefectureCode ? regionName(row.prefectureCode) : '—') },
          { title: '在等谁', render: (_, row) => <Waiting row={row} /> },
          { title: '停留', onCell: oneLine, render: (_, row) => since(row.since) },
          { title: '下一时点', render: (_, row) => row.next && `${row.next.label} ${formatDeadline(Date.parse(row.next.at))}` },
          { title: '投递', onCell: oneLine, render: (_, row) => <Delivery row={row} /> },
        ]}
      />
    </>
  );
}

const oneLine = () => ({ style: { whiteSpace: 'nowrap' } }) as const;

function Waiting({ row }: { row: InspectorRow }) {
  if (row.tasks.length === 0) return '—';
  return row.tasks.map((task) => (
    <div key={task.id}>
      {task.at}
      {task.overdue && <ToneTag tone="refused">⚠ 超期</ToneTag>}
      {task.due && !task.overdue && (
        <Typography.Text style={{ color: '#434343' }}>
          {' '}
          {formatDeadline(Date.parse(task.due))}截止{task.provisional && '（预计）'}
        </Typography.Text>
      )}
    </div>
  ));
}

function Delivery({ row }: { row: InspectorRow }) {
  if (row.delivery === 'failed') return <ToneTag tone="refused">✕ 失败</ToneTag>;
  return row.delivery === 'waiting' ? <ToneTag tone="returned">… 等待</ToneTag> : '已投递';
}

/** '2026-12-01 起': since when it stands in its stage. */
function since(at: string): string {
  return `${formatInstant(Date.parse(at)).slice(0, 10)} 起`;
}
