import { Alert, Card, Flex, Table } from 'antd';
import { Link } from 'react-router';
import type { LifeChild } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import type { SupportAction } from '#domain/consortium/life/data.js';
import { platformLevels, projectModes, supportKinds } from '#domain/consortium/vocabulary.js';
import { LineAct } from '../../case/act/line-act.js';
import { ToneTag } from '../../tone-tag.js';
import { RatioText } from '../ratio.js';
import type { LifeProps } from './life-panel.js';
import { consortiumData, labelOf, ofProcess } from './use-life.js';

/** 项目任务 (B20) with their money at 2:1 (B10), and the other support 支持措施 (B21). */
export function Projects({ one, life }: LifeProps) {
  const { withoutProject, support = [] } = consortiumData(one);
  return (
    <Flex vertical gap="middle">
      {withoutProject && (
        <Alert
          type="warning"
          showIcon
          title="批复已满12个月，尚未牵头承担省级重大科技专项。原则上每个联合体至少牵头承担1项（七（一））。"
        />
      )}
      <Card size="small" title="科技项目任务" extra={<LineAct on="establish-project" given={{}} about={one.title} />}>
        <Table<LifeChild<'project-task'>>
          aria-label="科技项目任务"
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={ofProcess(life, 'project-task')}
          locale={{ emptyText: '还没有立项的项目任务。立项后由省科技厅在此登记，企业自筹不低于财政资助的2倍。' }}
          columns={[
            {
              title: '项目',
              render: (_, task) => (
                <>
                  <Link to={`/cases/${task.id}`}>{task.facts.name}</Link>
                  <div className="quiet">
                    {[task.facts.projectNo, labelOf(platformLevels, task.facts.level), labelOf(projectModes, task.facts.mode)]
                      .filter(Boolean)
                      .join(' · ')}
                  </div>
                </>
              ),
            },
            {
              title: '实施期',
              className: 'nowrap',
              width: 220,
              render: (_, { facts }) => `${facts.startsOn} 至 ${facts.endsOn}`,
            },
            { title: '自筹与财政', width: 230, render: (_, { facts }) => <RatioText {...facts} /> },
            { title: '环节', width: 110, render: (_, task) => <ToneTag tone={task.tone}>{task.label}</ToneTag> },
          ]}
        />
      </Card>
      <Card size="small" title="支持措施" extra={<LineAct on="support" given={{}} about={one.title} />}>
        <Table<SupportAction>
          aria-label="支持措施"
          size="small"
          rowKey="at"
          pagination={false}
          dataSource={support.toReversed()}
          locale={{ emptyText: '还没有登记支持措施。平台认定、金融推荐、科技特派员等由省科技厅在此登记。' }}
          columns={[
            { title: '时间', className: 'nowrap', width: 150, render: (_, action) => formatInstant(action.at) },
            {
              title: '措施',
              width: 190,
              render: (_, action) =>
                [labelOf(supportKinds, action.kind), action.mode && labelOf(projectModes, action.mode)]
                  .filter(Boolean)
                  .join('：'),
            },
            { title: '支持的单位', render: (_, action) => action.units.map((id) => one.names[id] ?? id).join('、') },
            { title: '内容', dataIndex: 'detail' },
          ]}
        />
      </Card>
    </Flex>
  );
}
