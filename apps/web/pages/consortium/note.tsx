import { Alert } from 'antd';
import type { ReactNode } from 'react';

/** What stands above the questions of a dialog. */
export const Note = ({ type = 'info', children }: { type?: 'info' | 'warning'; children: ReactNode }) => (
  <Alert type={type} showIcon style={{ marginBottom: 16 }} title={children} />
);
