import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Result, Spin, Typography } from 'antd';
import { Link, useLocation } from 'react-router';
import type { OneTimeLink } from '#apps/api/contract.js';
import { api } from '../../data/client.js';
import { AccountCard, Refused } from './card.js';
import { NewPassword } from './new-password.js';

/** Where the one-time links of mails lead: first password 激活, or a new one. The token stays behind the '#', out of every server's log. */
export function SetPasswordPage() {
  const token = useLocation().hash.slice(1);
  const queries = useQueryClient();
  const link = useQuery({
    queryKey: ['one-time-link', token],
    queryFn: () => api<OneTimeLink>('POST', '/password/link', { token }),
    retry: false,
    staleTime: Infinity,
  });
  const set = useMutation({
    mutationFn: ({ password }: { password: string }) => api('POST', '/password/reset', { token, password }),
    onSuccess: () => queries.removeQueries({ queryKey: ['me'] }),
  });
  const activating = link.data?.purpose === 'activate';
  return (
    <AccountCard title={activating ? '激活账号' : '设置新密码'}>
      {link.isPending ? (
        <Spin description="正在核对链接" />
      ) : set.isSuccess ? (
        <Result
          status="success"
          title={activating ? '账号已激活' : '密码已重置'}
          subTitle="请使用新密码登录。"
          extra={<Link to="/">前往登录</Link>}
        />
      ) : link.error ? (
        <Result
          status="warning"
          title="链接不可用"
          subTitle={link.error.message}
          extra={<Link to="/forgot-password">重新获取链接</Link>}
        />
      ) : (
        <Form layout="vertical" onFinish={(values: { password: string }) => set.mutate(values)}>
          <Typography.Paragraph>
            {link.data.name}，您的账号为 <b>{link.data.login}</b>。
          </Typography.Paragraph>
          <NewPassword login={link.data.login} />
          <Refused error={set.error} />
          <Button type="primary" htmlType="submit" block loading={set.isPending}>
            {activating ? '激活账号' : '设置密码'}
          </Button>
        </Form>
      )}
    </AccountCard>
  );
}
