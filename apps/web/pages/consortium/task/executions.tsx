import { Table } from 'antd';
import { formatDate, localDate } from '#domain/calendar/instant.js';
import type { ProjectTaskData } from '#domain/consortium/project-task/data.js';
import { formatWanYuan, parseWanYuan } from '#domain/money/fen.js';
import type { PanelProps } from '../../case/panels.js';
import { ToneTag } from '../../tone-tag.js';
import { taskData } from './knowledge.js';

interface Line {
  year: number;
  report?: NonNullable<ProjectTaskData['executions']>[number];
}

/** 年度执行报告 (E14): every year of the period, those that are missing too. */
export function Executions({ one, me }: PanelProps) {
  const data = taskData(one);
  const today = localDate(Date.parse(me.clock.now));
  const reports = data.executions ?? [];
  const first = Number(data.startsOn.slice(0, 4));
  const last = Number((today < data.endsOn ? today : data.endsOn).slice(0, 4));
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  const lines: Line[] = [...new Set([...years, ...reports.map(({ year }) => year)])].toSorted().map((year) => {
    const report = reports.find((one) => one.year === year);
    return { year, ...(report ? { report } : {}) };
  });
  const spent = reports.reduce((sum, report) => sum + parseWanYuan(report.spent), 0n);
  return (
    <Table<Line>
      aria-label="年度执行报告"
      size="small"
      rowKey="year"
      pagination={false}
      dataSource={lines}
      locale={{ emptyText: '实施期尚未开始。实施期内每年12月提醒牵头单位报送年度执行报告。' }}
      summary={() =>
        reports.length > 0 && (
          <Table.Summary.Row>
            <Table.Summary.Cell index={0} colSpan={2}>
              累计支出
            </Table.Summary.Cell>
            <Table.Summary.Cell index={2} align="right">
              {formatWanYuan(spent)}
            </Table.Summary.Cell>
            <Table.Summary.Cell index={3} colSpan={2}>
              财政资助 {formatWanYuan(BigInt(data.fiscalFen))} 万元，企业自筹承诺 {formatWanYuan(BigInt(data.selfRaisedFen))} 万元
            </Table.Summary.Cell>
          </Table.Summary.Row>
        )
      }
      columns={[
        { title: '年度', width: 70, dataIndex: 'year' },
        {
          title: '状态',
          width: 100,
          render: (_, { report }) =>
            report ? <ToneTag tone="passed">已提交</ToneTag> : <ToneTag tone="returned">待提交</ToneTag>,
        },
        {
          title: '支出（万元）',
          width: 120,
          align: 'right',
          render: (_, { report }) => (report ? formatWanYuan(parseWanYuan(report.spent)) : '—'),
        },
        { title: '执行情况', render: (_, { report }) => report?.progress ?? '—' },
        { title: '提交日期', width: 130, render: (_, { report }) => (report ? formatDate(report.on) : '—') },
      ]}
    />
  );
}
