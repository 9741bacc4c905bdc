import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, QRCode, Space, Typography } from 'antd';
import type { Account, SecondFactorSecret } from '#apps/api/contract.js';
import { api } from '../../data/client.js';
import { Refused } from './card.js';

/** 动态验证码: the secret is shown once; it counts after the first right code. */
export function SecondFactor({ account }: { account: Account }) {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const propose = useMutation({
    mutationFn: (values: { current: string; totp?: string }) => api<SecondFactorSecret>('POST', '/account/totp', values),
  });
  const confirm = useMutation({
    mutationFn: (values: { code: string }) => api('POST', '/account/totp/confirm', values),
    onSuccess: () => {
      propose.reset();
      void message.success('动态验证码已启用');
      return queries.invalidateQueries();
    },
  });
  const { enrolled, due } = account.secondFactor;
  if (propose.data)
    return (
      <Form layout="vertical" onFinish={(values: { code: string }) => confirm.mutate(values)}>
        <Typography.Paragraph>
          请用手机上的身份验证器（支持 TOTP）扫描二维码，或手工输入密钥。密钥只显示这一次。
        </Typography.Paragraph>
        <Space align="start" size="large" wrap style={{ marginBottom: 16 }}>
          <QRCode value={propose.data.uri} type="svg" />
          <div>
            密钥
            <br />
            <Typography.Text copyable code>
              {propose.data.secret}
            </Typography.Text>
          </div>
        </Space>
        <Form.Item name="code" label="验证码" rules={[{ required: true, message: '请输入验证器显示的6位数字' }]}>
          <Input inputMode="numeric" autoComplete="one-time-code" style={{ width: 200 }} />
        </Form.Item>
        <Refused error={confirm.error} />
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>
          确认启用
        </Button>
      </Form>
    );
  return (
    <Form layout="vertical" onFinish={(values: { current: string; totp?: string }) => propose.mutate(values)}>
      {due && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 16 }}
          title="您的岗位须启用动态验证码后方可使用系统，请现在启用。"
        />
      )}
      <Typography.Paragraph>
        {enrolled
          ? '已启用。更换手机时可在此更换密钥；手机遗失请联系系统管理员解除。'
          : '未启用。启用后，登录时除密码外还须输入手机上的6位动态验证码。'}
      </Typography.Paragraph>
      <Form.Item name="current" label="登录密码" rules={[{ required: true, message: '请输入登录密码' }]}>
        <Input.Password autoComplete="current-password" style={{ width: 320 }} />
      </Form.Item>
      {enrolled && (
        <Form.Item name="totp" label="现用动态验证码" rules={[{ required: true, message: '请输入现用验证器的6位数字' }]}>
          <Input inputMode="numeric" autoComplete="one-time-code" style={{ width: 200 }} />
        </Form.Item>
      )}
      <Refused error={propose.error} />
      <Button htmlType="submit" loading={propose.isPending}>
        {enrolled ? '更换密钥' : '启用动态验证码'}
      </Button>
    </Form>
  );
}
