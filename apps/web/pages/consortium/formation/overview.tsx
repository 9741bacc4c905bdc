import { Alert, Card, Descriptions, Flex } from 'antd';
import { Link } from 'react-router';
import type { CaseDetail } from '#apps/api/contract.js';
import { formatDate, formatDeadline, formatInstant } from '#domain/calendar/instant.js';
import type { FormationData } from '#domain/consortium/formation/data.js';
import { origins, platformLevels } from '#domain/consortium/vocabulary.js';
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

/** A short fact before a long one takes what is left of its line. */
function filled<T extends { span: number }>(items: T[]): (Omit<T, 'span'> & { span: number | 'filled' })[] {
  let used = 0;
  return items.map((item, index) => {
    const next = items[index + 1];
    const alone = item.span === 1 && used === 0 && (next === undefined || next.span === 2);
    used = item.span === 2 || alone ? 0 : 1 - used;
    return { ...item, span: alone ? 'filled' : item.span };
  });
}

function Purpose({ one, data }: { one: CaseDetail; data: FormationData }) {
  const text = (label: string, children: string | number | undefined | false, span = 1) =>
    children ? [{ key: label, label, children, span }] : [];
  const platforms = (data.profile?.platforms ?? [])
    .map(({ name, level }) => `${name}（${platformLevels.find((one) => one.value === level)?.label ?? level}）`)
    .join('；');
  return (
    <Descriptions
      bordered
      size="small"
      column={2}
      items={filled([
        ...text('产业领域', data.industry),
        ...text('组建方式', origins.find((origin) => origin.value === data.origin)?.label),
        ...text('目标技术', data.target, 2),
        ...text('重大项目需求', data.need, 2),
        ...text('牵头单位', one.names[data.offices.lead]),
        ...text('联合牵头', data.jointLead && one.names[data.jointLead]),
        ...text('推荐单位', data.origin === 'bottom-up' && one.names[data.offices.recommender]),
        ...text('遴选', data.selection && `${data.selection.documentNo}：${data.selection.reasons}`, 2),
        ...text('牵头单位平台', platforms, 2),
        ...text('协议生效', data.effectiveOn && formatDate(data.effectiveOn)),
        ...text('存续期', data.months && `${data.months} 个月`),
        ...text('专家组得分', data.score),
        ...text('会议纪要号', data.minutesNo),
        ...text('公示截止', data.noticeUntil && formatDeadline(data.noticeUntil)),
        ...text('批复文号', data.approvalNo),
        ...text('编号', data.number),
        ...text('牌匾号', data.plaqueNo),
      ])}
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
