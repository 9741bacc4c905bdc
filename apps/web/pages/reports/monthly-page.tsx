import { useQuery } from '@tanstack/react-query';
import { App, Button, Empty, Flex, Select, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import type { CallSummary, MonthlyCell, MonthlyLine } from '#apps/api/contract.js';
import { projectTypes } from '#domain/key-project/form.js';
import { completionRate, monthlyTotal } from '#domain/key-project/monthly.js';
import { monthName } from '#domain/key-project/months.js';
import { formatWanYuan } from '#domain/money/fen.js';
import { regionName } from '#domain/organisation/regions.js';
import { api } from '../../data/client.js';
import { download } from '../../data/files.js';
import { search } from '../../data/pages.js';
import { PageTitle } from '../admin/page-title.js';
import { PrintedBy } from '../printed-by.js';
import { Loaded } from '../calls/load.js';
import { useAsked, type Asked } from './asked.js';

/** 月度调度表 (2.1): by prefecture and type count, plan, completed and rate; every number of projects opens them. */
export function MonthlyPage() {
  const { asked, error, refetch } = useAsked();
  return (
    <div className="wide-print">
      <div className="no-print">
        <PageTitle>月度调度表</PageTitle>
      </div>
      <Loaded query={{ data: asked, error, refetch }}>
        {(given) =>
          given.call ? (
            <Report asked={given} call={given.call} />
          ) : (
            <Empty description="还没有已发布的申报批次。列入计划的项目按月填报后在此汇总。" />
          )
        }
      </Loaded>
      <PrintedBy />
    </div>
  );
}

function Report({ asked, call }: { asked: Asked; call: CallSummary }) {
  const { calls, month, change } = asked;
  const { message } = App.useApp();
  const query = search({ callId: call.id, month });
  const lines = useQuery({
    queryKey: ['monthly', call.id, month],
    queryFn: () => api<MonthlyLine[]>('GET', `/reports/monthly?${query}`),
  });
  const take = () => download(`/reports/monthly.xlsx?${query}`).catch((fault: Error) => void message.error(fault.message));
  return (
    <>
      <Flex gap="small" align="center" className="no-print" style={{ marginBottom: 12 }}>
        <Select
          aria-label="批次"
          style={{ width: 420 }}
          value={call.id}
          options={calls.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={(callId: string) => change({ callId, month: '' })}
        />
        <Select
          aria-label="月份"
          style={{ width: 130 }}
          value={month}
          options={Array.from({ length: 12 }, (_, at) => `${call.year}-${String(at + 1).padStart(2, '0')}`).map((value) => ({
            value,
            label: monthName(value),
          }))}
          onChange={(value: string) => change({ callId: call.id, month: value })}
        />
        <Flex gap="small" style={{ marginInlineStart: 'auto' }}>
          <Button onClick={() => void take()}>导出Excel</Button>
          <Button onClick={() => window.print()}>打印</Button>
        </Flex>
      </Flex>
      <h3 className="print-only">
        {call.year}年重点项目月度调度表（{monthName(month)}）
      </h3>
      <Loaded query={lines}>{(rows) => <MonthlyTable rows={rows} call={call} month={month} />}</Loaded>
    </>
  );
}

function MonthlyTable({ rows, call, month }: { rows: MonthlyLine[]; call: CallSummary; month: string }) {
  const total = monthlyTotal(rows);
  const opens = (count: number, cell: MonthlyCell, what: string, where: { prefecture?: string; type?: string }) =>
    count === 0 ? (
      '0'
    ) : (
      <Link
        aria-label={`${what} ${count}`}
        to={`/reports/monthly/projects?${search({ callId: call.id, month, cell, ...where })}`}
      >
        {count}
      </Link>
    );
  const cells: [cell: MonthlyCell, title: string][] = [
    ['count', '项目数'],
    ['reported', '本月已报'],
    ['paused', '停缓建'],
    ['done', '竣工投产'],
  ];
  const nameOf = (row: MonthlyLine) => `${regionName(row.prefectureCode)}${typeName(row.type)}`;
  const counts = (from: number, to: number): TableColumnsType<MonthlyLine> =>
    cells.slice(from, to).map(([cell, title]) => ({
      title,
      align: 'right',
      width: 90,
      render: (_, row) => opens(row[cell], cell, `${nameOf(row)}${title}`, { prefecture: row.prefectureCode, type: row.type }),
    }));
  const money = (title: string, key: 'planFen' | 'monthFen' | 'completedFen') => ({
    title: `${title}（万元）`,
    align: 'right' as const,
    render: (_: unknown, row: MonthlyLine) => formatWanYuan(BigInt(row[key])),
  });
  return (
    <>
      <Table<MonthlyLine>
        aria-label="月度调度表"
        rowKey={(row) => `${row.prefectureCode} ${row.type}`}
        size="small"
        bordered
        pagination={false}
        dataSource={rows}
        locale={{
          emptyText: (
            <Empty description="本批次还没有列入计划的项目。公示期满列入计划后，企业每月5日前填报上月进展，在此按州（市）和类型汇总。" />
          ),
        }}
        columns={[
          {
            title: '州（市）',
            width: 170,
            render: (_, row) => regionName(row.prefectureCode),
            onCell: (row, index) => ({ rowSpan: spanOf(rows, row, index ?? 0) }),
          },
          { title: '项目类型', width: 100, render: (_, row) => typeName(row.type) },
          ...counts(0, 2),
          money('年度计划投资', 'planFen'),
          money('当月完成', 'monthFen'),
          money('累计完成', 'completedFen'),
          {
            title: '完成率',
            width: 90,
            align: 'right',
            render: (_, row) => completionRate(BigInt(row.completedFen), BigInt(row.planFen)) ?? '—',
          },
          ...counts(2, 4),
        ]}
        {...(rows.length > 0
          ? {
              summary: () => (
                <Table.Summary.Row className="sum">
                  <Table.Summary.Cell index={0} colSpan={2}>
                    合计
                  </Table.Summary.Cell>
                  {cells.slice(0, 2).map(([cell, title], at) => (
                    <Table.Summary.Cell key={cell} index={2 + at} align="right">
                      {opens(total[cell], cell, `合计${title}`, {})}
                    </Table.Summary.Cell>
                  ))}
                  {[total.planFen, total.monthFen, total.completedFen].map((fen, at) => (
                    <Table.Summary.Cell key={at} index={4 + at} align="right">
                      {formatWanYuan(fen)}
                    </Table.Summary.Cell>
                  ))}
                  <Table.Summary.Cell index={7} align="right">
                    {completionRate(total.completedFen, total.planFen) ?? '—'}
                  </Table.Summary.Cell>
                  {cells.slice(2).map(([cell, title], at) => (
                    <Table.Summary.Cell key={cell} index={8 + at} align="right">
                      {opens(total[cell], cell, `合计${title}`, {})}
                    </Table.Summary.Cell>
                  ))}
                </Table.Summary.Row>
              ),
            }
          : {})}
      />
      <p className="hint">
        累计完成为当年1月至所选月份之和；完成率＝累计完成÷年度计划投资；停缓建、竣工投产为所选月份月末状态。只统计您权限范围内的项目。
      </p>
    </>
  );
}

/** A prefecture's lines share one cell. */
function spanOf(rows: MonthlyLine[], row: MonthlyLine, index: number): number {
  if (rows[index - 1]?.prefectureCode === row.prefectureCode) return 0;
  return rows.filter((one) => one.prefectureCode === row.prefectureCode).length;
}

const typeName = (type: string) => projectTypes.find((one) => one.value === type)?.label ?? type;
