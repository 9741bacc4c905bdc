import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Flex, Form, InputNumber, Modal, Select, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { BudgetRow } from '#apps/api/contract.js';
import { api } from '../../data/client.js';
import { PageTitle } from '../admin/page-title.js';
import type { Rights } from '../admin/sections.js';
import { lineLabel, lineOptions, wan } from './labels.js';

/** 预算: what each line and year has, what became of it, and who waits in approval order. */
export function BudgetsPage({ rights }: { rights: Rights }) {
  const budgets = useQuery({ queryKey: ['budgets'], queryFn: () => api<BudgetRow[]>('GET', '/budgets') });
  const [adding, setAdding] = useState(false);
  const amount = (title: string, key: keyof BudgetRow) => ({
    title: `${title}（万元）`,
    align: 'end' as const,
    render: (_: unknown, row: BudgetRow) => wan(String(row[key])),
  });
  return (
    <>
      <Flex justify="space-between">
        <PageTitle>补助资金预算</PageTitle>
        {rights.holds('FN') && (
          <Button type="primary" onClick={() => setAdding(true)}>
            新建预算
          </Button>
        )}
      </Flex>
      {budgets.error && <Alert type="error" showIcon title={budgets.error.message} />}
      <Table<BudgetRow>
        aria-label="预算"
        size="middle"
        rowKey="id"
        loading={budgets.isPending}
        dataSource={budgets.data ?? []}
        pagination={false}
        locale={{
          emptyText: (
            <Empty description={<span className="quiet">还没有预算。财政录入并复核后，即可按核定顺序安排支付。</span>} />
          ),
        }}
        expandable={{
          rowExpandable: (row) => row.waiting.length > 0,
          expandedRowRender: (row) => <WaitingList row={row} />,
        }}
        columns={[
          { title: '年度', dataIndex: 'year', width: 80 },
          {
            title: '预算项目',
            render: (_, row) => (
              <>
                <Link to={`/cases/${row.id}`}>{lineLabel(row.line)}</Link>{' '}
                {row.status === 'proposed' && <Tag color="blue">待复核</Tag>}
              </>
            ),
          },
          amount('预算', 'setFen'),
          amount('余额', 'leftFen'),
          amount('待支付', 'committedFen'),
          amount('在途', 'transitFen'),
          amount('已支付', 'paidFen'),
          {
            title: '待安排',
            align: 'end',
            render: (_, row) =>
              row.waiting.length === 0
                ? '—'
                : `${row.waiting.length} 件 ${wan(String(row.waiting.reduce((sum, { fen }) => sum + BigInt(fen), 0n)))}`,
          },
        ]}
      />
      {adding && <NewBudget close={() => setAdding(false)} />}
    </>
  );
}

/** E6: first in, first out. */
function WaitingList({ row }: { row: BudgetRow }) {
  return (
    <ol style={{ margin: 0, paddingInlineStart: 24 }}>
      {row.waiting.map((one) => (
        <li key={one.caseId}>
          <Link to={`/cases/${one.caseId}`}>
            {one.number} {one.title}
          </Link>{' '}
          {wan(one.fen)} 万元{one.status === 'queued' && '（已结转下年）'}
        </li>
      ))}
    </ol>
  );
}

function NewBudget({ close }: { close: () => void }) {
  const navigate = useNavigate();
  const open = useMutation({
    mutationFn: ({ line, year }: { line: string; year: number }) =>
      api<{ id: string }>('POST', '/budgets', { line, year, label: lineLabel(line) }),
    onSuccess: ({ id }) => void navigate(`/cases/${id}`),
  });
  return (
    <Modal title="新建预算" open onCancel={close} footer={null}>
      <Form layout="vertical" onFinish={open.mutate} initialValues={{ year: new Date().getFullYear() }}>
        <Form.Item name="line" label="预算项目" rules={[{ required: true, message: '请选择预算项目' }]}>
          <Select options={lineOptions} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item name="year" label="预算年度" rules={[{ required: true, message: '请填写年度' }]}>
          <InputNumber min={2022} max={2100} precision={0} />
        </Form.Item>
        {open.error && <Alert type="error" showIcon title={open.error.message} style={{ marginBottom: 16 }} />}
        <Button type="primary" htmlType="submit" loading={open.isPending}>
          下一步：录入金额
        </Button>
      </Form>
    </Modal>
  );
}
