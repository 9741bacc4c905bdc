import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { Link } from 'react-router';
import type { CaseDetail, CaseRow } from '#apps/api/contract.js';
import { projectTypes } from '#domain/key-project/form.js';
import { formatWanYuan } from '#domain/money/fen.js';
import { api } from '../../../data/client.js';
import { ToneTag } from '../../tone-tag.js';

/** 同单位历史: what else the unit has filed, as far as the reader may see it. */
export function UnitHistory({ one }: { one: CaseDetail }) {
  const cases = useQuery({
    queryKey: ['cases', 'unit', one.unitId],
    queryFn: () => api<{ rows: CaseRow[]; total: number }>('GET', `/cases?unitId=${one.unitId}&limit=200`),
    enabled: one.unitId !== null,
  });
  const others = (cases.data?.rows ?? []).filter((row) => row.id !== one.id);
  return (
    <Table<CaseRow>
      aria-label="同单位历史"
      size="small"
      rowKey="id"
      loading={cases.isPending}
      dataSource={others}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showTotal: (total) => `共 ${total} 条` }}
      locale={{ emptyText: '该单位没有其他事项。' }}
      columns={[
        { title: '编号', render: (_, row) => row.number ?? '—' },
        { title: '事项', render: (_, row) => <Link to={`/cases/${row.id}`}>{row.title}</Link> },
        { title: '类型', render: (_, row) => projectTypes.find((type) => type.value === row.kind)?.label ?? '—' },
        { title: '总投资（万元）', align: 'right', render: (_, row) => row.amountFen && formatWanYuan(BigInt(row.amountFen)) },
        { title: '状态', render: (_, row) => <ToneTag tone={row.tone}>{row.label}</ToneTag> },
      ]}
    />
  );
}
