import { Descriptions } from 'antd';
import { Link } from 'react-router';
import type { CaseDetail } from '#apps/api/contract.js';
import { formatDate } from '#domain/calendar/instant.js';
import { closesAt, type ClaimCallData } from '#domain/subsidy/call/process.js';
import type { DialogKnowledge } from '../../case/act/knowledge.js';
import { formatDeadline } from '#domain/calendar/instant.js';
import { measureLabel } from '../labels.js';

const callData = (one: CaseDetail) => one.data as unknown as ClaimCallData;

/** A call is edited from what it says. */
export function useClaimCall(one: CaseDetail): DialogKnowledge {
  const { title, measures, opensOn, closesOn, office, phones } = callData(one);
  return { defaults: { edit: { title, measures, opensOn, closesOn, office, phones } } };
}

/** 补助申报批次 (R17). */
export function CallPanel({ one }: { one: CaseDetail }) {
  const data = callData(one);
  return (
    <Descriptions
      bordered
      size="small"
      column={2}
      items={[
        { key: 'no', label: '文号', children: data.documentNo ?? '发布时填写' },
        { key: 'year', label: '补助年度', children: data.year },
        { key: 'from', label: '开放', children: `${formatDate(data.opensOn)} 08:30` },
        { key: 'until', label: '截止', children: formatDeadline(closesAt(data)) },
        { key: 'office', label: '责任处室', children: data.office },
        { key: 'phones', label: '联系电话', children: data.phones.join('、') },
        {
          key: 'measures',
          label: '受理措施',
          span: 2,
          children: (
            <ul style={{ margin: 0, paddingInlineStart: 18 }}>
              {data.measures.map((code) => (
                <li key={code}>{measureLabel(code)}</li>
              ))}
            </ul>
          ),
        },
        { key: 'claims', label: '申报', children: <Link to={`/subsidies/claims?year=${data.year}`}>查看本年度补助申报</Link> },
      ]}
    />
  );
}
