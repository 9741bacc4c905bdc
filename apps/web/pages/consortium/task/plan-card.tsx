import { useQuery } from '@tanstack/react-query';
import { Card, Flex } from 'antd';
import { Link } from 'react-router';
import type { CaseDetail } from '#apps/api/contract.js';
import type { DisbursementData } from '#domain/disbursement/data.js';
import { api } from '../../../data/client.js';
import type { PanelProps } from '../../case/panels.js';
import { Loaded } from '../../calls/load.js';
import { InstalmentsTable } from '../../payments/instalments-table.js';
import { wan } from '../../payments/labels.js';
import { ToneTag } from '../../tone-tag.js';
import { seesPlan, taskData } from './knowledge.js';

/** 拨付计划 (2.10): how far each instalment is, and what sets it off; for whom the money concerns. */
export function PlanCard({ one, me }: PanelProps) {
  const data = taskData(one);
  if (!seesPlan(me, data)) return null;
  if (!data.planId)
    return (
      <Card size="small" title="拨付计划">
        <p className="quiet">尚未编制拨付计划。编制后，任务书签订、中期检查和验收的结果将自动推动各期拨款。</p>
      </Card>
    );
  return <Plan planId={data.planId} />;
}

function Plan({ planId }: { planId: string }) {
  const found = useQuery({ queryKey: ['case', planId], queryFn: () => api<CaseDetail>('GET', `/cases/${planId}`) });
  return (
    <Loaded query={found}>
      {({ data, tone, label }) => {
        const plan = data as unknown as DisbursementData;
        return (
          <Card
            size="small"
            title={`拨付计划（财政资助 ${wan(plan.totalFen)} 万元，${plan.template}）`}
            extra={
              <Flex gap="small" align="center">
                <ToneTag tone={tone}>{label}</ToneTag>
                <Link to={`/cases/${planId}`}>查看拨付计划</Link>
              </Flex>
            }
          >
            <InstalmentsTable planId={planId} plan={plan} />
          </Card>
        );
      }}
    </Loaded>
  );
}
