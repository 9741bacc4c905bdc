import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Layout, Space, Spin, Typography } from 'antd';
import { lazy, Suspense, type CSSProperties } from 'react';
import { NavLink, Route, Routes, useNavigate } from 'react-router';
import type { Me } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import { ApiProblem, api } from './data/client.js';
import { AccountPage } from './pages/account/account-page.js';
import { ForgotPasswordPage } from './pages/account/forgot-password-page.js';
import { RegisterPage } from './pages/account/register-page.js';
import { SetPasswordPage } from './pages/account/set-password-page.js';
import { administers, inspects } from './pages/admin/sections.js';
import { DeskPage } from './pages/applicant/desk-page.js';
import { callEntries, officiates } from './pages/calls/paths.js';
import { CasePage } from './pages/case-page.js';
import { handlesMoney } from './pages/payments/sections.js';
import { CasesPage } from './pages/cases-page.js';
import { concernsConsortia, ConsortiaPage } from './pages/consortium/consortia-page.js';
import { BansPage } from './pages/consortium/disqualification/bans-page.js';
import { concernsCoordination, CoordinationPage } from './pages/coordination/coordination-page.js';
import { InboxPage } from './pages/inbox-page.js';
import { concernsSubsidies } from './pages/subsidies/sections.js';
import { SignInPage } from './pages/sign-in-page.js';

/** Pages without sign-in first: a link in a mail opens also for who is signed in. */
export function Application() {
  return (
    <Routes>
      <Route path="/register" element={<RegisterPage />} />
      <Route path="/forgot-password" element={<ForgotPasswordPage />} />
      <Route path="/set-password" element={<SetPasswordPage />} />
      <Route
        path="/public/*"
        element={
          <Suspense fallback={<Spin fullscreen description="正在载入" />}>
            <PublicPages />
          </Suspense>
        }
      />
      <Route path="*" element={<SignedIn />} />
    </Routes>
  );
}

/** Whose home is the applicant's desk. */
const applies = (me: Me) => me.units.some((unit) => unit.roles.some((role) => role === 'EA' || role === 'UA'));

/** Pages of few people come on their first opening. */
const AdminPage = lazy(async () => ({ default: (await import('./pages/admin/admin-page.js')).AdminPage }));
const PaymentsPages = lazy(async () => ({ default: (await import('./pages/payments/payments-pages.js')).PaymentsPages }));
const SubsidyPages = lazy(async () => ({ default: (await import('./pages/subsidies/subsidy-pages.js')).SubsidyPages }));
const CallPages = lazy(async () => ({ default: (await import('./pages/calls/call-pages.js')).CallPages }));
const ReportPages = lazy(async () => ({ default: (await import('./pages/reports/report-pages.js')).ReportPages }));
const PublicPages = lazy(async () => ({ default: (await import('./pages/public/public-pages.js')).PublicPages }));
const InspectorPages = lazy(async () => ({ default: (await import('./pages/inspector/inspector-pages.js')).InspectorPages }));

/** The frame: who is signed in, what waits, and on a training system that it is one. */
function SignedIn() {
  const me = useQuery({
    queryKey: ['me'],
    queryFn: () => api<Me>('GET', '/session', undefined, { background: true }),
    refetchInterval: 30_000,
    retry: false,
  });
  if (me.isPending) return <Spin fullscreen description="正在载入" />;
  if (me.error instanceof ApiProblem && me.error.problem.status === 401) return <SignInPage />;
  if (me.error)
    return (
      <Alert type="error" showIcon title={me.error.message} action={<Button onClick={() => void me.refetch()}>重试</Button>} />
    );
  return <Frame me={me.data} />;
}

/** As high as its entries need: an auditor has more of them than one line holds. */
const header: CSSProperties = {
  ...{ display: 'flex', alignItems: 'center', gap: 24, paddingInline: 24, paddingBlock: 8, background: '#0b5cad' },
  ...{ height: 'auto', minHeight: 64, lineHeight: 1.5 },
};

