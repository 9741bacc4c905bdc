import { Alert, Card, Flex } from 'antd';
import type { CaseDetail } from '#apps/api/contract.js';
import { formatDate, formatDeadline } from '#domain/calendar/instant.js';
import { ToneTag } from '../../tone-tag.js';
import { fact, Facts } from '../facts.js';
import { taskData } from './knowledge.js';

const conclusions: Record<string, string> = { passed: '验收通过', concluded: '结题', failed: '验收不通过' };

/** 中期检查 and 验收 (2.12): what was found, what was applied for, what the experts and the province said. */
export function Acceptance({ one }: { one: CaseDetail }) {
  const { midTerm, midTermDue, applied, score, failedOnce, planId } = taskData(one);
  const retryBy = one.forecast.find(({ name }) => name === 'retry-by')?.at;
  return (
    <Flex vertical gap="middle">
      {one.status === 'retry' && retryBy && (
        <Alert
          type="warning"
          showIcon
          title={`首次验收不通过。请整改后于${formatDeadline(retryBy)}前再次申请，逾期视为验收不通过。`}
        />
      )}
      <Card size="small" title="中期检查">
        {midTerm ? (
          <Facts
            facts={[
              ...fact(
                '结论',
                midTerm.result === 'pass' ? (
                  <ToneTag tone="passed">通过</ToneTag>
                ) : (
                  <ToneTag tone="refused">不通过，限6个月整改</ToneTag>
                ),
              ),
              ...fact('日期', formatDate(midTerm.on)),
              ...fact('意见', midTerm.opinion, 2),
            ]}
          />
        ) : (
          <p className="quiet">
            {midTermDue ? '实施期已过半，等待省科技厅组织中期检查。' : '实施期过半时由省科技厅组织中期检查。'}
            {planId && '通过后触发中期拨款；不通过的，暂缓拨付并限6个月整改。'}
          </p>
        )}
      </Card>
      <Card size="small" title="验收">
        {applied ? (
          <Facts
            facts={[
              ...fact('申请日期', formatDate(applied.on)),
              ...fact('专家组得分', score),
              ...fact('任务完成情况和成果', applied.summary, 2),
              ...fact('结论', conclusions[one.status], 2),
              ...fact('说明', failedOnce && one.status !== 'retry' && '首次验收不通过，本次为整改后再次验收。', 2),
            ]}
          />
        ) : (
          <p className="quiet">实施期满后3个月内由牵头单位申请验收，也可提前申请；由技术和财务专家评审，省科技厅作出结论。</p>
        )}
      </Card>
    </Flex>
  );
}
