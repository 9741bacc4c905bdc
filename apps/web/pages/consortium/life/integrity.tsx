import { Card, Table } from 'antd';
import { formatInstant } from '#domain/calendar/instant.js';
import type { IntegrityRecord } from '#domain/consortium/life/data.js';
import { LineAct } from '../../case/act/line-act.js';
import { ToneTag } from '../../tone-tag.js';
import type { LifeProps } from './life-panel.js';
import { consortiumData } from './use-life.js';

const kinds = { sanction: '追责惩戒', transfer: '移交有关部门' } as const;

/** 科研诚信 (B33). */
export function Integrity({ one }: LifeProps) {
  const { integrity = [] } = consortiumData(one);
  return (
    <Card size="small" title="科研诚信处理" extra={<LineAct on="record-integrity" given={{}} about={one.title} />}>
      <Table<IntegrityRecord>
        aria-label="科研诚信处理"
        size="small"
        rowKey="at"
        pagination={false}
        dataSource={integrity.toReversed()}
        locale={{ emptyText: '没有科研诚信处理记录。' }}
        columns={[
          { title: '时间', className: 'nowrap', width: 150, render: (_, record) => formatInstant(record.at) },
          {
            title: '处理方式',
            width: 130,
            render: (_, record) => (
              <ToneTag tone={record.kind === 'sanction' ? 'returned' : 'refused'}>{kinds[record.kind]}</ToneTag>
            ),
          },
          { title: '单位', width: 220, render: (_, record) => one.names[record.unitId] ?? record.unitId },
          { title: '事实', dataIndex: 'fact' },
          { title: '文号', width: 170, dataIndex: 'documentNo' },
        ]}
      />
    </Card>
  );
}
