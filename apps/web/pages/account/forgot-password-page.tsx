import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Result } from 'antd';
import { Link } from 'react-router';
import { api } from '../../data/client.js';
import { AccountCard, Refused } from './card.js';

/** 忘记密码: asks for a link by mail; says the same whether or not there is such an account. */
export function ForgotPasswordPage() {
  const ask = useMutation({
    mutationFn: (values: { account: string }) => api<{ message: string }>('POST', '/password/forgot', values),
  });
  return (
    <AccountCard title="忘记密码">
      {ask.data ? (
        <Result status="success" title="请查收邮件" subTitle={ask.data.message} extra={<Link to="/">返回登录</Link>} />
      ) : (
        <Form layout="vertical" onFinish={(values: { account: string }) => ask.mutate(values)}>
          <Form.Item
            name="account"
            label="账号或登记邮箱"
            rules={[{ required: true, whitespace: true, message: '请输入账号或登记邮箱' }]}
          >
            <Input autoComplete="username" autoFocus />
          </Form.Item>
          <Refused error={ask.error} />
          <Button type="primary" htmlType="submit" block loading={ask.isPending} style={{ marginBottom: 16 }}>
            发送重置链接
          </Button>
          <Link to="/">返回登录</Link>
        </Form>
      )}
    </AccountCard>
  );
}
