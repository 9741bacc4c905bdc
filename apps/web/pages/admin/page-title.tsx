import { Typography } from 'antd';
import type { ReactNode } from 'react';

export function PageTitle({ children }: { children: ReactNode }) {
  return (
    <Typography.Title level={2} style={{ fontSize: 20, marginTop: 0 }}>
      {children}
    </Typography.Title>
  );
}
