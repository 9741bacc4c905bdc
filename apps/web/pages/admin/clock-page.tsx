import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Descriptions, Form, Input, Select, Space, Spin } from 'antd';
import { Link } from 'react-router';
import type { ClockView } from '#apps/api/contract.js';
import { atTime, formatDeadline, formatInstant } from '#domain/calendar/instant.js';
import { api } from '../../data/client.js';
import { PageTitle } from './page-title.js';

const speeds = [
  { value: 0, label: '静止' },
  { value: 1, label: '与实际时间相同' },
  { value: 60, label: '每秒走1分钟' },
  { value: 3_600, label: '每秒走1小时' },
  { value: 86_400, label: '每秒走1天' },
];

/** 业务时钟: on a training system time is moved, so that a year can be seen in an hour. */
export function ClockPage() {
  const queries = useQueryClient();
  const clock = useQuery({
    queryKey: ['clock'],
    queryFn: () => api<ClockView>('GET', '/admin/clock'),
    refetchInterval: (query) => (query.state.data?.speed ? 2_000 : false),
  });
  const move = useMutation({
    mutationFn: (body: { to?: string; toNextEvent?: true; speed?: number }) => api<ClockView>('POST', '/admin/clock', body),
    onSuccess: () => queries.invalidateQueries(),
  });
  if (clock.isPending) return <Spin description="正在载入" />;
  if (clock.error) return <Alert type="error" showIcon title={clock.error.message} />;
  const { now, speed, sealed, next } = clock.data;
  return (
    <>
      <PageTitle>业务时钟</PageTitle>
      {sealed && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 16 }}
          title="本系统为正式环境，业务时间即实际时间，任何人不得调整；演练请使用演练环境。"
        />
      )}
      <Card size="small">
        <Descriptions
          column={1}
          size="small"
          items={[
            { key: 'now', label: '业务时间', children: formatInstant(Date.parse(now)) },
            { key: 'speed', label: '走速', children: speeds.find((one) => one.value === speed)?.label ?? `实际时间的${speed}倍` },
            {
              key: 'next',
              label: '下一时点',
              children: next ? (
                <span>
                  {formatDeadline(Date.parse(next.at))} {next.label}（<Link to={`/inspector/${next.caseId}`}>{next.title}</Link>）
                </span>
              ) : (
                '没有尚未到来的时点'
              ),
            },
          ]}
        />
      </Card>
      {!sealed && (
        <Card size="small" title="调整" style={{ marginTop: 16 }}>
          {move.error && <Alert type="error" showIcon title={move.error.message} style={{ marginBottom: 16 }} />}
          <Space wrap align="end" size="large">
            <Button type="primary" disabled={!next} loading={move.isPending} onClick={() => move.mutate({ toNextEvent: true })}>
              前进到下一时点
            </Button>
            <Form
              layout="inline"
              onFinish={({ date, time }: { date: string; time: string }) =>
                move.mutate({ to: new Date(atTime(date, time)).toISOString() })
              }
              initialValues={{ time: '09:00' }}
            >
              <Form.Item name="date" label="前进到" rules={[{ required: true, message: '请选择日期' }]}>
                <Input type="date" />
              </Form.Item>
              <Form.Item name="time" label="时刻" rules={[{ required: true, message: '请选择时刻' }]}>
                <Input type="time" />
              </Form.Item>
              <Button htmlType="submit" loading={move.isPending}>
                前进
              </Button>
            </Form>
            <span>
              <label htmlFor="speed">走速 </label>
              <Select
                id="speed"
                aria-label="走速"
                style={{ width: 180 }}
                value={speed}
                options={speeds}
                onChange={(value: number) => move.mutate({ speed: value })}
              />
            </span>
          </Space>
          <p>业务时间只能向前；调整后全部在办事项的提醒、时限和截止随之重算。</p>
        </Card>
      )}
    </>
  );
}
