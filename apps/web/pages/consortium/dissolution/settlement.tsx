import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Flex } from 'antd';
import { Link } from 'react-router';
import type { CaseDetail, CaseDocument } from '#apps/api/contract.js';
import type { ConsortiumData } from '#domain/consortium/life/data.js';
import { contentOf } from '#domain/form/document.js';
import { api } from '../../../data/client.js';
import { useChildren } from '../../case/use-children.js';
import { ToneTag } from '../../tone-tag.js';
import { fact, Facts } from '../facts.js';
import { dissolutionData } from './knowledge.js';

/** 清算 (2.7): what was settled, beside what the agreement's fourth part foresaw for this end; and the final report that has to be filed. */
export function Settlement({ one }: { one: CaseDetail }) {
  const { settlement, consortiumId } = dissolutionData(one);
  return (
    <Flex vertical gap="middle">
      <FourthPart consortiumId={consortiumId} />
      {settlement ? (
        <Facts
          facts={[
            ...fact('经费结算', settlement.funds, 2),
            ...fact('知识产权处置', settlement.property, 2),
            ...fact('设备处置', settlement.equipment, 2),
            ...fact('数据和资料移交', settlement.data, 2),
          ]}
        />
      ) : (
        <Alert
          type="info"
          showIcon
          title="牵头单位尚未提交清算结果。请按组建协议约定结算经费，处置知识产权、设备、数据和资料。"
        />
      )}
      <FinalReport consortiumId={consortiumId} />
    </Flex>
  );
}

/** 组建协议 四: of a consortium whose formation the reader may see. */
function FourthPart({ consortiumId }: { consortiumId: string }) {
  const consortium = useQuery({
    queryKey: ['case', consortiumId],
    queryFn: () => api<CaseDetail>('GET', `/cases/${consortiumId}`),
    retry: false,
  });
  const formation = (consortium.data?.data as unknown as ConsortiumData | undefined)?.formation;
  const agreement = useQuery({
    queryKey: ['case', formation, 'documents', 'agreement'],
    queryFn: () => api<CaseDocument>('GET', `/cases/${formation}/documents/agreement`),
    enabled: formation !== undefined,
    retry: false,
  });
  const last = agreement.data?.versions.at(-1);
  if (!formation || !last) return null;
  return (
    <Card
      size="small"
      title="组建协议第四部分：各成员单位的责权利（含解散时权责分配）"
      extra={<Link to={`/cases/${formation}`}>查看组建协议</Link>}
    >
      <p className="prose">{String(contentOf(last.content).fields.duties ?? '')}</p>
    </Card>
  );
}

function FinalReport({ consortiumId }: { consortiumId: string }) {
  const reports = useChildren(consortiumId, 'annual-report');
  const final = reports.data?.find(({ kind }) => kind === 'final');
  if (!final) return null;
  return (
    <p>
      总结报告：<Link to={`/cases/${final.id}`}>{final.title}</Link> <ToneTag tone={final.tone}>{final.label}</ToneTag>
      {final.status !== 'filed' && <span className="quiet"> 归档后省科技厅方可批准解散。</span>}
    </p>
  );
}
