import { Route, Routes } from 'react-router';
import type { Me } from '#apps/api/contract.js';
import { CallFrame } from './call-frame.js';
import { CallsPage } from './calls-page.js';
import './calls.css';

/** 申报批次: the list, and the pages of one call. */
export function CallPages({ me }: { me: Me }) {
  return (
    <Routes>
      <Route index element={<CallsPage me={me} />} />
      <Route path=":id/*" element={<CallFrame me={me} />} />
    </Routes>
  );
}
