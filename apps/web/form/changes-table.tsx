import { Table } from 'antd';

interface Change {
  key: string;
  label: string;
  from: string;
  to: string;
}

/** 差异: field by field, before and after. */
export function ChangesTable({
  changes,
  from,
  to,
  label,
}: {
  changes: readonly Change[];
  from: string;
  to: string;
  label: string;
}) {
  return (
    <Table<Change>
      aria-label={label}
      size="small"
      rowKey="key"
      pagination={false}
      dataSource={[...changes]}
      columns={[
        { title: '项目', dataIndex: 'label', width: 200 },
        { title: from, dataIndex: 'from', render: (text: string) => (text ? <del>{text}</del> : '（空）') },
        { title: to, dataIndex: 'to', render: (text: string) => (text ? <ins>{text}</ins> : '（空）') },
      ]}
    />
  );
}
