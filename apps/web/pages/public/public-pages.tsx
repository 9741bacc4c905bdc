import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { Link, Outlet, Route, Routes } from 'react-router';
import type { PublicClock } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import { api } from '../../data/client.js';
import { PublicHome } from './public-home.js';
import { PublishedPage } from './published-page.js';
import './public.css';

/** 公开信息: calls, notices, published lists, policy texts; the only content without sign-in. */
export function PublicPages() {
  return (
    <Routes>
      <Route element={<Frame />}>
        <Route index element={<PublicHome />} />
        <Route path=":id" element={<PublishedPage />} />
      </Route>
    </Routes>
  );
}

function Frame() {
  const clock = useQuery({ queryKey: ['public', 'clock'], queryFn: () => api<PublicClock>('GET', '/public/clock') });
  return (
    <div className="public">
      {clock.data?.training && (
        <Alert
          banner
          type="warning"
          title={`演练环境 · 业务时间 ${formatInstant(Date.parse(clock.data.now))} · 所有数据均为示例`}
        />
      )}
      <header className="public-head">
        <Link to="/public">督办 · 云南省科技项目公开信息</Link>
        <nav aria-label="主导航">
          <Link to="/">登录办理</Link>
          <Link to="/register">单位注册</Link>
        </nav>
      </header>
      <main>
        <Outlet />
      </main>
      <footer className="quiet">本页内容无需登录。申报、审核和查询办理进度请登录后进行。</footer>
    </div>
  );
}
