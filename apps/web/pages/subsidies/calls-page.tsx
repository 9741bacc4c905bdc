import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Empty, Flex, Form, Input, InputNumber, Modal, Select, Table } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { CaseRow, Me } from '#apps/api/contract.js';
import { formatInstant, localDate } from '#domain/calendar/instant.js';
import { measureCodes } from '#domain/subsidy/measures.js';
import { api, ApiProblem } from '../../data/client.js';
import { PageTitle } from '../admin/page-title.js';
import type { Rights } from '../admin/sections.js';
import { ToneTag } from '../tone-tag.js';
import { measureOptions } from './labels.js';

/** 补助申报批次 (R17): one a subsidy year; its window and measures. */
export function CallsPage({ me, rights }: { me: Me; rights: Rights }) {
  const [drafting, setDrafting] = useState(false);
  const calls = useQuery({
    queryKey: ['cases', 'claim-call'],
    queryFn: () => api<{ rows: CaseRow[]; total: number }>('GET', '/cases?process=claim-call&limit=100'),
  });
  return (
    <>
      <Flex justify="space-between">
        <PageTitle>补助申报批次</PageTitle>
        {rights.holds('VO') && (
          <Button type="primary" onClick={() => setDrafting(true)}>
            起草批次
          </Button>
        )}
      </Flex>
      {calls.error && <Alert type="error" showIcon title={calls.error.message} />}
      <Table<CaseRow>
        aria-label="补助申报批次"
        size="small"
        rowKey="id"
        loading={calls.isPending}
        dataSource={calls.data?.rows ?? []}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showTotal: (total) => `共 ${total} 条` }}
        locale={{
          emptyText: <Empty description={<span className="quiet">还没有补助申报批次。起草并发布后，申报单位即可申报。</span>} />,
        }}
        columns={[
          { title: '批次', render: (_, row) => <Link to={`/cases/${row.id}`}>{row.title}</Link> },
          { title: '文号', width: 200, render: (_, row) => row.number ?? '发布时填写' },
          { title: '状态', width: 110, render: (_, row) => <ToneTag tone={row.tone}>{row.label}</ToneTag> },
          {
            title: '截止',
            width: 170,
            render: (_, row) => (row.nextInstantAt ? formatInstant(Date.parse(row.nextInstantAt)) : '—'),
          },
        ]}
      />
      {drafting && <DraftDialog me={me} close={() => setDrafting(false)} />}
    </>
  );
}

interface Draft {
  year: number;
  title: string;
  measures: string[];
  opensOn: string;
  closesOn: string;
  office: string;
  phones: string[];
}

function DraftDialog({ me, close }: { me: Me; close: () => void }) {
  const navigate = useNavigate();
  const [form] = Form.useForm<Draft>();
  const [id] = useState(() => crypto.randomUUID());
  const today = localDate(Date.parse(me.clock.now));
  const year = Number(today.slice(0, 4));
  const open = useMutation({
    mutationFn: (values: Draft) => api<{ id: string }>('POST', '/claim-calls', { id, ...values }),
    onSuccess: (opened) => void navigate(`/cases/${opened.id}`),
    onError: (error) => {
      const field = error instanceof ApiProblem ? error.problem.field : undefined;
      if (field) form.setFields([{ name: field as keyof Draft, errors: [error.message] }]);
    },
  });
  const needed = (what: string) => [{ required: true, message: `请填写${what}` }];
  return (
    <Modal title="起草补助申报批次" open onCancel={close} footer={null} width={680}>
      <Form<Draft>
        form={form}
        layout="vertical"
        onFinish={open.mutate}
        initialValues={{
          ...{ year, title: `${year}年科技金融补助申报`, measures: [...measureCodes], office: '科技金融处' },
          ...{ opensOn: today, closesOn: `${year}-12-31`, phones: [] },
        }}
      >
        <Form.Item name="title" label="标题" rules={needed('标题')}>
          <Input maxLength={80} />
        </Form.Item>
        <Flex gap="middle">
          <Form.Item name="year" label="补助年度" rules={needed('补助年度')}>
            <InputNumber min={2022} max={2100} precision={0} />
          </Form.Item>
          <Form.Item name="opensOn" label="开放日期（08:30）" rules={needed('开放日期')}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="closesOn" label="截止日期（24:00，节假日不顺延）" rules={needed('截止日期')}>
            <Input type="date" />
          </Form.Item>
        </Flex>
        <Form.Item name="measures" label="受理措施" rules={needed('受理措施')}>
          <Checkbox.Group options={measureOptions} style={{ display: 'grid', gap: 4 }} />
        </Form.Item>
        <Flex gap="middle">
          <Form.Item name="office" label="责任处室" rules={needed('责任处室')}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="phones" label="联系电话" rules={needed('联系电话')} style={{ flex: 1 }}>
            <Select mode="tags" open={false} placeholder="输入后按回车添加" />
          </Form.Item>
        </Flex>
        {open.error && <Alert type="error" showIcon title={open.error.message} style={{ marginBottom: 16 }} />}
        <Button type="primary" htmlType="submit" loading={open.isPending}>
          起草
        </Button>
      </Form>
    </Modal>
  );
}
