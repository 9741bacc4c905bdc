import { useQuery } from '@tanstack/react-query';
import { Flex, Typography } from 'antd';
import { Navigate, NavLink, Route, Routes, useLocation, useParams } from 'react-router';
import type { CaseDetail, Me } from '#apps/api/contract.js';
import type { CallData } from '#domain/call/data.js';
import { formatDate } from '#domain/calendar/instant.js';
import { api } from '../../data/client.js';
import { rightsOf } from '../admin/sections.js';
import { ToneTag } from '../tone-tag.js';
import { CarryOverPage } from './carry-over/carry-over-page.js';
import { ForecastProjectsPage } from './forecast/forecast-projects-page.js';
import { ListPage } from './lists/list-page.js';
import { ListsPage } from './lists/lists-page.js';
import { NewListPage } from './lists/new-list-page.js';
import { Loaded, Trail } from './load.js';
import { OverviewPage } from './overview/overview-page.js';

/** What every page of a call knows. */
export interface CallView {
  one: CaseDetail;
  call: CallData;
  me: Me;
}

const sections = [
  { path: '', label: '总览', open: () => true },
  { path: 'carry-over', label: '结转项目', open: (view: CallView) => view.one.status !== 'draft' || isProvince(view) },
  { path: 'transmittals', label: '报送', open: (view: CallView) => rightsOf(view.me).holds('PO', 'VO', 'VD', 'VL', 'AU') },
  { path: 'selection', label: '入选名单', open: (view: CallView) => rightsOf(view.me).holds('VO', 'VD', 'VL', 'AU') },
];
const isProvince = ({ me }: CallView) => rightsOf(me).holds('VO', 'VD', 'VL');

/** One call 申报批次: its head and the pages under it. */
export function CallFrame({ me }: { me: Me }) {
  const { id } = useParams();
  const detail = useQuery({ queryKey: ['case', id], queryFn: () => api<CaseDetail>('GET', `/cases/${id}`) });
  return (
    <Loaded query={detail}>{(one) => <Shown key={one.id} view={{ one, call: one.data as unknown as CallData, me }} />}</Loaded>
  );
}

function Shown({ view }: { view: CallView }) {
  const { one, call } = view;
  const root = `/calls/${one.id}`;
  const { pathname } = useLocation();
  const open = sections.filter((section) => section.open(view));
  const here = open.find(({ path }) => path !== '' && pathname.startsWith(`${root}/${path}`));
  const deeper = here && pathname !== `${root}/${here.path}`;
  const trail: [string, string?][] = [['申报批次', '/calls'], pathname === root ? [call.title] : [call.title, root]];
  if (pathname === `${root}/forecast`) trail.push(['办理预测']);
  if (here) trail.push(deeper ? [here.label, `${root}/${here.path}`] : [here.label]);
  if (deeper) trail.push([pathname.endsWith('/new') ? '新建' : '详情']);
  return (
    <>
      <Trail parts={trail} />
      <header className="call-head">
        <Flex align="baseline" gap="small" wrap>
          <Typography.Title level={2} style={{ fontSize: 20, margin: '8px 0 0' }}>
            {call.title}
          </Typography.Title>
          <ToneTag tone={one.tone}>{one.label}</ToneTag>
        </Flex>
        <p className="quiet">
          {[call.issuer, call.documentNo, call.issueDate && `${formatDate(call.issueDate)}发文`, one.explanation.waitsFor]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </header>
      <nav aria-label="批次内容" className="call-nav">
        {open.map(({ path, label }) => (
          <NavLink key={path} to={path ? `${root}/${path}` : root} end={path === ''}>
            {label}
          </NavLink>
        ))}
        {one.status !== 'draft' && <NavLink to={`/reports/monthly?callId=${one.id}`}>月度调度</NavLink>}
      </nav>
      <Routes>
        <Route index element={<OverviewPage view={view} />} />
        <Route path="forecast" element={<ForecastProjectsPage callId={one.id} />} />
        <Route path="carry-over" element={<CarryOverPage view={view} />} />
        <Route path="transmittals" element={<ListsPage view={view} process="transmittal" />} />
        <Route path="transmittals/new" element={<NewListPage view={view} process="transmittal" />} />
        <Route path="transmittals/:listId" element={<ListPage view={view} />} />
        <Route path="selection" element={<ListsPage view={view} process="selection-list" />} />
        <Route path="selection/new" element={<NewListPage view={view} process="selection-list" />} />
        <Route path="selection/:listId" element={<ListPage view={view} />} />
        <Route path="*" element={<Navigate replace to={root} />} />
      </Routes>
    </>
  );
}
