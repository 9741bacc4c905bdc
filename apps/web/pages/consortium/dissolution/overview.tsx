import { Alert, Card, Flex } from 'antd';
import { Link } from 'react-router';
import type { CaseDetail, CaseRow } from '#apps/api/contract.js';
import { formatDeadline } from '#domain/calendar/instant.js';
import type { DissolutionData } from '#domain/consortium/dissolution/data.js';
import { dissolutionGrounds } from '#domain/consortium/vocabulary.js';
import { LastReturn } from '../../case/last-return.js';
import { useChildren } from '../../case/use-children.js';
import { Loaded } from '../../calls/load.js';
import { ToneTag } from '../../tone-tag.js';
import { fact, Facts } from '../facts.js';
import { dissolutionData } from './knowledge.js';

/** Why, who asked, who objects, and whether anything stands in the way. */
export function DissolutionOverview({ one }: { one: CaseDetail }) {
  const data = dissolutionData(one);
  const silence = one.forecast.find(({ name }) => name === 'consent-over');
  return (
    <Flex vertical gap="middle">
      {one.status === 'settlement' && <LastReturn one={one} />}
      <Outcome one={one} data={data} />
      <Facts
        facts={[
          ...fact('解散事由', dissolutionGrounds.find(({ value }) => value === data.ground)?.label, 2),
          ...fact('具体情况', data.detail, 2),
          ...fact('创新联合体', <Link to={`/cases/${data.consortiumId}`}>{data.consortium}</Link>),
          ...fact('提出单位', one.names[data.requestedBy]),
          ...fact('异议期截止', silence && formatDeadline(silence.at)),
          ...fact('文号', data.documentNo),
        ]}
      />
      <Card size="small" title="在研省级及以上科技计划项目">
        <RunningProjects consortiumId={data.consortiumId} />
      </Card>
      <Objections one={one} data={data} />
    </Flex>
  );
}

function Outcome({ one, data }: { one: CaseDetail; data: DissolutionData }) {
  const consortium = <Link to={`/cases/${data.consortiumId}`}>查看联合体</Link>;
  if (one.status === 'dissolved')
    return (
      <Alert
        type="success"
        showIcon
        title={`已准予解散（${data.documentNo}），牌匾已收回，联合体不再运行。`}
        action={consortium}
      />
    );
  if (one.ended) return <Alert type="info" showIcon title={`解散申请${one.label}，联合体恢复原状态运行。`} action={consortium} />;
  return null;
}

/** B27: no dissolution while one of them runs; each with its link. */
function RunningProjects({ consortiumId }: { consortiumId: string }) {
  const projects = useChildren(consortiumId, 'project-task');
  return (
    <Loaded query={projects}>
      {(all) => {
        const running = all.filter(({ ended }) => !ended);
        const over = all.length - running.length;
        return running.length === 0 ? (
          <p className="quiet">✓ 没有在研项目{over > 0 && `（${over}个项目已验收或终止）`}，不影响解散。</p>
        ) : (
          <>
            <Alert
              type="error"
              showIcon
              title={`有${running.length}个项目正在实施，不得自行解散（B27）。请待项目验收或终止后再办理。`}
            />
            <CaseLinks rows={running} />
          </>
        );
      }}
    </Loaded>
  );
}

function CaseLinks({ rows }: { rows: CaseRow[] }) {
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.id}>
          <Link to={`/cases/${row.id}`}>{row.title}</Link> <ToneTag tone={row.tone}>{row.label}</ToneTag>
        </li>
      ))}
    </ul>
  );
}

function Objections({ one, data }: { one: CaseDetail; data: DissolutionData }) {
  const objections = data.objections ?? [];
  if (objections.length === 0) return null;
  return (
    <Card size="small" title={`成员异议（${objections.length}件）`}>
      <Facts facts={objections.flatMap(({ unitId, reason }) => fact(one.names[unitId] ?? '成员单位', reason, 2))} />
      <p className="quiet" style={{ marginTop: 8 }}>
        有异议的，签署或异议期结束后由省科技厅处理；异议成立的，不予解散。
      </p>
    </Card>
  );
}
