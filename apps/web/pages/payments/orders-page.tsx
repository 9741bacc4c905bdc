import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Flex, Table } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { CaseRow, Payable } from '#apps/api/contract.js';
import { toChineseUppercase } from '#domain/money/uppercase.js';
import { api } from '../../data/client.js';
import { PageTitle } from '../admin/page-title.js';
import { ToneTag } from '../tone-tag.js';
import { lineLabel, wan, yuan } from './labels.js';
import { ReceiptsUpload } from './receipts-upload.js';

/** 支付令: what waits to be paid becomes an order; below, the orders and how far they are. */
export function OrdersPage() {
  const payables = useQuery({ queryKey: ['payables'], queryFn: () => api<Payable[]>('GET', '/payables') });
  const orders = useQuery({
    queryKey: ['cases', 'payment-order'],
    queryFn: () => api<{ rows: CaseRow[] }>('GET', '/cases?process=payment-order&limit=200'),
  });
  const [chosen, setChosen] = useState<string[]>();
  const [id, renew] = useState(() => crypto.randomUUID());
  const navigate = useNavigate();
  const rows = payables.data ?? [];
  const selected = chosen ?? rows.map((row) => row.caseId);
  const total = rows.filter((row) => selected.includes(row.caseId)).reduce((sum, { fen }) => sum + BigInt(fen), 0n);
  const make = useMutation({
    mutationFn: () => api<{ id: string }>('POST', '/payment-orders', { id, cases: selected }),
    onSuccess: (made) => void navigate(`/cases/${made.id}`),
    // Another intent, another id: what was refused is not this order's fault.
    onError: () => renew(crypto.randomUUID()),
  });
  return (
    <>
      <PageTitle>待支付</PageTitle>
      {[payables.error, orders.error, make.error].map(
        (error) =>
          error && <Alert key={error.message} type="error" showIcon title={error.message} style={{ marginBottom: 12 }} />,
      )}
      <Table<Payable>
        aria-label="待支付事项"
        size="small"
        rowKey="caseId"
        loading={payables.isPending}
        dataSource={rows}
        pagination={rows.length > 50 ? { pageSize: 50 } : false}
        rowSelection={{ selectedRowKeys: selected, onChange: (keys) => setChosen(keys as string[]) }}
        locale={{
          emptyText: (
            <Empty description={<span className="quiet">没有待支付事项。在“预算”中按核定顺序安排后，事项会列在这里。</span>} />
          ),
        }}
        columns={[
          {
            title: '事项',
            render: (_, row) => <Link to={`/cases/${row.caseId}`}>{[row.number, row.title].filter(Boolean).join(' ')}</Link>,
          },
          { title: '收款单位', render: (_, row) => row.payee.name },
          {
            title: '账户',
            render: (_, row) => (
              <>
                {row.account.bank}
                <br />
                {row.account.number}
                {row.account.name !== row.payee.name && <div className="error">户名“{row.account.name}”与单位不一致</div>}
              </>
            ),
          },
          { title: '预算', render: (_, row) => `${row.year} ${lineLabel(row.line)}` },
          { title: '金额（元）', align: 'end', render: (_, row) => yuan(row.fen) },
        ]}
      />
      <Flex justify="space-between" align="center" style={{ margin: '12px 0 24px' }}>
        <span role="status">
          已选 {selected.length} 笔，{wan(String(total))} 万元{total > 0n && `（${toChineseUppercase(total)}）`}
        </span>
        <Button type="primary" disabled={selected.length === 0} loading={make.isPending} onClick={() => make.mutate()}>
          开具支付令
        </Button>
      </Flex>
      <Flex justify="space-between" align="center">
        <PageTitle>支付令</PageTitle>
        <ReceiptsUpload />
      </Flex>
      <Table<CaseRow>
        aria-label="支付令"
        size="small"
        rowKey="id"
        loading={orders.isPending}
        dataSource={orders.data?.rows ?? []}
        pagination={{ pageSize: 20, showTotal: (count) => `共 ${count} 条` }}
        locale={{ emptyText: <Empty description={<span className="quiet">还没有支付令。</span>} /> }}
        columns={[
          { title: '文号', render: (_, row) => row.number ?? '—' },
          { title: '支付令', render: (_, row) => <Link to={`/cases/${row.id}`}>{row.title}</Link> },
          { title: '金额（万元）', align: 'end', render: (_, row) => (row.amountFen ? wan(row.amountFen) : '—') },
          { title: '状态', render: (_, row) => <ToneTag tone={row.tone}>{row.label}</ToneTag> },
        ]}
      />
    </>
  );
}