function Frame({ me }: { me: Me }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const signOut = async () => {
    await api('DELETE', '/session');
    void navigate('/');
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
    await queries.resetQueries({ queryKey: ['me'] });
  };
  const items = [
    ...(applies(me)
      ? [
          { key: '/', label: '我的申报' },
          { key: '/inbox', label: `我的待办 ${me.inbox.todo}` },
        ]
      : [{ key: '/', label: `我的工作台 ${me.inbox.todo}` }]),
    { key: '/cases', label: '事项查询' },
    ...(concernsConsortia(me) ? [{ key: '/consortia', label: '创新联合体' }] : []),
    ...(concernsSubsidies(me) ? [{ key: '/subsidies', label: '科技金融补助' }] : []),
    ...(concernsCoordination(me) ? [{ key: '/coordination', label: '协调事项' }] : []),
    ...(handlesMoney(me) ? [{ key: '/payments', label: '资金' }] : []),
    ...(officiates(me) ? callEntries : []),
    ...(inspects(me) ? [{ key: '/inspector', label: '流程监控' }] : []),
    ...(administers(me) ? [{ key: '/admin', label: '系统管理' }] : []),
  ];
  return (
    <Layout style={{ minHeight: '100vh' }}>
      {me.clock.training && (
        <Alert
          banner
          type="warning"
          title={`演练环境 · 业务时间 ${formatInstant(Date.parse(me.clock.now))}${me.clock.speed === 0 ? '（已暂停）' : ''} · 所有数据均为示例`}
        />
      )}
      <Layout.Header style={header}>
        <Typography.Title level={1} style={{ color: '#fff', margin: 0, fontSize: 18, whiteSpace: 'nowrap' }}>
          督办 · 云南省项目管理系统
        </Typography.Title>
        <nav aria-label="主导航" style={{ flex: 1 }}>
          <Space size={[24, 8]} wrap>
            {items.map((item) => (
              <NavLink
                key={item.key}
                to={item.key}
                end={item.key === '/'}
                style={({ isActive }) => ({
                  color: '#fff',
                  whiteSpace: 'nowrap',
                  textDecoration: isActive ? 'underline' : 'none',
                  textUnderlineOffset: 6,
                })}
              >
                {item.label}
              </NavLink>
            ))}
          </Space>
        </nav>
        <Space style={{ color: '#fff' }}>
          <NavLink to="/account" style={{ color: '#fff' }}>
            {[me.name, ...me.units.map((unit) => unit.name)].join(' · ')}
          </NavLink>
          <Button ghost size="small" onClick={() => void signOut()}>
            退出
          </Button>
        </Space>
      </Layout.Header>
      <Layout.Content style={{ padding: 24 }}>
        <main>
          {/* Before the second factor that the person's role asks for, there is nothing else. */}
          {me.secondFactor.due ? (
            <AccountPage />
          ) : (
            <Suspense fallback={<Spin description="正在载入" />}>
              <Routes>
                <Route path="/account" element={<AccountPage />} />
                <Route path="/" element={applies(me) ? <DeskPage me={me} /> : <InboxPage me={me} />} />
                <Route path="/inbox" element={<InboxPage me={me} />} />
                <Route path="/cases" element={<CasesPage />} />
                <Route path="/cases/:id" element={<CasePage me={me} />} />
                <Route path="/consortia" element={<ConsortiaPage me={me} />} />
                <Route path="/subsidies/*" element={<SubsidyPages me={me} />} />
                <Route path="/consortia/bans" element={<BansPage />} />
                <Route path="/coordination" element={<CoordinationPage me={me} />} />
                <Route path="/payments/*" element={<PaymentsPages me={me} />} />
                <Route path="/calls/*" element={<CallPages me={me} />} />
                <Route path="/reports/*" element={<ReportPages />} />
                <Route path="/inspector/*" element={<InspectorPages me={me} />} />
                <Route path="/admin/*" element={<AdminPage me={me} />} />
              </Routes>
            </Suspense>
          )}
        </main>
      </Layout.Content>
    </Layout>
  );
}
