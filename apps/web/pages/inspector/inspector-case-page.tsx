import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Descriptions, Empty, Spin, Table, Tabs, Typography } from 'antd';
import { Link, useParams } from 'react-router';
import type { InspectedCase } from '#apps/api/contract.js';
import { formatDeadline, formatInstant } from '#domain/calendar/instant.js';
import { api } from '../../data/client.js';
import { ToneTag } from '../tone-tag.js';
import { EngineCard } from './engine-card.js';
import { FlowDiagram } from './flow-diagram.js';
import { MailTable } from './mail-table.js';

const shown = (at: string) => formatInstant(Date.parse(at));

/** One case for those who keep the system: what has been, what comes, how it runs, whom it told. */
export function InspectorCasePage({ mayAct }: { mayAct: boolean }) {
  const { id } = useParams();
  const found = useQuery({
    queryKey: ['inspector', id],
    queryFn: () => api<InspectedCase>('GET', `/inspector/cases/${id}`),
    refetchOnWindowFocus: false,
  });
  if (found.isPending) return <Spin description="正在载入" />;
  if (found.error) return <Alert type="error" showIcon title={found.error.message} />;
  const one = found.data;
  return (
    <>
      <p style={{ marginTop: 0 }}>
        <Link to="/inspector">返回流程监控</Link>
      </p>
      <Typography.Title level={2} style={{ fontSize: 20, marginTop: 0 }}>
        {one.number} {one.title} <ToneTag tone={one.tone}>{one.label}</ToneTag>
      </Typography.Title>
      {one.brokenAt !== null && (
        <Alert
          type="error"
          showIcon
          style={{ marginBottom: 16 }}
          title={`流转记录自第 ${one.brokenAt} 步起与哈希链不符，记录可能被改动，请立即报告审计员并保全数据库。`}
        />
      )}
      <Tabs
        items={[
          { key: 'overview', label: '概览', children: <Overview one={one} /> },
          { key: 'timeline', label: `流转记录 ${one.timeline.length}`, children: <Steps one={one} /> },
          { key: 'forecast', label: `接下来 ${one.forecast.length}`, children: <Forecast one={one} /> },
          {
            key: 'diagram',
            label: '流程图',
            children: (
              <FlowDiagram way={one.way} whole={one.diagram} label={`${one.processLabel}流程图，当前环节：${one.label}`} />
            ),
          },
          { key: 'technical', label: '运行状态', children: <EngineCard one={one} mayAct={mayAct} /> },
          { key: 'mails', label: `通知投递 ${one.mails.length}`, children: <MailTable mails={one.mails} mayAct={mayAct} /> },
        ]}
      />
    </>
  );
}

function Overview({ one }: { one: InspectedCase }) {
  const next = one.forecast[0];
  return (
    <Card size="small">
      <Typography.Paragraph>{sentence(one)}</Typography.Paragraph>
      <Descriptions
        bordered
        size="small"
        column={2}
        items={[
          { key: 'process', label: '流程', children: `${one.processLabel}（第${one.version}版）` },
          { key: 'unit', label: '单位', children: one.unit ?? '—' },
          { key: 'round', label: '提交次数', children: `第 ${one.round} 次` },
          { key: 'since', label: '进入本环节', children: shown(one.since) },
          ...one.tasks.map((task) => ({
            key: task.id,
            label: task.label,
            span: 2,
            children: `${task.at}，${shown(task.openedAt)} 到达${task.due ? `，${formatDeadline(Date.parse(task.due))}截止` : ''}${task.provisional ? '（预计）' : ''}${task.overdue ? '，已超期' : ''}`,
          })),
          { key: 'next', label: '下一时点', span: 2, children: next ? `${formatDeadline(next.at)} ${next.label}` : '—' },
          {
            key: 'chain',
            label: '哈希链',
            span: 2,
            children: one.brokenAt === null ? `已逐条核验，${one.timeline.length} 条记录完整` : `第 ${one.brokenAt} 步起不符`,
          },
        ]}
      />
    </Card>
  );
}

/** Where it is, why, and what happens next, in one breath. */
function sentence(one: InspectedCase): string {
  if (one.running === 'ended') return `该事项已结束（${one.label}）。`;
  if (one.pause) return `该事项自 ${shown(one.pause.at)} 起暂停${one.pause.reason ? `：${one.pause.reason}` : ''}。`;
  if (one.tasks.length > 0) return `正在等待${one.tasks.map((task) => `${task.at}办理“${task.label}”`).join('、')}。`;
  return one.waitsFor ?? '正在等待下一时点。';
}

function Steps({ one }: { one: InspectedCase }) {
  return (
    <Table
      size="small"
      rowKey="revision"
      pagination={false}
      dataSource={one.timeline.toReversed()}
      columns={[
        { title: '步', dataIndex: 'revision' },
        { title: '时间', render: (_, step) => shown(step.at) },
        { title: '办理', dataIndex: 'label' },
        { title: '人员', render: (_, step) => [step.who, step.unit].filter(Boolean).join(' · ') },
        { title: '环节', render: (_, step) => (step.from && step.from !== step.to ? `${step.from} → ${step.to}` : step.to) },
        { title: '意见', render: (_, step) => step.opinion ?? '—' },
        { title: '链值', render: (_, step) => <code title={step.hash}>{step.hash.slice(0, 8)}</code> },
      ]}
    />
  );
}

function Forecast({ one }: { one: InspectedCase }) {
  const kinds = { closing: '截止', period: '办理时限', reminder: '提醒', timer: '自动办理' };
  if (one.forecast.length === 0) return <Empty description={<span style={{ color: '#434343' }}>没有待到的时点。</span>} />;
  return (
    <Table
      size="small"
      rowKey="name"
      pagination={false}
      dataSource={one.forecast}
      columns={[
        { title: '时点', render: (_, item) => formatDeadline(item.at) },
        { title: '内容', dataIndex: 'label' },
        { title: '性质', render: (_, item) => kinds[item.kind] },
        {
          title: '依据',
          render: (_, item) =>
            item.provisional ? (
              <ToneTag tone="returned">预计（节假日安排未发布）</ToneTag>
            ) : item.certain ? (
              '已记录在案'
            ) : (
              '按流程推算'
            ),
        },
      ]}
    />
  );
}
