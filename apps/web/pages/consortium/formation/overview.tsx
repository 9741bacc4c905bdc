import { Alert, Card, Flex } from 'antd';
import { Link } from 'react-router';
import type { CaseDetail } from '#apps/api/contract.js';
import { formatDate, formatDeadline, formatInstant } from '#domain/calendar/instant.js';
import type { FormationData } from '#domain/consortium/formation/data.js';
import { origins, platformLevels } from '#domain/consortium/vocabulary.js';
import { fact, Facts } from '../facts.js';
import { ChecksList } from './checks-list.js';
import { childId } from '#domain/process/child-id.js';
import { formationData } from './knowledge.js';
import { MembersTable } from './members-table.js';

/** The consortium's desk: what it is for, who takes part, which conditions hold. */
export function Overview({ one }: { one: CaseDetail }) {
  const data = formationData(one);
  return (
    <Flex vertical gap="middle">
      <Attention one={one} data={data} />
      <Purpose one={one} data={data} />
      <Card size="small" title="牵头和成员单位">
        <MembersTable one={one} />
      </Card>
      <Card size="small" title="组建条件核对">
        <ChecksList caseId={one.id} />
      </Card>
      {(data.objections ?? []).length > 0 && <Objections data={data} />}
    </Flex>
  );
}

/** What the lead or the office has to look at first. */
function Attention({ one, data }: { one: CaseDetail; data: FormationData }) {
  if (one.status === 'approved')
    return (
      <Alert
        type="success"
        showIcon
        title={`已批复组建（${data.approvalNo}），联合体自${formatDate(data.approvedOn!)}起运行。`}
        action={<Link to={`/cases/${childId(one.id, 'consortium')}`}>查看联合体</Link>}
      />
    );
  if (data.reopened?.why === 'refused')
    return (
      <Alert
        type="warning"
        showIcon
        title={`${one.names[data.reopened.unitId ?? ''] ?? '有单位'}拒绝签署。可与其协商后继续等待，或在成员表中更换、剔除该单位。`}
      />
    );
  if (data.reopened)
    return <Alert type="warning" showIcon title="已连续30天没有单位签署。请选择继续等待，或在成员表中更换、剔除未签署的单位。" />;
  if (data.corrected && !data.approvalNo) return <Alert type="info" showIcon title="本申请已告知一次补正；补正仅限一次。" />;
  return null;
}

function Purpose({ one, data }: { one: CaseDetail; data: FormationData }) {
  const platforms = (data.profile?.platforms ?? [])
    .map(({ name, level }) => `${name}（${platformLevels.find((one) => one.value === level)?.label ?? level}）`)
    .join('；');
  return (
    <Facts
      facts={[
        ...fact('产业领域', data.industry),
        ...fact('组建方式', origins.find((origin) => origin.value === data.origin)?.label),
        ...fact('目标技术', data.target, 2),
        ...fact('重大项目需求', data.need, 2),
        ...fact('牵头单位', one.names[data.offices.lead]),
        ...fact('联合牵头', data.jointLead && one.names[data.jointLead]),
        ...fact('推荐单位', data.origin === 'bottom-up' && one.names[data.offices.recommender]),
        ...fact('遴选', data.selection && `${data.selection.documentNo}：${data.selection.reasons}`, 2),
        ...fact('牵头单位平台', platforms, 2),
        ...fact('协议生效', data.effectiveOn && formatDate(data.effectiveOn)),
        ...fact('存续期', data.months && `${data.months} 个月`),
        ...fact('专家组得分', data.score),
        ...fact('会议纪要号', data.minutesNo),
        ...fact('公示截止', data.noticeUntil && formatDeadline(data.noticeUntil)),
        ...fact('批复文号', data.approvalNo),
        ...fact('编号', data.number),
        ...fact('牌匾号', data.plaqueNo),
      ]}
    />
  );
}

function Objections({ data }: { data: FormationData }) {
  return (
    <Card size="small" title={`公示异议（${data.objections!.length}件）`}>
      {data.objections!.map((objection) => (
        <p key={objection.at}>
          {formatInstant(objection.at)} {objection.name}（{objection.contact}）：{objection.evidence}
        </p>
      ))}
    </Card>
  );
}
