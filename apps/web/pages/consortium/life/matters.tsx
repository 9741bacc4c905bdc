import { Card, Flex, Table } from 'antd';
import { Link } from 'react-router';
import type { LifeChild } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import type { SupervisionNote } from '#domain/consortium/life/data.js';
import { LineAct } from '../../case/act/line-act.js';
import { ToneTag } from '../../tone-tag.js';
import type { LifeProps } from './life-panel.js';
import { consortiumData, ofProcess } from './use-life.js';

const answers: Record<string, string> = {
  satisfied: '满意',
  mostly: '基本满意',
  unsatisfied: '不满意',
  silent: '未反馈，视为确认',
};

/** 需协调事项 (2.11) and 督促指导 (B31). */
export function Matters({ one, life }: LifeProps) {
  const { supervision = [] } = consortiumData(one);
  return (
    <Flex vertical gap="middle">
      <Card size="small" title="需协调事项" extra={<LineAct on="raise-matter" given={{}} about={one.title} />}>
        <MattersTable
          matters={ofProcess(life, 'coordination')}
          empty="没有需协调事项。年度报告中的需政府协调事项报送后自动列入，成员单位也可随时提出。"
        />
      </Card>
      <Card size="small" title="督促指导" extra={<LineAct on="supervise" given={{}} about={one.title} />}>
        <Table<SupervisionNote>
          aria-label="督促指导"
          size="small"
          rowKey="at"
          pagination={false}
          dataSource={supervision.toReversed()}
          locale={{ emptyText: '没有督促指导记录。' }}
          columns={[
            { title: '时间', className: 'nowrap', width: 150, render: (_, note) => formatInstant(note.at) },
            {
              title: '督促指导人',
              width: 240,
              render: (_, note) => [one.names[note.unit], one.names[note.by]].filter(Boolean).join(' '),
            },
            { title: '内容', dataIndex: 'text' },
          ]}
        />
      </Card>
    </Flex>
  );
}

/** Items of coordination, each with where it stands and what the raiser thinks of the answer. */
export function MattersTable({ matters, empty }: { matters: LifeChild<'coordination'>[]; empty: string }) {
  return (
    <Table<LifeChild<'coordination'>>
      aria-label="需协调事项"
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={matters}
      locale={{ emptyText: empty }}
      columns={[
        { title: '事项', render: (_, matter) => <Link to={`/cases/${matter.id}`}>{matter.title}</Link> },
        { title: '提出', className: 'nowrap', width: 150, render: (_, matter) => formatInstant(Date.parse(matter.openedAt)) },
        { title: '环节', width: 110, render: (_, matter) => <ToneTag tone={matter.tone}>{matter.label}</ToneTag> },
        { title: '提出单位评价', width: 130, render: (_, { facts }) => answers[facts.satisfaction ?? ''] ?? '—' },
      ]}
    />
  );
}
