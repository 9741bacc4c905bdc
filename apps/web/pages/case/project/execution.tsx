import { Alert, Flex, Table } from 'antd';
import type { MonthlyReport } from '#apps/api/contract.js';
import { formatDate, formatInstant } from '#domain/calendar/instant.js';
import { monthNames, monthsOwed } from '#domain/key-project/months.js';
import { formatWanYuan, parseWanYuan } from '#domain/money/fen.js';
import type { PanelProps } from '../panels.js';
import { projectData, shownForm, useMonthlyReports } from './knowledge.js';
import { ToneTag } from '../../tone-tag.js';

const reportedKinds = { stop: '停工/缓建', resume: '复工', completed: '竣工投产' };

/** 实施进展: month by month against the year's plan, and what the owner has reported for the county to confirm. */
export function Execution({ one, me }: PanelProps) {
  const data = projectData(one);
  const reports = useMonthlyReports(one);
  const rows = reports.data ?? [];
  const owed = ['exec'].includes(one.status)
    ? monthsOwed(
        data.year,
        rows.map((row) => row.month),
        Date.parse(me.clock.now),
      )
    : [];
  const done = rows.filter((row) => row.month.startsWith(`${data.year}-`)).reduce((sum, row) => sum + BigInt(row.monthFen), 0n);
  const plan = planOf(shownForm(one).plan);
  return (
    <Flex vertical gap="middle">
      {data.reported && (
        <Alert
          type="warning"
          showIcon
          title={`申报单位报告${reportedKinds[data.reported.kind]}（${formatDate(data.reported.date)}），待县级核实确认`}
          description={data.reported.reason}
        />
      )}
      {data.completedOn && <Alert type="success" showIcon title={`${formatDate(data.completedOn)}竣工投产，县级已现场核查。`} />}
      {data.removed && (
        <Alert
          type="error"
          showIcon
          title={`${formatDate(data.removed.date)}调出计划（文号：${data.removed.documentNo}），不再按月填报。`}
        />
      )}
      {owed.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={`待填报 ${owed.length} 个月：${monthNames(owed)}`}
          description="每月5日前填报上月进展，可补填以前月份；点击下方“填报月度进展”。"
        />
      )}
      {plan !== undefined && plan > 0n && (
        <div className="progress-line">
          <span>
            {data.year}年计划投资 {formatWanYuan(plan)} 万元
          </span>
          <meter min={0} max={100} value={Number((done * 100n) / plan)} aria-label="年度计划完成率" />
          <strong>
            已完成 {formatWanYuan(done)} 万元（{(Number((done * 1000n) / plan) / 10).toFixed(1)}%）
          </strong>
        </div>
      )}
      <Table<MonthlyReport>
        aria-label="月度报告"
        size="small"
        rowKey="month"
        loading={reports.isPending && reports.isEnabled}
        dataSource={rows.toReversed()}
        pagination={false}
        locale={{ emptyText: one.status === 'listed' ? '计划年度开始后按月填报。' : '尚未填报月度进展。' }}
        columns={[
          { title: '月份', dataIndex: 'month', width: 100 },
          { title: '当月投资（万元）', align: 'right', width: 140, render: (_, row) => formatWanYuan(BigInt(row.monthFen)) },
          { title: '累计投资（万元）', align: 'right', width: 140, render: (_, row) => formatWanYuan(BigInt(row.cumulativeFen)) },
          { title: '形象进度', dataIndex: 'progress' },
          { title: '存在问题', render: (_, row) => (row.problems ? <ToneTag tone="returned">{row.problems}</ToneTag> : '—') },
          { title: '填报时间', width: 150, render: (_, row) => formatInstant(Date.parse(row.submittedAt)) },
        ]}
      />
    </Flex>
  );
}

function planOf(value: unknown): bigint | undefined {
  try {
    return typeof value === 'string' ? parseWanYuan(value) : undefined;
  } catch {
    return undefined;
  }
}
