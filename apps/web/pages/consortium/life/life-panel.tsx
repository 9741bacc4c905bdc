import { Flex, Tabs } from 'antd';
import type { LifeChild } from '#apps/api/contract.js';
import { useUrlFilter } from '../../../data/pages.js';
import { Loaded } from '../../calls/load.js';
import type { PanelProps } from '../../case/panels.js';
import '../consortium.css';
import { Attention } from './attention.js';
import { Calendar } from './calendar.js';
import { Changes } from './changes.js';
import { Evaluations } from './evaluations.js';
import { Integrity } from './integrity.js';
import { Matters } from './matters.js';
import { LifeOverview } from './overview.js';
import { Projects } from './projects.js';
import { Reports } from './reports.js';
import { Tasks } from './tasks.js';
import { consortiumData, ofProcess, useLife } from './use-life.js';

/** 创新联合体: one page for all its years. What calls for somebody comes first; then each matter has its place. */
export function ConsortiumPanel(props: PanelProps) {
  const life = useLife(props.one.id);
  return <Loaded query={life}>{(children) => <Life {...props} life={children} />}</Loaded>;
}

export interface LifeProps extends PanelProps {
  life: LifeChild[];
}

function Life(props: LifeProps) {
  const { one, life } = props;
  const data = consortiumData(one);
  const [{ tab = 'overview' }, change] = useUrlFilter();
  const counted = (label: string, count: number) => (count > 0 ? `${label} ${count}` : label);
  const items = [
    { key: 'overview', label: '概况', children: <LifeOverview {...props} /> },
    { key: 'calendar', label: '日程', children: <Calendar {...props} /> },
    {
      key: 'reports',
      label: counted('年度报告', ofProcess(life, 'annual-report').length),
      children: <Reports {...props} />,
    },
    {
      key: 'evaluations',
      label: counted('绩效评价', ofProcess(life, 'evaluation').length),
      children: <Evaluations {...props} />,
    },
    { key: 'tasks', label: '五项任务', children: <Tasks {...props} /> },
    { key: 'projects', label: counted('项目与支持', ofProcess(life, 'project-task').length), children: <Projects {...props} /> },
    { key: 'changes', label: counted('变更', ofProcess(life, 'consortium-change').length), children: <Changes {...props} /> },
    { key: 'matters', label: counted('协调督导', ofProcess(life, 'coordination').length), children: <Matters {...props} /> },
    { key: 'integrity', label: counted('科研诚信', data.integrity?.length ?? 0), children: <Integrity {...props} /> },
  ];
  return (
    <Flex vertical gap="small">
      <Attention {...props} />
      <Tabs
        items={items}
        activeKey={tab}
        onChange={(key) => change({ tab: key })}
        destroyOnHidden
        size="small"
        className="project-tabs"
      />
    </Flex>
  );
}
