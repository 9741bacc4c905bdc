import { Alert, Breadcrumb, Button, Spin } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface Asked<T> {
  data: T | undefined;
  error: Error | null;
  refetch: () => unknown;
}

/** What was asked for, once it is there; until then that it comes, or why it did not and another try. */
export function Loaded<T>({ query, children }: { query: Asked<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error)
    return (
      <Alert
        type="error"
        showIcon
        title={query.error.message}
        action={<Button onClick={() => void query.refetch()}>重试</Button>}
      />
    );
  return <Spin description="正在载入" />;
}

/** Where the page lies; the last part is the page itself. */
export function Trail({ parts }: { parts: [label: string, path?: string][] }) {
  return (
    <Breadcrumb
      aria-label="位置"
      items={parts.map(([label, path]) => ({ title: path ? <Link to={path}>{label}</Link> : label }))}
    />
  );
}
