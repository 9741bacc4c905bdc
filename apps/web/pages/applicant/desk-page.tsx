import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Empty, Flex, Table } from 'antd';
import { Link } from 'react-router';
import type { Application, Me, OpenCall } from '#apps/api/contract.js';
import { formatDeadline, formatInstant } from '#domain/calendar/instant.js';
import { formatWanYuan } from '#domain/money/fen.js';
import { processes } from '#domain/programmes.js';
import { api } from '../../data/client.js';
import { PageTitle } from '../admin/page-title.js';
import { ToneTag } from '../tone-tag.js';
import { useCalendar } from '../calls/use-calendar.js';
import { AskedOfUnits } from '../consortium/asked-of-unit.js';
import { CallCard } from './call-card.js';
import { daysLeft, leftText, timeLeft } from '#domain/calendar/time-left.js';
import { ToDo } from './to-do.js';

/** 我的申报: what is open now, what I have to do, and where each of my applications stands. */
export function DeskPage({ me }: { me: Me }) {
  const calls = useQuery({
    queryKey: ['applications', 'calls'],
    queryFn: () => api<OpenCall[]>('GET', '/applications/calls'),
  });
  const own = useQuery({ queryKey: ['applications'], queryFn: () => api<Application[]>('GET', '/applications') });
  const applies = me.units.some((unit) => unit.roles.includes('EA'));
  const rows = own.data ?? [];
  const now = Date.parse(me.clock.now);
  return (
    <Flex vertical gap="middle">
      <PageTitle>我的申报</PageTitle>
      {(own.error ?? calls.error) && <Alert type="error" showIcon title={(own.error ?? calls.error)!.message} />}
      <div className="call-cards">
        {(calls.data ?? []).map((call) => (
          <CallCard key={call.id} call={call} now={now} applies={applies} own={rows.filter((row) => row.callId === call.id)} />
        ))}
        {calls.data?.length === 0 && <Card size="small">当前没有开放的申报批次。省厅发布新批次后，将在此显示并发邮件通知。</Card>}
      </div>
      <AskedOfUnits me={me} />
      <ToDo rows={rows} me={me} />
      <Card size="small" title={`我的申报事项（共 ${rows.length} 件）`}>
        <Table<Application>
          aria-label="我的申报事项"
          size="small"
          rowKey="id"
          loading={own.isPending}
          dataSource={rows}
          pagination={{ pageSize: 20, hideOnSinglePage: true, showTotal: (total) => `共 ${total} 条` }}
          locale={{
            emptyText: (
              <Empty
                description={
                  <span className="quiet">
                    {applies
                      ? '还没有申报。请在上方开放的批次中点击“新建申报”，或下载Excel模板填好后导入。'
                      : '本单位还没有申报事项。'}
                  </span>
                }
              />
            ),
          }}
          columns={[
            {
              title: '事项',
              render: (_, row) => (
                <>
                  <Link to={`/cases/${row.id}`}>{row.title}</Link>
                  <div className="quiet">
                    {[
                      row.number ?? '未取号',
                      processes[row.process]?.label,
                      row.amountFen && `${formatWanYuan(BigInt(row.amountFen))} 万元`,
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </div>
                </>
              ),
            },
            { title: '状态', width: 110, render: (_, row) => <ToneTag tone={row.tone}>{row.label}</ToneTag> },
            {
              title: '在等什么 · 在谁手上',
              render: (_, row) => (
                <>
                  {row.waitsFor}
                  {row.desks.length > 0 && <div className="quiet">{row.desks.join('；')}</div>}
                </>
              ),
            },
            {
              title: '下一个时限',
              width: 230,
              render: (_, row) => (row.ended || !row.deadline ? '—' : <Deadline deadline={row.deadline} now={now} />),
            },
            { title: '更新', width: 140, render: (_, row) => formatInstant(Date.parse(row.updatedAt)) },
          ]}
        />
      </Card>
    </Flex>
  );
}

function Deadline({ deadline, now }: { deadline: NonNullable<Application['deadline']>; now: number }) {
  const at = Date.parse(deadline.at);
  const calendar = useCalendar();
  const left = calendar && at > now ? timeLeft(calendar, now, at) : undefined;
  return (
    <>
      {deadline.label}
      <div className={daysLeft(at, now) <= 3 ? 'note error' : 'quiet'}>
        {formatDeadline(at)}
        {left ? `，${leftText(left)}` : at <= now && '，已过'}
        {deadline.provisional && '（预计）'}
        {left?.warning && <p className="note warning">⚠ {left.warning}</p>}
      </div>
    </>
  );
}
