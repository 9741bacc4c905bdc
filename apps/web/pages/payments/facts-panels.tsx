import { Card, Descriptions, Table } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { CaseDetail } from '#apps/api/contract.js';
import { formatDate } from '#domain/calendar/instant.js';
import type { DisbursementData, InstalmentData } from '#domain/disbursement/data.js';
import type { BudgetData } from '#domain/payment/budget/process.js';
import type { BankAccount } from '#domain/payment/payable.js';
import type { RecoveryData } from '#domain/payment/recovery/process.js';
import { InstalmentsTable } from './instalments-table.js';
import { lineLabel, triggerLabels, wan } from './labels.js';

const money = (fen: string | undefined) => (fen === undefined ? '—' : `${wan(fen)} 万元`);
const accountText = ({ name, bank, number }: BankAccount) => `${name} ${bank} ${number}`;

function Facts({ title, facts, children }: { title: string; facts: [label: string, value: ReactNode][]; children?: ReactNode }) {
  return (
    <Card size="small" title={title}>
      <Descriptions
        bordered
        size="small"
        column={2}
        items={facts.map(([label, value]) => ({ key: label, label, children: value ?? '—' }))}
      />
      {children}
    </Card>
  );
}

export function BudgetPanel({ one }: { one: CaseDetail }) {
  const budget = one.data as unknown as BudgetData;
  return (
    <Facts
      title="预算"
      facts={[
        ['预算项目', lineLabel(budget.line)],
        ['年度', budget.year],
        ['已确认预算', money(budget.setFen)],
        ['待复核', budget.proposed ? `${money(budget.proposed.fen)}（${budget.proposed.documentNo}）` : '无'],
        ['执行情况', <Link to="/payments/budgets">查看余额和待安排事项</Link>],
      ]}
    />
  );
}

export function RecoveryPanel({ one }: { one: CaseDetail }) {
  const owed = one.data as unknown as RecoveryData;
  return (
    <Facts
      title="资金追回"
      facts={[
        ['退款单位', owed.debtor.name],
        ['原事项', <Link to={`/cases/${owed.of.caseId}`}>{owed.title.replace(/^追回：/, '')}</Link>],
        ['已支付', money(owed.paidFen)],
        ['应退回', money(owed.fen)],
        ['已退回', money(String(owed.received.reduce((sum, { fen }) => sum + BigInt(fen), 0n)))],
        ['决定文号', owed.decisionNo],
        ['事由', owed.ground],
      ]}
    >
      <Table
        aria-label="退回计划"
        size="small"
        style={{ marginTop: 12 }}
        rowKey="on"
        pagination={false}
        dataSource={owed.due}
        columns={[
          { title: '期次', render: (_, _row, n) => `第${n + 1}期` },
          { title: '退回期限', render: (_, row) => formatDate(row.on) },
          { title: '金额（万元）', align: 'end', render: (_, row) => wan(row.fen) },
        ]}
      />
      <Table
        aria-label="退回记录"
        size="small"
        style={{ marginTop: 12 }}
        rowKey="ref"
        pagination={false}
        dataSource={owed.received}
        locale={{ emptyText: '还没有退回记录。' }}
        columns={[
          { title: '缴款日期', render: (_, row) => formatDate(row.on) },
          { title: '缴款凭证号', dataIndex: 'ref' },
          { title: '金额（万元）', align: 'end', render: (_, row) => wan(row.fen) },
        ]}
      />
    </Facts>
  );
}

export function DisbursementPanel({ one }: { one: CaseDetail }) {
  const plan = one.data as unknown as DisbursementData;
  return (
    <Facts
      title="拨付计划"
      facts={[
        ['承担单位', plan.payee.name],
        ['创新联合体', <Link to={`/cases/${plan.consortiumId}`}>查看联合体</Link>],
        ...(plan.taskId
          ? ([['项目任务', <Link to={`/cases/${plan.taskId}`}>查看任务书和进展</Link>]] as [string, ReactNode][])
          : []),
        ['财政资助总额', money(plan.totalFen)],
        ['企业自筹承诺', money(plan.pledgedFen)],
        ['拨付比例', plan.template],
        ['任务书编号', plan.taskBookNo],
        ['收款账户', accountText(plan.account)],
        ...(plan.terminated ? ([['终止原因', plan.terminated.reason]] as [string, ReactNode][]) : []),
      ]}
    >
      <div style={{ marginTop: 12 }}>
        <InstalmentsTable planId={one.id} plan={plan} />
      </div>
    </Facts>
  );
}

export function InstalmentPanel({ one }: { one: CaseDetail }) {
  const part = one.data as unknown as InstalmentData;
  return (
    <Facts
      title="分期拨款"
      facts={[
        ['拨付计划', <Link to={`/cases/${part.planId}`}>查看全部各期</Link>],
        ['期次', `第${part.no}期（共${part.of}期）`],
        ['拨款条件', triggerLabels[part.trigger]],
        ['金额', money(part.fen)],
        ['财政资金累计（含本期）', money(part.cumulativeFen)],
        [part.no === 1 ? '企业自筹承诺' : '企业自筹累计到位', money(part.no === 1 ? part.pledgedFen : part.arrivedFen)],
        ['收款单位', part.payee.name],
        ['收款账户', accountText(part.account)],
        ...(part.withheldFor ? ([['暂缓原因', part.withheldFor]] as [string, ReactNode][]) : []),
      ]}
    />
  );
}
