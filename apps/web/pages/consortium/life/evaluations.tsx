import { Card, Table } from 'antd';
import { Link } from 'react-router';
import type { LifeChild } from '#apps/api/contract.js';
import { formatDate } from '#domain/calendar/instant.js';
import { decisions } from '#domain/consortium/evaluation/decision.js';
import { evaluationKinds } from '#domain/consortium/vocabulary.js';
import { LineAct } from '../../case/act/line-act.js';
import { ToneTag } from '../../tone-tag.js';
import type { LifeProps } from './life-panel.js';
import { GradeTag } from './overview.js';
import { consortiumData, ofProcess } from './use-life.js';

/** 绩效评价 (2.5): each with score, grade and what the official decided, with the reason. */
export function Evaluations({ one, life }: LifeProps) {
  const { evaluations = [] } = consortiumData(one);
  const outcome = (id: string) => evaluations.find((evaluation) => evaluation.caseId === id);
  return (
    <Card size="small" title="绩效评价" extra={<LineAct on="plan-evaluation" given={{}} about={one.title} />}>
      <Table<LifeChild<'evaluation'>>
        aria-label="绩效评价"
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={ofProcess(life, 'evaluation')}
        locale={{ emptyText: '还没有绩效评价。存续期过半组织中期评价，届满前90天组织期末评价，届时自动开启。' }}
        columns={[
          {
            title: '评价',
            width: 110,
            render: (_, one) => (
              <Link to={`/cases/${one.id}`}>
                {evaluationKinds[one.facts.kind]}评价
                <span className="visually-hidden">：{one.title}</span>
              </Link>
            ),
          },
          {
            title: '评价期',
            className: 'nowrap',
            width: 220,
            render: (_, { facts }) => (facts.period ? `${facts.period.from} 至 ${facts.period.to}` : '—'),
          },
          { title: '环节', width: 120, render: (_, one) => <ToneTag tone={one.tone}>{one.label}</ToneTag> },
          { title: '得分', width: 80, align: 'end', render: (_, { facts }) => facts.score ?? '—' },
          { title: '等级', width: 70, render: (_, { facts }) => (facts.grade ? <GradeTag grade={facts.grade} /> : '—') },
          {
            title: '决定',
            render: (_, { id, facts }) => {
              const decided = outcome(id);
              if (!facts.decision) return '—';
              return (
                <>
                  {decisions.find(({ on }) => on === facts.decision)?.label}
                  {decided && (
                    <div className="quiet">
                      {formatDate(decided.on)}：{decided.reason}
                    </div>
                  )}
                </>
              );
            },
          },
        ]}
      />
    </Card>
  );
}
