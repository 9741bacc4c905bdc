import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Flex, Table } from 'antd';
import type { Difference, DiscrepancyRow } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import { api } from '../../data/client.js';
import { PageTitle } from '../admin/page-title.js';
import { yuan } from './labels.js';

/** 对账: our payments against the treasury's journal, and receipts that fitted nothing. Nothing is mended here; each line says what to do. */
export function ReconciliationPage() {
  const found = useQuery({
    queryKey: ['reconciliation'],
    queryFn: () => api<{ differences: Difference[]; discrepancies: DiscrepancyRow[] }>('GET', '/reconciliation'),
  });
  return (
    <>
      <Flex justify="space-between">
        <PageTitle>与财政一体化对账</PageTitle>
        <Button loading={found.isFetching} onClick={() => void found.refetch()}>
          重新对账
        </Button>
      </Flex>
      {found.error && <Alert type="error" showIcon title={found.error.message} />}
      {found.data && (
        <Alert
          role="status"
          type={found.data.differences.length === 0 ? 'success' : 'warning'}
          showIcon
          style={{ marginBottom: 12 }}
          title={
            found.data.differences.length === 0
              ? '双方一致，没有差异。'
              : `有 ${found.data.differences.length} 处差异，请逐笔核对。`
          }
        />
      )}
      {found.data && found.data.differences.length > 0 && (
        <Table<Difference>
          aria-label="差异"
          size="small"
          rowKey="key"
          dataSource={found.data.differences}
          pagination={{ pageSize: 50, showTotal: (count) => `共 ${count} 条` }}
          columns={[
            { title: '支付号', dataIndex: 'key' },
            { title: '差异与处理', dataIndex: 'message' },
          ]}
        />
      )}
      <PageTitle>未入账的回单</PageTitle>
      <Table<DiscrepancyRow>
        aria-label="未入账的回单"
        size="small"
        rowKey={(row) => `${row.ref} ${row.code}`}
        loading={found.isPending}
        dataSource={found.data?.discrepancies ?? []}
        pagination={{ pageSize: 50, showTotal: (count) => `共 ${count} 条` }}
        locale={{ emptyText: <Empty description={<span className="quiet">没有未入账的回单。</span>} /> }}
        columns={[
          { title: '回单号', dataIndex: 'ref' },
          { title: '支付号', dataIndex: 'key' },
          { title: '金额（元）', align: 'end', render: (_, row) => (row.fen ? yuan(row.fen) : '—') },
          { title: '原因与处理', dataIndex: 'message' },
          { title: '时间', render: (_, row) => formatInstant(Date.parse(row.seenAt)) },
        ]}
      />
    </>
  );
}
