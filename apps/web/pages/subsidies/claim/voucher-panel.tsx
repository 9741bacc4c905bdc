import { Descriptions } from 'antd';
import type { CaseDetail } from '#apps/api/contract.js';
import { formatDate } from '#domain/calendar/instant.js';
import { voucherKinds, type VoucherData } from '#domain/subsidy/voucher/process.js';
import { wan } from '../../payments/labels.js';

/** 科技创新券 (C3, C7). */
export function VoucherPanel({ one }: { one: CaseDetail }) {
  const data = one.data as unknown as VoucherData;
  return (
    <Descriptions
      bordered
      size="small"
      column={2}
      items={[
        { key: 'no', label: '券号', children: data.number ?? '发放时编号' },
        { key: 'kind', label: '用途类别', children: voucherKinds[data.kind] },
        { key: 'fen', label: '面额', children: data.fen ? `${wan(data.fen)} 万元` : '—' },
        {
          key: 'valid',
          label: '有效期',
          children: data.validFrom && data.validUntil ? `${formatDate(data.validFrom)}至${formatDate(data.validUntil)}` : '—',
        },
        { key: 'purpose', label: '用途说明', children: data.purpose, span: 2 },
      ]}
    />
  );
}
