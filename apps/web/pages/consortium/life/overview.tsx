import { Card, Flex, Progress, Table } from 'antd';
import { Link } from 'react-router';
import { formatDate } from '#domain/calendar/instant.js';
import type { Member } from '#domain/consortium/data.js';
import { evaluationKinds, memberKinds, origins } from '#domain/consortium/vocabulary.js';
import { ToneTag } from '../../tone-tag.js';
import { fact, Facts } from '../facts.js';
import type { LifeProps } from './life-panel.js';
import { consortiumData, labelOf, termPassed } from './use-life.js';

/** What the consortium is: its papers, its term, its units. */
export function LifeOverview({ one, me }: LifeProps) {
  const data = consortiumData(one);
  const now = Date.parse(me.clock.now);
  const last = data.evaluations?.at(-1);
  return (
    <Flex vertical gap="middle">
      <Facts
        facts={[
          ...fact('产业领域', data.industry),
          ...fact('组建方式', labelOf(origins, data.origin)),
          ...fact('目标技术', data.target, 2),
          ...fact('批复', [data.approvalNo, formatDate(data.approvedOn)].filter(Boolean).join('，')),
          ...fact('牌匾号', data.plaqueNo),
          ...fact('牵头单位', one.names[data.offices.lead] ?? one.unit),
          ...fact('联合牵头', data.jointLead && one.names[data.jointLead]),
          ...fact('推荐单位', one.names[data.offices.recommender]),
          ...fact('首席专家', data.chiefExpert),
          ...fact('联系人', data.contact && `${data.contact.name} ${data.contact.phone}`),
          ...fact(
            '最近评价',
            last && (
              <>
                {evaluationKinds[last.kind]} {last.score} 分 <GradeTag grade={last.grade} />
              </>
            ),
          ),
          ...fact('组建过程', data.formation && <Link to={`/cases/${data.formation}`}>查看组建事项</Link>),
          ...fact(
            '存续期',
            <>
              {formatDate(data.startsOn)}至{formatDate(data.endsOn)}
              {data.extended && '（已延长一次）'}
              {data.expired && (
                <>
                  {' '}
                  <ToneTag tone="refused">存续期届满</ToneTag>
                </>
              )}
              {!one.ended && (
                <Progress
                  percent={termPassed(data, now)}
                  size="small"
                  status="normal"
                  aria-label={`存续期已过百分之${termPassed(data, now)}`}
                  format={(percent) => `已过 ${percent}%`}
                />
              )}
            </>,
            2,
          ),
        ]}
      />
      <Card size="small" title={`牵头和成员单位（${data.members.length}家）`}>
        <Units members={data.members} lead={data.offices.lead} joint={data.jointLead} />
      </Card>
    </Flex>
  );
}

const gradeTones: Record<string, string> = { 优: 'passed', 良: 'passed', 中: 'returned', 差: 'refused' };

/** 6.3. */
export const GradeTag = ({ grade }: { grade: string }) => <ToneTag tone={gradeTones[grade] ?? 'draft'}>{grade}</ToneTag>;

function Units({ members, lead, joint }: { members: Member[]; lead: string; joint: string | undefined }) {
  const roleOf = ({ unitId, core }: Member) => {
    if (unitId === lead) return <ToneTag tone="running">牵头</ToneTag>;
    if (unitId === joint) return <ToneTag tone="running">联合牵头</ToneTag>;
    return core ? <ToneTag tone="review">主要成员（承担攻关任务）</ToneTag> : '成员';
  };
  return (
    <Table<Member>
      aria-label="牵头和成员单位"
      size="small"
      rowKey="unitId"
      pagination={false}
      dataSource={members.toSorted((a, b) => Number(b.unitId === lead) - Number(a.unitId === lead))}
      columns={[
        {
          title: '单位',
          render: (_, member) => (
            <>
              {member.name}
              <div className="quiet">
                {[labelOf(memberKinds, member.kind), member.uscc ?? member.foreignId].filter(Boolean).join(' · ')}
              </div>
            </>
          ),
        },
        { title: '角色', width: 190, render: (_, member) => roleOf(member) },
        { title: '能力说明', dataIndex: 'ability' },
      ]}
    />
  );
}
