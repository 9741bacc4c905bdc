import { ClockCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Flex, Table, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { InboxItem, InboxTab, Me } from '#apps/api/contract.js';
import { formatDeadline, formatInstant } from '#domain/calendar/instant.js';
import { workingDaysLeft } from '#domain/calendar/period.js';
import { formatWanYuan } from '#domain/money/fen.js';
import { regionName } from '#domain/organisation/regions.js';
import { api } from '../data/client.js';
import { search, useUrlFilter } from '../data/pages.js';
import { AskedOfUnits } from './consortium/asked-of-unit.js';
import { FilterBar } from './admin/filter-bar.js';
import { useCalendar } from './calls/use-calendar.js';
import { caseFilters } from './case-filters.js';
import { daysLeft } from '#domain/calendar/time-left.js';
import { BulkDialog, MOST } from './inbox/bulk-dialog.js';
import { useListKeys } from './inbox/use-list-keys.js';
import { ToneTag } from './tone-tag.js';

const PAGE = 50;
const tabs: [InboxTab, string][] = [
  ['todo', '待办'],
  ['unclaimed', '待签收'],
  ['entrusted', '受托代办'],
  ['overdue', '已逾期'],
  ['paused', '已暂停'],
  ['done', '已办'],
  ['sent', '我上报'],
  ['copied', '抄送我的'],
];
const empty: Record<InboxTab, string> = {
  todo: '没有待办事项，新的事项到达时会发邮件提醒您。',
  unclaimed: '没有待签收的事项。本岗位收到新事项时，任一同事签收后由其办理。',
  entrusted: '没有受托代办的事项。同事在“我的账号”中委托您后，其待办在委托期间显示在这里。',
  overdue: '没有逾期事项。',
  paused: '没有暂停的事项。',
  done: '还没有办理过事项，办理后可在此查看和催办。',
  sent: '还没有提交过事项。',
  copied: '没有抄送给您的事项。',
};

/** 我的工作台: overdue first, then by due date. Tab, filters and page live in the address. */
export function InboxPage({ me }: { me: Me }) {
  const [filter, change] = useUrlFilter();
  const tab = (tabs.some(([key]) => key === filter.tab) ? filter.tab : 'todo') as InboxTab;
  const inbox = useQuery({
    queryKey: ['inbox', filter],
    queryFn: () => api<{ rows: InboxItem[]; total: number }>('GET', `/inbox?${search({ ...filter, tab })}`),
  });
  const navigate = useNavigate();
  const rows = inbox.data?.rows ?? [];
  const [current, setCurrent] = useState(-1);
  const [selected, setSelected] = useState<string[]>([]);
  // As chosen when the dialog opened: the list behind it moves on while it works.
  const [bulk, setBulk] = useState<InboxItem[]>();
  const keyOf = (item: InboxItem) => `${item.case.id}/${item.taskId ?? ''}`;
  const selectable = tab !== 'copied';
  useListKeys({
    count: rows.length,
    current,
    move: setCurrent,
    open: (index) => rows[index] && void navigate(`/cases/${rows[index].case.id}`),
    select: (index) => {
      const key = rows[index] && selectable ? keyOf(rows[index]) : undefined;
      if (key) setSelected((before) => (before.includes(key) ? before.filter((one) => one !== key) : [...before, key]));
    },
  });
  const narrow = (values: Record<string, string>) => {
    setSelected([]);
    setCurrent(-1);
    change({ page: '', ...values });
  };
  const chosen = rows.filter((item) => selected.includes(keyOf(item)));
  return (
    <>
      <Tabs
        items={tabs.map(([key, label]) => ({ key, label: `${label} ${me.inbox[key]}` }))}
        activeKey={tab}
        onChange={(key) => narrow({ tab: key })}
      />
      {tab === 'todo' && <AskedOfUnits me={me} />}
      <FilterBar fields={caseFilters(filter)} filter={filter} change={narrow}>
        {selectable && (
          <Button disabled={chosen.length === 0 || chosen.length > MOST} onClick={() => setBulk(chosen)}>
            批量办理{chosen.length > 0 && `（${chosen.length}）`}
          </Button>
        )}
      </FilterBar>
      {inbox.error && <Alert type="error" showIcon title={inbox.error.message} style={{ marginBottom: 12 }} />}
      <Table<InboxItem>
        className="inbox"
        aria-label={tabs.find(([key]) => key === tab)![1]}
        rowKey={keyOf}
        size="small"
        loading={inbox.isPending}
        dataSource={rows}
        rowClassName={(_, index) => (index === current ? 'current' : '')}
        {...(selectable
          ? {
              rowSelection: {
                selectedRowKeys: selected,
                onChange: (keys) => setSelected(keys as string[]),
                getCheckboxProps: (item) => ({ 'aria-label': `选择 ${item.case.title}` }) as object,
              },
            }
          : {})}
        pagination={{
          pageSize: PAGE,
          current: Number(filter.page || 1),
          total: inbox.data?.total ?? 0,
          showTotal: (total) => `共 ${total} 条`,
          showSizeChanger: false,
          onChange: (page) => narrow({ page: page > 1 ? String(page) : '' }),
        }}
        locale={{ emptyText: <Empty description={<span className="quiet">{empty[tab]}</span>} /> }}
        columns={[
          {
            title: '剩余',
            width: 96,
            render: (_, item) => <Left item={item} now={Date.parse(me.clock.now)} />,
          },
          {
            title: '编号与标题',
            render: (_, item) => (
              <Link to={`/cases/${item.case.id}`} className={item.read ? undefined : 'unread'}>
                {item.case.number ? `${item.case.number} ` : ''}
                {item.case.title}
              </Link>
            ),
          },
          { title: '申报单位', width: 170, render: (_, item) => item.case.unit ?? '—' },
          { title: '地区', width: 90, render: (_, item) => (item.case.countyCode ? regionName(item.case.countyCode) : '—') },
          {
            title: '金额（万元）',
            width: 110,
            align: 'right',
            render: (_, item) => (item.case.amountFen ? formatWanYuan(BigInt(item.case.amountFen)) : '—'),
          },
          {
            title: '环节',
            width: 150,
            render: (_, item) => (
              <Flex gap={4} wrap>
                <ToneTag tone={item.case.tone}>{item.task}</ToneTag>
                {item.principal && <Tag>受{item.principal}委托</Tag>}
                {item.round > 1 && <Tag>第{item.round}次提交</Tag>}
                {item.paused && <Tag>已暂停</Tag>}
                {tab === 'todo' && item.taskId && !item.holder && <ToneTag tone="review">待签收</ToneTag>}
              </Flex>
            ),
          },
          {
            title: tab === 'done' ? '办结' : '到达',
            width: 140,
            className: 'nowrap',
            render: (_, item) => formatInstant(Date.parse(item.openedAt)),
          },
          {
            title: '截止',
            width: 200,
            className: 'nowrap',
            render: (_, item) =>
              item.due ? `${formatDeadline(Date.parse(item.due))}${item.dueProvisional ? '（预计）' : ''}` : '—',
          },
        ]}
      />
      <p className="hint">键盘：J/K 上下移动，Enter 打开，X 选择</p>
      {bulk && <BulkDialog items={bulk} close={() => (setBulk(undefined), setSelected([]))} />}
    </>
  );
}

/** Text, colour and sign together: never colour alone. */
function Left({ item, now }: { item: InboxItem; now: number }) {
  const calendar = useCalendar();
  if (item.overdue) return <ToneTag tone="refused">⚠ 超期</ToneTag>;
  if (!item.due) return <span className="quiet">—</span>;
  const due = Date.parse(item.due);
  const days = daysLeft(due, now);
  return days <= 1 ? (
    <ToneTag tone="returned">
      <ClockCircleOutlined aria-hidden /> {days <= 0 ? '今日到期' : '明日到期'}
    </ToneTag>
  ) : (
    <span>{calendar ? `${workingDaysLeft(calendar, now, due).days} 个工作日` : `${days} 天`}</span>
  );
}
