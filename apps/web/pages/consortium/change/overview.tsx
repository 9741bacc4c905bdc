import { Alert, Card, Flex, Table } from 'antd';
import { Link } from 'react-router';
import type { CaseDetail } from '#apps/api/contract.js';
import { formatDate } from '#domain/calendar/instant.js';
import type { ChangeData } from '#domain/consortium/change/data.js';
import { parties } from '#domain/consortium/change/guards.js';
import { changeLines, platformText, type ChangeLine } from '#domain/consortium/change/lines.js';
import { kindLabel } from '#domain/consortium/change/proposal.js';
import { LastReturn } from '../../case/last-return.js';
import { fact, Facts } from '../facts.js';
import { changeData, isApproved, isSigned } from './knowledge.js';

/** What changes, why, and what it takes. */
export function ChangeOverview({ one }: { one: CaseDetail }) {
  const data = changeData(one);
  return (
    <Flex vertical gap="middle">
      {one.status === 'draft' && <LastReturn one={one} />}
      <Outcome one={one} data={data} />
      <Facts
        facts={[
          ...fact('变更类别', kindLabel(data.kind)),
          ...fact('创新联合体', <Link to={`/cases/${data.consortiumId}`}>{data.consortium}</Link>),
          ...fact('变更原因', data.reason, 2),
          ...fact('审批方式', isApproved(data) ? '省科技厅核准' : '报省科技厅备案，5个工作日无异议即备案'),
          ...fact('签署要求', isSigned(data) ? `${parties(data).length}家单位签署补充协议` : '无需签署补充协议'),
          ...fact('推荐单位', data.origin === 'bottom-up' && one.names[data.offices.recommender]),
          ...fact('文号', data.documentNo),
          ...fact('生效日期', data.effectiveOn && formatDate(data.effectiveOn)),
        ]}
      />
      <Card size="small" title="变更前后对照">
        <Table<ChangeLine>
          aria-label="变更前后对照"
          size="small"
          rowKey={({ label, before, after }) => `${label} ${before} ${after}`}
          pagination={false}
          dataSource={changeLines(data)}
          columns={[
            { title: '事项', dataIndex: 'label', width: 110 },
            { title: '变更前', width: '42%', render: (_, { before }) => before ?? '—' },
            { title: '变更后', render: (_, { after }) => (after === undefined ? '—' : <b>{after}</b>) },
          ]}
        />
      </Card>
      <Grounds data={data} />
    </Flex>
  );
}

function Outcome({ one, data }: { one: CaseDetail; data: ChangeData }) {
  const consortium = <Link to={`/cases/${data.consortiumId}`}>查看联合体</Link>;
  switch (one.status) {
    case 'effective':
      return (
        <Alert
          type="success"
          showIcon
          title={`本变更自${formatDate(data.effectiveOn!)}起生效（${data.documentNo}）。`}
          action={consortium}
        />
      );
    case 'refused':
      return <Alert type="error" showIcon title="本变更未获核准，联合体按原内容运行。" action={consortium} />;
    case 'withdrawn':
    case 'ended':
      return <Alert type="info" showIcon title={`本变更${one.label}，不发生效力。`} action={consortium} />;
    default:
      return <Alert type="info" showIcon title="本变更生效前，联合体按原内容运行，原牵头单位继续履行职责。" />;
  }
}

/** What a new lead shows (B4, B5), and what a renewal rests on (B24, B26). */
function Grounds({ data }: { data: ChangeData }) {
  const facts = [
    ...fact('龙头或领军企业说明', data.profile?.evidence, 2),
    ...fact('省部级以上平台', data.profile?.platforms.map(platformText).join('；'), 2),
    ...fact('项目任务来源', data.taskSource, 2),
    ...fact('期限不在36至60个月的理由', data.termReason, 2),
  ];
  if (facts.length === 0) return null;
  return (
    <Card size="small" title={data.newLead ? '新牵头单位条件' : '续期依据'}>
      <Facts facts={facts} />
    </Card>
  );
}
