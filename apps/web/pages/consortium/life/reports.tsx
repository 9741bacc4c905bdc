import { Table } from 'antd';
import { Link } from 'react-router';
import type { LifeChild } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import { standingOf, standings } from '#domain/consortium/annual-report/standing.js';
import { ToneTag } from '../../tone-tag.js';
import { RatioText } from '../ratio.js';
import type { LifeProps } from './life-panel.js';
import { ofProcess } from './use-life.js';

type Report = LifeChild<'annual-report'>;

/** 年度报告 (2.4): a line a year, on time, late or missing. */
export function Reports({ one, life }: LifeProps) {
  const reports = ofProcess(life, 'annual-report');
  const side = (report: Report, which: string) => {
    if (report.facts.submittedAt === undefined) return '—';
    const review = report.facts.accepted?.find((accepted) => accepted.side === which);
    if (review) return <ToneTag tone="passed">已接收</ToneTag>;
    return report.status === 'submitted' ? <ToneTag tone="review">审核中</ToneTag> : '—';
  };
  return (
    <Table<Report>
      aria-label="年度报告"
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={reports}
      locale={{ emptyText: '还没有年度报告。每年1月登记当年报告，11月1日开始填报，12月31日24:00截止。' }}
      columns={[
        {
          title: '年度',
          width: 120,
          render: (_, report) => (
            <Link to={`/cases/${report.id}`}>
              {report.facts.kind === 'final' ? '总结报告' : `${report.facts.year}年度`}
              <span className="visually-hidden">：{one.title}</span>
            </Link>
          ),
        },
        { title: '环节', width: 100, render: (_, report) => <ToneTag tone={report.tone}>{report.label}</ToneTag> },
        {
          title: '报送',
          width: 110,
          render: (_, report) => {
            const { label, tone } = standings[standingOf(report.status, report.facts)];
            return <ToneTag tone={tone}>{label}</ToneTag>;
          },
        },
        {
          title: '报送时间',
          className: 'nowrap',
          width: 150,
          render: (_, { facts }) => (facts.submittedAt === undefined ? '—' : formatInstant(facts.submittedAt)),
        },
        { title: '推荐单位', width: 90, render: (_, report) => side(report, 'recommender') },
        { title: '省科技厅', width: 90, render: (_, report) => side(report, 'province') },
        { title: '自筹与财政', render: (_, { facts }) => (facts.funds ? <RatioText {...facts.funds} /> : '—') },
        { title: '催报', render: (_, { facts }) => (facts.urge ? facts.urge.documentNo : '—') },
      ]}
    />
  );
}
