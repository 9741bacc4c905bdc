import { Alert, Card, Flex, Table } from 'antd';
import { Link } from 'react-router';
import type { CaseDetail } from '#apps/api/contract.js';
import { formatDeadline, formatInstant } from '#domain/calendar/instant.js';
import { satisfactions, type CoordinationData } from '#domain/coordination/data.js';
import { roleName } from '#domain/organisation/roles.js';
import type { Office } from '#domain/process/types.js';
import type { PanelProps } from '../case/panels.js';
import { Stages } from '../case/stages.js';
import { fact, Facts } from '../consortium/facts.js';
import { ToneTag } from '../tone-tag.js';
import { coordinationData, coordinationStages } from './knowledge.js';

/** 协调事项 (2.11): what is asked and by whom, whose desk it is on until when, what was answered, and how content the raiser is. */
export function CoordinationPanel({ one, me }: PanelProps) {
  const data = coordinationData(one);
  const due = one.tasks.find((task) => !task.answered && task.due)?.due;
  const late = due != null && Date.parse(due) <= Date.parse(me.clock.now) && one.status === 'assigned';
  return (
    <Flex vertical gap="middle">
      <Stages stages={coordinationStages(one.status)} status={one.status} over={one.label} />
      {late && (
        <Alert
          type="error"
          showIcon
          title={`已超过办理时限（${formatDeadline(Date.parse(due))}），系统每周向承办单位及其上级领导催办，直至答复。`}
        />
      )}
      {data.reopened && !one.ended && (
        <Alert
          type="warning"
          showIcon
          title={`提出单位不满意，已重新办理并提级：${data.reopened.reason}`}
          description={`${formatInstant(data.reopened.at)}退回，由上一级领导办理；再次答复后按确认结果办结。`}
        />
      )}
      <Card size="small" title="事项">
        <Facts
          facts={[
            ...fact('提出单位', deskText(one, data.raiser)),
            ...fact('来源', data.consortiumId ? <Link to={`/cases/${data.consortiumId}`}>{data.source}</Link> : data.source),
            ...fact('具体情况', data.detail, 2),
            ...fact('分办', deskText(one, data.triage)),
            ...fact('办理时限', data.days && `${data.days}个工作日${due ? `，${formatDeadline(Date.parse(due))}前` : ''}`),
            ...fact('主办', data.handler && deskText(one, data.handler)),
            ...fact('协办', data.coHandlers?.map((office) => deskText(one, office)).join('、')),
          ]}
        />
      </Card>
      <Answers one={one} data={data} />
      <Notes one={one} data={data} />
    </Flex>
  );
}

const deskText = (one: CaseDetail, { unitId, role }: Office) => [one.names[unitId], roleName(role)].filter(Boolean).join(' ');

interface Word {
  text: string;
  by: string;
  at: number;
}
const signed = (one: CaseDetail, { text, by, at }: Word) => (
  <>
    <span className="prose">{text}</span>
    <div className="quiet">
      {one.names[by] ?? ''} {formatInstant(at)}
    </div>
  </>
);

/** 答复, with what the co-handlers gave to it and what the raiser says of it. */
function Answers({ one, data }: { one: CaseDetail; data: CoordinationData }) {
  const { reply, contributions = [], satisfaction, reopened } = data;
  const facts = [
    ...contributions.flatMap((given, index) =>
      fact(`协办意见${contributions.length > 1 ? index + 1 : ''}`, signed(one, given), 2),
    ),
    ...fact('答复', reply && signed(one, reply), 2),
    ...fact(
      '满意度',
      satisfaction && <ToneTag tone={satisfactions[satisfaction].tone}>{satisfactions[satisfaction].label}</ToneTag>,
    ),
    ...fact('重新办理', one.ended && reopened && `曾因不满意重新办理：${reopened.reason}`, 2),
  ];
  return (
    <Card size="small" title="办理和反馈">
      {facts.length > 0 ? (
        <Facts facts={facts} />
      ) : (
        <p className="quiet">尚未答复。答复后由提出单位确认；10个工作日未反馈的，视为确认。</p>
      )}
    </Card>
  );
}

/** 督促指导 (B31). */
function Notes({ one, data }: { one: CaseDetail; data: CoordinationData }) {
  const notes = data.notes ?? [];
  if (notes.length === 0) return null;
  return (
    <Card size="small" title={`督促指导（${notes.length}次）`}>
      <Table<Word>
        aria-label="督促指导"
        size="small"
        rowKey="at"
        pagination={false}
        dataSource={notes}
        columns={[
          { title: '时间', width: 150, render: (_, note) => formatInstant(note.at) },
          { title: '人员', width: 120, render: (_, note) => one.names[note.by] ?? '—' },
          { title: '内容', dataIndex: 'text' },
        ]}
      />
    </Card>
  );
}
