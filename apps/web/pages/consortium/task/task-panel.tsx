import { Flex, Tabs } from 'antd';
import { useState } from 'react';
import { checkTaskBook, taskBook as form } from '#domain/consortium/project-task/form.js';
import { DocumentPanel } from '../../case/documents/document-panel.js';
import { ExpertPanel } from '../../case/expert-panel.js';
import type { PanelProps } from '../../case/panels.js';
import { holdsIn } from '../../case/posts.js';
import { isConcealed, PromiseFirst } from '../../case/promise-first.js';
import { Stages } from '../../case/stages.js';
import { ChildFiles } from '../child-files.js';
import { Acceptance } from './acceptance.js';
import { Executions } from './executions.js';
import { taskData, taskStages } from './knowledge.js';
import { TaskOverview } from './overview.js';
import '../consortium.css';

/** 项目任务 (2.12): its 任务书, the reports of its years, check and acceptance, and the money that follows them. */
export function TaskPanel({ one, me }: PanelProps) {
  const data = taskData(one);
  const [tab, setTab] = useState(one.status === 'drafting' ? 'form' : 'overview');
  if (isConcealed(one, me)) return <PromiseFirst />;
  const official = holdsIn(me, data.offices.province, 'VO', 'VD', 'VL', 'AU');
  const items = [
    { key: 'overview', label: '任务概况', children: <TaskOverview one={one} me={me} /> },
    {
      key: 'form',
      label: '任务书',
      children: (
        <DocumentPanel
          one={one}
          name="form"
          form={form}
          check={checkTaskBook}
          empty="任务书由牵头单位编制，提交后在此供审核签订。"
        />
      ),
    },
    { key: 'executions', label: `年度执行报告 ${data.executions?.length ?? ''}`, children: <Executions one={one} me={me} /> },
    { key: 'acceptance', label: '中期检查与验收', children: <Acceptance one={one} /> },
    ...(official && (data.draws || one.status === 'acceptance')
      ? [
          {
            key: 'experts',
            label: '验收专家',
            children: (
              <ExpertPanel
                record={{
                  draws: data.draws ?? [],
                  promised: data.promised ?? [],
                  experts: data.panel ?? [],
                  gone: data.withdrawn ?? [],
                  scores: (data.scores ?? []).map((given) => ({ ...given, score: Number(given.score) })),
                  ...(data.score === undefined ? {} : { score: data.score }),
                }}
                names={one.names}
                size="5名以上（单数，含财务专家）"
              />
            ),
          },
        ]
      : []),
    { key: 'files', label: '附件', children: <ChildFiles one={one} me={me} /> },
  ];
  return (
    <Flex vertical gap="middle">
      <Stages stages={taskStages(data)} status={one.status} over={one.label} />
      <Tabs items={items} activeKey={tab} onChange={setTab} destroyOnHidden className="project-tabs" />
    </Flex>
  );
}
