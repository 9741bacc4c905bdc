import { Table } from 'antd';
import { Link } from 'react-router';
import type { DisbursementData } from '#domain/disbursement/data.js';
import { useChildren } from '../case/use-children.js';
import { ToneTag } from '../tone-tag.js';
import { triggerLabels, wan } from './labels.js';

/** The instalments of a plan (2.10): what sets each off, how much, how far it is. They become cases when the 任务书 is signed. */
export function InstalmentsTable({ planId, plan }: { planId: string; plan: DisbursementData }) {
  const parts = useChildren(planId, 'instalment');
  const partOf = (caseId: string) => parts.data?.find(({ id }) => id === caseId);
  return (
    <Table
      aria-label="分期"
      size="small"
      rowKey="caseId"
      pagination={false}
      dataSource={plan.instalments}
      columns={[
        {
          title: '期次',
          render: (_, { caseId }, n) => (partOf(caseId) ? <Link to={`/cases/${caseId}`}>第{n + 1}期</Link> : `第${n + 1}期`),
        },
        { title: '拨款条件', render: (_, { trigger }) => triggerLabels[trigger] },
        { title: '金额（万元）', align: 'end', render: (_, { fen }) => wan(fen) },
        {
          title: '状态',
          render: (_, { caseId }) => {
            const part = partOf(caseId);
            return part ? <ToneTag tone={part.tone}>{part.label}</ToneTag> : '—';
          },
        },
      ]}
    />
  );
}
