import { Alert } from 'antd';
import type { ReactNode } from 'react';
import type { PublicPage } from '#apps/api/contract.js';
import { formatDeadline } from '#domain/calendar/instant.js';
import { Left } from './public-home.js';

/** Whether a call takes applications: how long yet and how to apply, or that it is over. */
export function Window({ page, children }: { page: PublicPage; children: ReactNode }) {
  return (
    <Alert
      className="no-print"
      type={page.open ? 'info' : 'warning'}
      showIcon
      title={page.open ? <Left page={page} /> : `已于 ${formatDeadline(Date.parse(page.closesAt!))} 截止，不再受理。`}
      description={page.open && children}
    />
  );
}
