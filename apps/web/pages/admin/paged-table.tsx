import { Alert, Button, Empty, Flex, Table, Typography, type TableColumnsType } from 'antd';
import type { Pages } from '../../data/pages.js';

interface Props<T> {
  pages: Pages<T>;
  rowKey: keyof T & string;
  columns: TableColumnsType<T>;
  /** What an empty list means, and what to do. */
  empty: string;
}

/** A list with how many there are in all, an empty state that says something (once it is known to be empty), and the next page on demand. */
export function PagedTable<T extends object>({ pages, rowKey, columns, empty }: Props<T>) {
  if (pages.error)
    return (
      <Alert
        type="error"
        showIcon
        title={pages.error.message}
        action={<Button onClick={() => void pages.refetch()}>重试</Button>}
      />
    );
  return (
    <>
      <Table<T>
        size="middle"
        rowKey={rowKey}
        loading={pages.isPending}
        dataSource={pages.rows}
        pagination={false}
        columns={columns}
        locale={{ emptyText: pages.isPending ? ' ' : <Empty description={<span style={{ color: '#434343' }}>{empty}</span>} /> }}
      />
      <Flex justify="space-between" align="center" style={{ marginTop: 12 }}>
        <Typography.Text role="status">
          {!pages.isPending && `共 ${pages.total} 条${pages.rows.length < pages.total ? `，已显示 ${pages.rows.length} 条` : ''}`}
        </Typography.Text>
        {pages.hasNextPage && (
          <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            显示更多
          </Button>
        )}
      </Flex>
    </>
  );
}
