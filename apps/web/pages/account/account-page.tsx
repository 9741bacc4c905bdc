import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Descriptions, Form, Input, Space, Spin, Table } from 'antd';
import type { Account } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import { roleName } from '#domain/organisation/roles.js';
import { api } from '../../data/client.js';
import { Refused } from './card.js';
import { Deputies } from './deputies.js';
import { NewPassword } from './new-password.js';
import { SecondFactor } from './second-factor.js';

/** 我的账号: deputies, password, second factor, signed-in devices. */
export function AccountPage() {
  const account = useQuery({ queryKey: ['account'], queryFn: () => api<Account>('GET', '/account') });
  if (account.isPending) return <Spin description="正在载入" />;
  if (account.error) return <Alert type="error" showIcon title={account.error.message} />;
  const one = account.data;
  return (
    <Space orientation="vertical" size="large" style={{ width: '100%', maxWidth: 800 }}>
      <Card title="基本信息" size="small">
        <Descriptions
          column={1}
          size="small"
          items={[
            { key: 'name', label: '姓名', children: one.name },
            { key: 'login', label: '账号', children: one.login },
            { key: 'email', label: '电子邮箱', children: one.email ?? '—' },
            { key: 'phone', label: '联系电话', children: one.phone ?? '—' },
            {
              key: 'posts',
              label: '岗位',
              children: one.units.map((unit) => `${unit.name}（${unit.roles.map(roleName).join('、')}）`).join('；') || '暂无',
            },
          ]}
        />
      </Card>
      {one.units.length > 0 && (
        <Card title="委托代办" size="small">
          <Deputies />
        </Card>
      )}
      <Card title="动态验证码" size="small">
        <SecondFactor account={one} />
      </Card>
      <Card title="修改密码" size="small">
        <ChangePassword login={one.login} />
      </Card>
      <Card title="登录设备" size="small" extra={<EndOthers disabled={one.sessions.length < 2} />}>
        <Table
          size="small"
          rowKey="createdAt"
          pagination={false}
          dataSource={one.sessions}
          columns={[
            { title: '登录时间', dataIndex: 'createdAt', render: (at: string) => formatInstant(Date.parse(at)) },
            { title: '最近使用', dataIndex: 'lastSeenAt', render: (at: string) => formatInstant(Date.parse(at)) },
            { title: '地址', dataIndex: 'ip' },
            { title: '浏览器', dataIndex: 'userAgent', ellipsis: true },
          ]}
        />
      </Card>
    </Space>
  );
}

function ChangePassword({ login }: { login: string }) {
  const [form] = Form.useForm<{ current: string; password: string }>();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const change = useMutation({
    mutationFn: ({ current, password }: { current: string; password: string }) =>
      api('PUT', '/account/password', { current, password }),
    onSuccess: () => {
      form.resetFields();
      void message.success('密码已修改，其他设备上的登录已退出');
      return queries.invalidateQueries({ queryKey: ['account'] });
    },
  });
  return (
    <Form form={form} layout="vertical" style={{ maxWidth: 420 }} onFinish={change.mutate}>
      <Form.Item name="current" label="当前密码" rules={[{ required: true, message: '请输入当前密码' }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <NewPassword login={login} />
      <Refused error={change.error} />
      <Button htmlType="submit" loading={change.isPending}>
        修改密码
      </Button>
    </Form>
  );
}

function EndOthers({ disabled }: { disabled: boolean }) {
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => api('DELETE', '/account/sessions'),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['account'] }),
  });
  return (
    <Button size="small" disabled={disabled} loading={end.isPending} onClick={() => end.mutate()}>
      退出其他设备
    </Button>
  );
}
