import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { Link } from 'react-router';
import { ApiProblem, api } from '../data/client.js';
import { AccountCard, Refused } from './account/card.js';

interface Credentials {
  login: string;
  password: string;
  totp?: string;
}

/** Sign-in; the second factor is asked for once the password was right. */
export function SignInPage() {
  const queries = useQueryClient();
  const signIn = useMutation({
    mutationFn: (values: Credentials) => api('POST', '/session', values),
    onSuccess: () => queries.invalidateQueries(),
  });
  const asksCode = signIn.error instanceof ApiProblem && signIn.error.problem.field === 'totp';
  return (
    <AccountCard title="督办 · 云南省项目管理系统" width={380}>
      <Form<Credentials> layout="vertical" onFinish={signIn.mutate}>
        <Form.Item name="login" label="账号" rules={[{ required: true, message: '请输入账号' }]}>
          <Input autoComplete="username" autoFocus />
        </Form.Item>
        <Form.Item name="password" label="密码" rules={[{ required: true, message: '请输入密码' }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        {asksCode && (
          <Form.Item name="totp" label="动态验证码" rules={[{ required: true, message: '请输入身份验证器中的6位数字' }]}>
            <Input inputMode="numeric" autoComplete="one-time-code" autoFocus />
          </Form.Item>
        )}
        <Refused error={signIn.error} />
        <Button type="primary" htmlType="submit" block loading={signIn.isPending} style={{ marginBottom: 16 }}>
          登录
        </Button>
        <div style={{ display: 'flex', justifyContent: 'space-between' }}>
          <Link to="/register">单位注册</Link>
          <Link to="/forgot-password">忘记密码</Link>
          <Link to="/public">公开信息</Link>
        </div>
      </Form>
    </AccountCard>
  );
}
