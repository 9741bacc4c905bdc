import { Alert, Card, Flex, Table } from 'antd';
import { Link } from 'react-router';
import type { LifeChild } from '#apps/api/contract.js';
import type { ListLine } from '#domain/consortium/life/data.js';
import { taskGroups } from '#domain/consortium/vocabulary.js';
import { contentOf, textOf } from '#domain/form/document.js';
import { LineAct } from '../../case/act/line-act.js';
import { useDocument } from '../../case/documents/use-document.js';
import { Loaded } from '../../calls/load.js';
import type { LifeProps } from './life-panel.js';
import { consortiumData, ofProcess } from './use-life.js';

/** 五项任务 (B19): the two lists the consortium keeps, and what the last report says under each of the five headings. */
export function Tasks({ one, life }: LifeProps) {
  const { lists } = consortiumData(one);
  const filed = ofProcess(life, 'annual-report').find((report) => report.facts.submittedAt !== undefined);
  return (
    <Flex vertical gap="middle">
      <Card
        size="small"
        title="一、关键核心技术攻关：两张清单"
        extra={<LineAct on="update-lists" given={{}} about={one.title} />}
      >
        <div className="side-by-side">
          <Lines label="重大科学问题清单" lines={lists?.problems} />
          <Lines label="关键核心技术攻关清单" lines={lists?.targets} />
        </div>
      </Card>
      {filed ? (
        <Progress report={filed} />
      ) : (
        <Alert type="info" showIcon title="报送年度报告后，在此按五项任务显示最近一年的完成情况。" />
      )}
    </Flex>
  );
}

function Lines({ label, lines = [] }: { label: string; lines: ListLine[] | undefined }) {
  return (
    <Table<ListLine>
      aria-label={label}
      size="small"
      rowKey={(line) => `${line.name} ${line.unit}`}
      pagination={false}
      dataSource={lines}
      locale={{ emptyText: '尚未登记，由牵头单位更新。' }}
      columns={[
        { title: `${label}（${lines.length}）`, dataIndex: 'name' },
        { title: '责任单位', dataIndex: 'unit', width: 150 },
      ]}
    />
  );
}

function Progress({ report }: { report: LifeChild<'annual-report'> }) {
  const form = useDocument(report.id, 'form');
  return (
    <Card size="small" title={`最近报送：${report.facts.year}年度`} extra={<Link to={`/cases/${report.id}`}>查看全文</Link>}>
      <Loaded query={form}>
        {({ versions }) => {
          const { fields } = contentOf(versions.at(-1)?.content);
          return (
            <dl className="task-groups">
              {taskGroups.map(({ key, label }) => (
                <div key={key}>
                  <dt>{label}</dt>
                  <dd>{textOf(fields, key) || '—'}</dd>
                </div>
              ))}
            </dl>
          );
        }}
      </Loaded>
    </Card>
  );
}
