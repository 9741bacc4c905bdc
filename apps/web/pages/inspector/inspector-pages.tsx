import { Result } from 'antd';
import { Route, Routes } from 'react-router';
import type { Me } from '#apps/api/contract.js';
import { rightsOf } from '../admin/sections.js';
import { InspectorCasePage } from './inspector-case-page.js';
import { InspectorPage } from './inspector-page.js';

/** 流程监控: the system administrator acts on delivery, the auditor reads. */
export function InspectorPages({ me }: { me: Me }) {
  const rights = rightsOf(me);
  if (!rights.holds('SA', 'AU')) return <Result status="403" title="流程监控由系统管理员和审计员使用" />;
  return (
    <Routes>
      <Route index element={<InspectorPage />} />
      <Route path=":id" element={<InspectorCasePage mayAct={rights.holds('SA')} />} />
    </Routes>
  );
}
