import { useQuery } from '@tanstack/react-query';
import { Alert, Empty, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { api } from '../../data/client.js';
import type { Filter } from '../../data/pages.js';

interface Props<T> {
  label: string;
  /** Answers { rows, total } to ?page=. */
  path: string;
  filter: Filter;
  rowKey: keyof T & string;
  empty: string;
  columns: TableColumnsType<T>;
}

const A_PAGE = 50;

/** A table whose pages have numbers: the whole count is known, and any page can be asked for. */
export function NumberedTable<T extends object>({ label, path, filter, rowKey, empty, columns }: Props<T>) {
  const key = JSON.stringify(filter);
  const [at, setAt] = useState({ key, page: 1 });
  const page = at.key === key ? at.page : 1;
  const asked = new URLSearchParams({ ...(filter as Record<string, string>), page: String(page) });
  const found = useQuery({
    queryKey: [path, key, page],
    queryFn: () => api<{ rows: T[]; total: number }>('GET', `${path}?${asked.toString()}`),
    placeholderData: (before) => before,
  });
  return (
    <>
      {found.error && <Alert type="error" showIcon title={found.error.message} style={{ marginBottom: 8 }} />}
      <Table<T>
        aria-label={label}
        size="small"
        rowKey={rowKey}
        loading={found.isPending}
        dataSource={found.data?.rows ?? []}
        columns={columns}
        pagination={{
          current: page,
          pageSize: A_PAGE,
          total: found.data?.total ?? 0,
          showSizeChanger: false,
          showTotal: (total) => `共 ${total} 条`,
          onChange: (next) => setAt({ key, page: next }),
        }}
        locale={{ emptyText: <Empty description={<span className="quiet">{empty}</span>} /> }}
      />
    </>
  );
}
