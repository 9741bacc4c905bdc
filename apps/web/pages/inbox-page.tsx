import { useQuery } from '@tanstack/react-query';
import { Empty, Table, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { InboxItem, InboxTab, Me } from '#apps/api/contract.js';
import { formatDeadline, formatInstant } from '#domain/calendar/instant.js';
import { regionName } from '#domain/organisation/regions.js';
import { api } from '../data/client.js';

/** 我的工作台: overdue first, then by due date. */
export function InboxPage({ me }: { me: Me }) {
  const [tab, setTab] = useState<InboxTab>('todo');
  const inbox = useQuery({
    queryKey: ['inbox', tab],
    queryFn: () => api<{ rows: InboxItem[]; total: number }>('GET', `/inbox?tab=${tab}`),
  });
  const tabs = [
    { key: 'todo', label: `待办 ${me.inbox.todo}` },
    { key: 'overdue', label: `已逾期 ${me.inbox.overdue}` },
    { key: 'done', label: `已办 ${me.inbox.done}` },
  ];
  return (
    <>
      <Tabs items={tabs} activeKey={tab} onChange={(key) => setTab(key as InboxTab)} />
      <Table<InboxItem>
        rowKey={(item) => `${item.case.id}/${item.taskId}`}
        size="middle"
        loading={inbox.isPending}
        dataSource={inbox.data?.rows ?? []}
        pagination={{ pageSize: 20, showTotal: (total) => `共 ${total} 条` }}
        locale={{
          emptyText: (
            <Empty description={<span style={{ color: '#434343' }}>没有待办事项，新的事项到达时会发邮件提醒您。</span>} />
          ),
        }}
        columns={[
          {
            title: '编号与标题',
            render: (_, item) => (
              <Link to={`/cases/${item.case.id}`}>
                {item.case.number ? `${item.case.number} ` : ''}
                {item.case.title}
              </Link>
            ),
          },
          { title: '环节', dataIndex: 'task' },
          { title: '申报单位', render: (_, item) => item.case.unit ?? '—' },
          { title: '地区', render: (_, item) => (item.case.countyCode ? regionName(item.case.countyCode) : '—') },
          { title: '到达', render: (_, item) => formatInstant(Date.parse(item.openedAt)) },
          {
            title: '截止',
            render: (_, item) =>
              item.due ? (
                <>
                  {formatDeadline(Date.parse(item.due))}
                  {item.dueProvisional && <Tag>预计</Tag>}
                  {item.overdue && <Tag color="red">⚠ 超期</Tag>}
                </>
              ) : (
                '—'
              ),
          },
        ]}
      />
    </>
  );
}
