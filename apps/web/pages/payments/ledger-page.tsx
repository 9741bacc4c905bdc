import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Drawer, Empty, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { EntryRow, TrialBalance } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import { api } from '../../data/client.js';
import { PageTitle } from '../admin/page-title.js';
import { lineLabel, yuan } from './labels.js';

type Row = TrialBalance['rows'][number];

/** 试算平衡表: both sides of every account; each opens to its entries, each entry to its case. */
export function LedgerPage() {
  const ledger = useQuery({ queryKey: ['ledger'], queryFn: () => api<TrialBalance>('GET', '/ledger') });
  const [shown, setShown] = useState<Row>();
  if (ledger.error) return <Alert type="error" showIcon title={ledger.error.message} />;
  const { rows = [], debitFen = '0', creditFen = '0', sumFen = '0', differing = [] } = ledger.data ?? {};
  return (
    <>
      <PageTitle>试算平衡表</PageTitle>
      {ledger.data && (
        <Alert
          role="status"
          type={sumFen === '0' && differing.length === 0 ? 'success' : 'error'}
          showIcon
          style={{ marginBottom: 12 }}
          title={
            sumFen === '0' && differing.length === 0
              ? '借贷平衡，各科目余额与明细一致。'
              : `账目不平：差额 ${yuan(sumFen)} 元${differing.length ? `；余额与明细不符的科目：${differing.join('、')}` : ''}。请立即停止支付并通知审计。`
          }
        />
      )}
      <Table<Row>
        aria-label="试算平衡表"
        size="small"
        rowKey="account"
        loading={ledger.isPending}
        dataSource={rows}
        pagination={false}
        locale={{ emptyText: <Empty description={<span className="quiet">还没有账务，录入预算后开始记账。</span>} /> }}
        columns={[
          { title: '科目', dataIndex: 'kindLabel', width: 140 },
          { title: '预算项目', render: (_, row) => lineLabel(row.line) },
          { title: '年度', dataIndex: 'year', width: 80 },
          {
            title: '借方余额（元）',
            align: 'end',
            render: (_, row) => (BigInt(row.fen) > 0n ? <Amount row={row} open={setShown} /> : ''),
          },
          {
            title: '贷方余额（元）',
            align: 'end',
            render: (_, row) => (BigInt(row.fen) < 0n ? <Amount row={row} open={setShown} /> : ''),
          },
        ]}
        summary={() =>
          rows.length > 0 && (
            <Table.Summary.Row>
              <Table.Summary.Cell index={0} colSpan={3}>
                合计
              </Table.Summary.Cell>
              <Table.Summary.Cell index={3} align="right">
                {yuan(debitFen)}
              </Table.Summary.Cell>
              <Table.Summary.Cell index={4} align="right">
                {yuan(creditFen)}
              </Table.Summary.Cell>
            </Table.Summary.Row>
          )
        }
      />
      {shown && <Entries row={shown} close={() => setShown(undefined)} />}
    </>
  );
}

function Amount({ row, open }: { row: Row; open: (row: Row) => void }) {
  const fen = BigInt(row.fen);
  return (
    <Button type="link" size="small" style={{ padding: 0 }} onClick={() => open(row)}>
      {yuan(String(fen < 0n ? -fen : fen))}
    </Button>
  );
}

function Entries({ row, close }: { row: Row; close: () => void }) {
  const entries = useQuery({
    queryKey: ['ledger', row.account],
    queryFn: () => api<EntryRow[]>('GET', `/ledger/entries?account=${encodeURIComponent(row.account)}`),
  });
  return (
    <Drawer open onClose={close} size="large" title={`明细账：${row.year} ${lineLabel(row.line)} ${row.kindLabel}`}>
      {entries.error && <Alert type="error" showIcon title={entries.error.message} />}
      <Table<EntryRow>
        size="small"
        rowKey={(entry) => `${entry.at}${entry.caseId}${entry.fen}${entry.what}`}
        loading={entries.isPending}
        dataSource={entries.data ?? []}
        pagination={{ pageSize: 50, showTotal: (count) => `共 ${count} 条` }}
        columns={[
          { title: '时间', render: (_, entry) => formatInstant(Date.parse(entry.at)) },
          { title: '摘要', render: (_, entry) => <Link to={`/cases/${entry.caseId}`}>{entry.what}</Link> },
          { title: '借方（元）', align: 'end', render: (_, entry) => (BigInt(entry.fen) > 0n ? yuan(entry.fen) : '') },
          {
            title: '贷方（元）',
            align: 'end',
            render: (_, entry) => (BigInt(entry.fen) < 0n ? yuan(String(-BigInt(entry.fen))) : ''),
          },
        ]}
      />
    </Drawer>
  );
}
