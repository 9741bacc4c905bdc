import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Form, Input } from 'antd';
import { api } from '../data/client.js';

export function SignInPage() {
  const queries = useQueryClient();
  const signIn = useMutation({
    mutationFn: (values: { login: string; password: string }) => api('POST', '/session', values),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <main style={{ display: 'grid', placeItems: 'center', minHeight: '100vh', background: '#f0f4f8' }}>
      <Card style={{ width: 380 }}>
        <h1 style={{ fontSize: 20, marginTop: 0 }}>督办 · 云南省重点项目申报</h1>
        <Form layout="vertical" onFinish={(values) => signIn.mutate(values as { login: string; password: string })}>
          <Form.Item name="login" label="账号" rules={[{ required: true, message: '请输入账号' }]}>
            <Input autoComplete="username" autoFocus />
          </Form.Item>
          <Form.Item name="password" label="密码" rules={[{ required: true, message: '请输入密码' }]}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          {signIn.error && <Alert type="error" showIcon title={signIn.error.message} style={{ marginBottom: 16 }} />}
          <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
            登录
          </Button>
        </Form>
      </Card>
    </main>
  );
}
