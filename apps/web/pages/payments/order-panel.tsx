import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Card, Descriptions, Flex, Table } from 'antd';
import { Link } from 'react-router';
import type { CaseDetail } from '#apps/api/contract.js';
import { toChineseUppercase } from '#domain/money/uppercase.js';
import type { PaymentOrderData } from '#domain/payment/order/data.js';
import type { OrderItem } from '#domain/payment/payable.js';
import { download } from '../../data/files.js';
import { ToneTag } from '../tone-tag.js';
import { wan, yuan } from './labels.js';
import { ReceiptsUpload } from './receipts-upload.js';

/** 支付令: what is paid to whom, in figures and in capital characters, with each receipt as it comes. */
export function OrderPanel({ one }: { one: CaseDetail }) {
  const order = one.data as unknown as PaymentOrderData;
  const list = useMutation({ mutationFn: () => download(`/payment-orders/${one.id}/list.xlsx`) });
  return (
    <Card
      size="small"
      title="支付清单"
      extra={
        <Flex gap="small">
          <Button size="small" loading={list.isPending} onClick={() => list.mutate()}>
            导出支付清单
          </Button>
          {one.status === 'sent' && <ReceiptsUpload />}
        </Flex>
      }
    >
      {list.error && <Alert type="error" showIcon title={list.error.message} style={{ marginBottom: 12 }} />}
      <Descriptions
        size="small"
        column={2}
        items={[
          { key: 'total', label: '合计', children: `${wan(order.totalFen)} 万元` },
          { key: 'words', label: '大写', children: toChineseUppercase(BigInt(order.totalFen)) },
          { key: 'document', label: '下达文号', children: order.documentNo ?? '—' },
          { key: 'number', label: '支付令号', children: order.number ?? '—' },
        ]}
      />
      <Table<OrderItem>
        aria-label="支付清单"
        size="small"
        rowKey="key"
        dataSource={order.items}
        pagination={order.items.length > 50 ? { pageSize: 50 } : false}
        columns={[
          {
            title: '事项',
            render: (_, item) => <Link to={`/cases/${item.caseId}`}>{[item.number, item.title].filter(Boolean).join(' ')}</Link>,
          },
          { title: '收款单位', render: (_, item) => item.payee.name },
          { title: '账户', render: (_, item) => `${item.account.bank} ${item.account.number}` },
          { title: '金额（元）', align: 'end', render: (_, item) => yuan(item.fen) },
          {
            title: '回单',
            render: (_, item) =>
              item.outcome ? (
                <ToneTag tone={item.outcome === 'paid' ? 'passed' : 'refused'}>
                  {item.outcome === 'paid' ? `已支付 ${item.ref}` : `退回：${item.reason ?? item.ref}`}
                </ToneTag>
              ) : (
                '—'
              ),
          },
        ]}
      />
    </Card>
  );
}
