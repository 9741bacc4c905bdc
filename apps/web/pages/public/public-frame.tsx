import { Layout, Typography } from 'antd';
import type { ReactNode } from 'react';
import { Link, NavLink } from 'react-router';

/** The frame of the pages without sign-in 公开信息. */
export function PublicFrame({ children }: { children: ReactNode }) {
  return (
    <Layout style={{ minHeight: '100vh' }}>
      <Layout.Header style={{ display: 'flex', alignItems: 'center', gap: 24, background: '#0b5cad', paddingInline: 24 }}>
        <Typography.Title level={1} style={{ color: '#fff', margin: 0, fontSize: 18 }}>
          督办 · 公开信息
        </Typography.Title>
        <nav aria-label="公开信息" style={{ flex: 1 }}>
          <NavLink to="/public" end style={{ color: '#fff' }}>
            申报通知、公示和名单
          </NavLink>
        </nav>
        <Link to="/" style={{ color: '#fff' }}>
          登录
        </Link>
      </Layout.Header>
      <Layout.Content style={{ padding: 24 }}>
        <main style={{ maxWidth: 1080, margin: '0 auto', background: '#fff', padding: 24, borderRadius: 4 }}>{children}</main>
      </Layout.Content>
    </Layout>
  );
}
