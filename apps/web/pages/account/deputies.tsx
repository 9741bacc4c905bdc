import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Empty, Flex, Form, Input, Select, Spin, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Deputations, DeputationRow, DeputyAct } from '#apps/api/contract.js';
import { formatDeadline, formatInstant } from '#domain/calendar/instant.js';
import { processes } from '#domain/programmes.js';
import { api, ApiProblem } from '../../data/client.js';
import { ConfirmAct } from '../admin/confirm-act.js';
import { PersonChooser } from '../case/act/choosers.js';
import { ToneTag } from '../tone-tag.js';
import { Refused } from './card.js';

/** 委托代办: whom one has entrusted, for how long, what was done in one's place; and who has entrusted one. */
export function Deputies() {
  const found = useQuery({ queryKey: ['account', 'deputies'], queryFn: () => api<Deputations>('GET', '/account/deputies') });
  if (found.isPending) return <Spin description="正在载入" />;
  if (found.error) return <Alert type="error" showIcon title={found.error.message} />;
  const { given, received, done } = found.data;
  return (
    <Flex vertical gap="middle">
      <p className="quiet" style={{ margin: 0 }}>
        外出期间可委托本单位同事代办。受托人在“受托代办”中办理您的待办，流转记录载明受您委托；受托事项不得再转委托，到期自动收回。
        回避、同一人不得办理两级等规定对双方同时适用，专家评审不得委托。
      </p>
      <NewDeputation />
      <Lines label="我委托的" rows={given} other="deputy" empty="尚未委托他人代办。" />
      {received.length > 0 && <Lines label="委托我的" rows={received} other="principal" empty="" />}
      {done.length > 0 && <Done rows={done} />}
    </Flex>
  );
}

interface Values {
  deputyId: string;
  from: string;
  until: string;
  processes?: string[];
}

const asked = ['deputyId', 'from', 'until', 'processes'] as const;

function NewDeputation() {
  const [form] = Form.useForm<Values>();
  const queries = useQueryClient();
  const { message } = App.useApp();
  // One id for one intent: sent again on a retry, it is still one deputation.
  const [id, setId] = useState(() => crypto.randomUUID());
  const name = useMutation({
    mutationFn: (values: Values) => api('POST', '/account/deputies', { id, ...values, processes: values.processes ?? [] }),
    onSuccess: () => {
      form.resetFields();
      setId(crypto.randomUUID());
      void message.success('已委托，并已邮件通知受托人');
      return queries.invalidateQueries({ queryKey: ['account', 'deputies'] });
    },
    onError: (error) => {
      const field = asked.find((key) => error instanceof ApiProblem && error.problem.field === key);
      if (field) form.setFields([{ name: field, errors: [error.message] }]);
    },
  });
  const required = [{ required: true, message: '请填写' }];
  return (
    <Form form={form} layout="vertical" onFinish={name.mutate}>
      <Flex gap="middle" wrap>
        <Form.Item name="deputyId" label="受托人" rules={required} style={{ width: 200 }}>
          <PersonChooser label="受托人" />
        </Form.Item>
        <Form.Item name="from" label="开始日期" rules={required}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="until" label="结束日期（含）" rules={required}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="processes" label="业务类型" style={{ width: 200 }}>
          <Select
            mode="multiple"
            placeholder="全部业务"
            options={Object.values(processes).map((process) => ({ value: process.name, label: process.label }))}
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
      </Flex>
      <Refused error={name.error} />
      <Button htmlType="submit" loading={name.isPending}>
        委托代办
      </Button>
    </Form>
  );
}

const states = {
  coming: { tone: 'draft', label: '未开始' },
  current: { tone: 'running', label: '委托中' },
  over: { tone: 'ended', label: '已结束' },
} as const;

function Lines(props: { label: string; rows: DeputationRow[]; other: 'deputy' | 'principal'; empty: string }) {
  const { label, rows, other, empty } = props;
  return (
    <Table<DeputationRow>
      aria-label={label}
      size="small"
      rowKey="id"
      dataSource={rows}
      pagination={rows.length > 10 ? { pageSize: 10, showTotal: (total) => `共 ${total} 条` } : false}
      locale={{ emptyText: <Empty description={<span className="quiet">{empty}</span>} /> }}
      columns={[
        { title: other === 'deputy' ? '受托人' : '委托人', width: 120, render: (_, row) => row[other].name },
        {
          title: '期间',
          render: (_, row) => `${formatInstant(Date.parse(row.from))} 至 ${formatDeadline(Date.parse(row.until))}`,
        },
        {
          title: '业务类型',
          width: 180,
          render: (_, row) => row.processes.map((name) => processes[name]?.label ?? name).join('、') || '全部业务',
        },
        {
          title: '状态',
          width: 90,
          render: (_, row) => <ToneTag tone={states[row.state].tone}>{states[row.state].label}</ToneTag>,
        },
        ...(other === 'deputy'
          ? [
              {
                title: '操作',
                width: 100,
                render: (_: unknown, row: DeputationRow) =>
                  row.state === 'over' ? null : (
                    <ConfirmAct
                      label="提前终止"
                      effect={`终止后，${row.deputy.name}不能再代您办理；已办理的事项仍然有效。`}
                      path={`/account/deputies/${row.id}/ending`}
                      done="委托已终止"
                    />
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}

function Done({ rows }: { rows: DeputyAct[] }) {
  return (
    <Table<DeputyAct>
      aria-label="受托人已办"
      size="small"
      title={() => '受托人代我办理'}
      rowKey={(row) => `${row.caseId} ${row.at} ${row.label}`}
      dataSource={rows}
      pagination={rows.length > 10 ? { pageSize: 10, showTotal: (total) => `共 ${total} 条` } : false}
      columns={[
        {
          title: '事项',
          render: (_, row) => <Link to={`/cases/${row.caseId}`}>{[row.number, row.title].filter(Boolean).join(' ')}</Link>,
        },
        { title: '办理', width: 120, dataIndex: 'label' },
        { title: '受托人', width: 100, dataIndex: 'by' },
        { title: '时间', width: 140, render: (_, row) => formatInstant(Date.parse(row.at)) },
      ]}
    />
  );
}
