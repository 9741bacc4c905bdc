import { Alert, Flex } from 'antd';
import { Link } from 'react-router';
import { formatDate } from '#domain/calendar/instant.js';
import type { ProjectTaskData } from '#domain/consortium/project-task/data.js';
import { platformLevels, projectModes } from '#domain/consortium/vocabulary.js';
import { formatWanYuan } from '#domain/money/fen.js';
import { LastReturn } from '../../case/last-return.js';
import type { PanelProps } from '../../case/panels.js';
import { fact, Facts } from '../facts.js';
import { taskData } from './knowledge.js';
import { PlanCard } from './plan-card.js';

const labelIn = (options: readonly { value: string; label: string }[], value: string) =>
  options.find((option) => option.value === value)?.label;
const wan = (fen: string) => `${formatWanYuan(BigInt(fen))} 万元`;

/** What the task is, who does it, and what it costs. */
export function TaskOverview({ one, me }: PanelProps) {
  const data = taskData(one);
  return (
    <Flex vertical gap="middle">
      {one.status === 'drafting' && <LastReturn one={one} />}
      <End data={data} status={one.status} />
      <Facts
        facts={[
          ...fact('项目名称', data.name, 2),
          ...fact('立项编号', data.projectNo),
          ...fact('任务书编号', data.taskBookNo),
          ...fact('级别', labelIn(platformLevels, data.level)),
          ...fact('组织方式', labelIn(projectModes, data.mode)),
          ...fact('立项日期', formatDate(data.establishedOn)),
          ...fact('实施期', `${formatDate(data.startsOn)}至${formatDate(data.endsOn)}`),
          ...fact('财政资助', wan(data.fiscalFen)),
          ...fact('企业自筹承诺', `${wan(data.selfRaisedFen)}（不低于财政资助的2倍）`),
          ...fact('创新联合体', <Link to={`/cases/${data.consortiumId}`}>{data.consortium}</Link>),
          ...fact('牵头单位', one.names[data.offices.lead]),
        ]}
      />
      <PlanCard one={one} me={me} />
    </Flex>
  );
}

const terminations: Record<string, string> = { voluntary: '主动终止', forced: '强制终止' };

function End({ data, status }: { data: ProjectTaskData; status: string }) {
  if (status === 'terminated')
    return (
      <Alert
        type="error"
        showIcon
        title={`${terminations[data.terminated?.kind ?? ''] ?? '终止'}：${data.terminated?.reason ?? ''}`}
        description="已记入牵头单位信用记录。"
      />
    );
  return null;
}
