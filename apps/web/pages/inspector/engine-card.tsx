import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Descriptions, Space, Typography } from 'antd';
import type { EngineView, InspectedCase } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import { api } from '../../data/client.js';
import { ConfirmAct } from '../admin/confirm-act.js';

/** How the engine names a workflow's state, in our words. */
const states: Record<string, string> = {
  RUNNING: '运行中',
  COMPLETED: '已结束',
  FAILED: '失败',
  TERMINATED: '被终止',
  CANCELLED: '被取消',
  CONTINUED_AS_NEW: '已续接新运行',
  TIMED_OUT: '超时',
};

/** 运行状态: what the record told the engine, and what the engine says itself. */
export function EngineCard({ one, mayAct }: { one: InspectedCase; mayAct: boolean }) {
  const engine = useQuery({
    queryKey: ['inspector', one.id, 'engine'],
    queryFn: () => api<EngineView>('GET', `/inspector/cases/${one.id}/engine`),
  });
  const { technical } = one;
  const late = one.revision - technical.delivered;
  return (
    <Space orientation="vertical" style={{ width: '100%' }} size="middle">
      <Card
        size="small"
        title="投递"
        extra={
          mayAct && (
            <ConfirmAct
              label="重新投递"
              effect="流程引擎将收到该事项的最新状态，流程不存在时重新启动；事项本身、时限和办理结果都不会改变。"
              path={`/inspector/cases/${one.id}/delivery`}
              reason
              done="已重新投递"
            />
          )
        }
      >
        {one.deliveryError && (
          <Alert type="error" showIcon style={{ marginBottom: 12 }} title={`最近一次投递失败：${one.deliveryError}`} />
        )}
        <Descriptions
          size="small"
          column={2}
          items={[
            { key: 'revision', label: '事项修订号', children: one.revision },
            {
              key: 'delivered',
              label: '流程已知修订号',
              children: `${technical.delivered}${late > 0 ? `（落后 ${late} 步）` : ''}`,
            },
            { key: 'attempts', label: '投递次数', children: technical.attempts },
            {
              key: 'again',
              label: '下次投递',
              children: technical.nextAttempt
                ? formatInstant(Date.parse(technical.nextAttempt))
                : one.delivery === 'delivered'
                  ? '无需投递'
                  : '即将投递',
            },
            { key: 'head', label: '链头', span: 2, children: <Typography.Text copyable>{technical.headHash}</Typography.Text> },
          ]}
        />
      </Card>
      <Card
        size="small"
        title="流程引擎"
        extra={
          <Button size="small" onClick={() => void engine.refetch()}>
            刷新
          </Button>
        }
        loading={engine.isPending}
      >
        {engine.error && <Alert type="error" showIcon title={engine.error.message} />}
        {engine.data && <Engine view={engine.data} ended={one.running === 'ended'} />}
      </Card>
    </Space>
  );
}

function Engine({ view, ended }: { view: EngineView; ended: boolean }) {
  if (!view.reachable) return <Alert type="warning" showIcon title={view.message} />;
  return (
    <>
      {view.pollers === 0 && (
        <Alert
          type="error"
          showIcon
          style={{ marginBottom: 12 }}
          title="没有工作进程在处理流程任务：提醒和到期办理暂停。请检查 worker 服务是否运行；人员办理不受影响。"
        />
      )}
      {!view.found ? (
        <Alert
          type={ended ? 'info' : 'warning'}
          showIcon
          title={ended ? '流程已结束并清理。' : '引擎中没有该事项的流程，请重新投递以启动。'}
        />
      ) : (
        <Descriptions
          size="small"
          column={2}
          items={[
            { key: 'status', label: '状态', children: states[view.status] ?? view.status },
            { key: 'started', label: '启动', children: formatInstant(Date.parse(view.startedAt)) },
            { key: 'history', label: '历史事件', children: view.historyLength },
            { key: 'pollers', label: '工作进程', children: view.pollers },
            ...view.pending.map((step, index) => ({
              key: `pending-${index}`,
              label: `步骤 ${step.activity}`,
              span: 2,
              children: `第 ${step.attempt} 次尝试${step.error ? `，最近错误：${step.error}` : ''}`,
            })),
            {
              key: 'workflow',
              label: 'workflowId',
              span: 2,
              children: <Typography.Text copyable>{view.workflowId}</Typography.Text>,
            },
            { key: 'run', label: 'runId', span: 2, children: <Typography.Text copyable>{view.runId}</Typography.Text> },
          ]}
        />
      )}
    </>
  );
}
