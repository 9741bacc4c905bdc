import { Navigate, Route, Routes } from 'react-router';
import { BehindPage } from './behind-page.js';
import { MonthlyPage } from './monthly-page.js';
import '../calls/calls.css';

/** 月度调度: the table, and the projects behind its numbers. */
export function ReportPages() {
  return (
    <Routes>
      <Route path="monthly" element={<MonthlyPage />} />
      <Route path="monthly/projects" element={<BehindPage />} />
      <Route path="*" element={<Navigate replace to="/reports/monthly" />} />
    </Routes>
  );
}
