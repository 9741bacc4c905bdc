import { Alert, Card, Flex } from 'antd';
import { Link } from 'react-router';
import type { CaseDetail } from '#apps/api/contract.js';
import { formatDate, formatDeadline, formatInstant } from '#domain/calendar/instant.js';
import type { EvaluationData } from '#domain/consortium/evaluation/data.js';
import { evaluationKinds } from '#domain/consortium/vocabulary.js';
import { fact, Facts } from '../facts.js';
import { GradeTag } from '../life/overview.js';
import { evaluationData } from './data.js';
import { Decision } from './decision.js';
import { MarksTable } from './marks-table.js';

/** 评价结果: what is measured, the weighted marks, the grade, what was asked and answered about it, and what the official decided. */
export function EvaluationOverview({ one }: { one: CaseDetail }) {
  const data = evaluationData(one);
  const { review, objections = [] } = data;
  return (
    <Flex vertical gap="middle">
      <Stands one={one} data={data} />
      {data.decision && <Decision data={data} />}
      <Facts
        facts={[
          ...fact('联合体', <Link to={`/cases/${data.consortiumId}?tab=evaluations`}>{data.consortium}</Link>, 2),
          ...fact('评价类型', `${evaluationKinds[data.kind] ?? ''}评价`),
          ...fact('评价期', data.period && `${formatDate(data.period.from)}至${formatDate(data.period.to)}`),
          ...fact('评价事由', data.reason, 2),
          ...fact('会议纪要号', data.minutesNo),
          ...fact('公示截止', data.noticeUntil && formatDeadline(data.noticeUntil)),
          ...fact('复核申请', review && `${formatInstant(review.at)}：${review.reason}`, 2),
        ]}
      />
      <Card size="small" title="四个维度：权重和得分">
        <MarksTable data={data} />
      </Card>
      {objections.length > 0 && (
        <Card size="small" title={`公示异议（${objections.length}件）`}>
          {objections.map((objection) => (
            <p key={objection.at}>
              {formatInstant(objection.at)} {objection.name}（{objection.contact}）：{objection.evidence}
            </p>
          ))}
        </Card>
      )}
    </Flex>
  );
}

/** What the reader has to know at this stage. */
function Stands({ one, data }: { one: CaseDetail; data: EvaluationData }) {
  const until = one.forecast.find((item) => item.name === 'objection-over')?.at;
  const result = data.score && data.grade && (
    <>
      得分 {data.score}，等级 <GradeTag grade={data.grade} />
    </>
  );
  switch (one.status) {
    case 'planned':
      return <Alert type="info" showIcon title="尚未印发评价通知。通知须确定评价期和四个维度的权重，权重合计100。" />;
    case 'objection':
      return (
        <Alert
          type="info"
          showIcon
          title={<>评价结果：{result}</>}
          description={`牵头单位可在${until === undefined ? '5个工作日内' : `${formatDeadline(until)}前`}确认结果，或申请一次复核；期满未提出的，视为无异议。`}
        />
      );
    case 'deciding':
      return (
        <Alert
          type="warning"
          showIcon
          title={<>评价结果：{result} 待省科技厅处长决定。</>}
          description="等级只限定可选的决定，不自动产生任何决定；每项决定须写明理由，调整和中止须有会议纪要号。"
        />
      );
    default:
      return result && !data.decision ? <Alert type="info" showIcon title={<>评价结果：{result}</>} /> : null;
  }
}
