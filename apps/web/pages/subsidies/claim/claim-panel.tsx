import { Alert, Descriptions, Flex, Tabs } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { CaseDetail } from '#apps/api/contract.js';
import { formatDate, formatDeadline, localDate } from '#domain/calendar/instant.js';
import type { ClaimData } from '#domain/subsidy/claim/data.js';
import { claimForm } from '#domain/subsidy/form.js';
import { measures } from '#domain/subsidy/measures.js';
import { Attachments, useAttachments } from '../../case/attachments.js';
import { DocumentPanel } from '../../case/documents/document-panel.js';
import type { PanelProps } from '../../case/panels.js';
import { wan } from '../../payments/labels.js';
import { ToneTag } from '../../tone-tag.js';
import { measureLabel } from '../labels.js';
import { NotReckoned, Trace } from '../trace.js';
import { checkClaim } from './check.js';

const claimData = (one: CaseDetail) => one.data as unknown as ClaimData;
const writing = ['draft', 'returned'];
const reckoned = ['calculating', 'verifying', 'meeting', 'exhausted'];

/** 补助申报: what is claimed, its proofs, how the award was reckoned, and where the money is. */
export function ClaimPanel({ one, me }: PanelProps) {
  const data = claimData(one);
  const files = useAttachments(one.id);
  const measure = measures[data.measure];
  const writes = writing.includes(one.status) && me.units.some(({ id }) => id === data.offices.owner);
  const missing = measure.evidence.filter(({ key }) => !files.data?.some(({ purpose }) => purpose === key));
  const [tab, setTab] = useState(reckoned.includes(one.status) ? 'trace' : 'form');
  const items = [
    {
      key: 'form',
      label: '申报表',
      children: (
        <DocumentPanel
          one={one}
          name="form"
          form={claimForm(data.measure)}
          check={(content) => checkClaim(data, content)}
          empty="申报表尚未提交。"
        />
      ),
    },
    {
      key: 'files',
      label: `证明材料 ${files.data?.length ?? ''}`,
      children: (
        <>
          {writes && missing.length > 0 && (
            <Alert
              type="info"
              showIcon
              style={{ marginBottom: 8 }}
              title={`还需上传 ${missing.length} 类材料`}
              description={
                <ul className="evidence-list">
                  {missing.map(({ key, label }) => (
                    <li key={key}>{label}</li>
                  ))}
                </ul>
              }
            />
          )}
          <Attachments
            caseId={one.id}
            purposes={[
              ...measure.evidence.map(({ key, label }) => ({ value: key, label })),
              { value: 'other', label: '其他材料' },
            ]}
            mayAdd={writes}
          />
        </>
      ),
    },
    { key: 'trace', label: '核算', children: data.assessment ? <Trace assessment={data.assessment} /> : <NotReckoned /> },
    { key: 'award', label: '核定与支付', children: <Award one={one} /> },
  ];
  return (
    <Flex vertical gap="small">
      <Descriptions
        bordered
        size="small"
        column={3}
        items={[
          { key: 'measure', label: '措施', children: measureLabel(data.measure), span: 2 },
          { key: 'year', label: '补助年度', children: data.year },
          { key: 'call', label: '申报批次', children: <Link to={`/cases/${data.callId}`}>查看</Link> },
          { key: 'closes', label: '申报截止', children: formatDeadline(data.windowCloses) },
          {
            key: 'office',
            label: '受理',
            children: data.direct ? '省科技厅直接受理' : `由${one.names[data.offices.recommender ?? ''] ?? '推荐单位'}推荐`,
          },
        ]}
      />
      {/* One document is written at a time; leaving its tab saves it. */}
      <Tabs items={items} activeKey={tab} onChange={setTab} destroyOnHidden className="project-tabs" />
    </Flex>
  );
}

/** From the meeting to the bank. */
function Award({ one }: { one: CaseDetail }) {
  const data = claimData(one);
  const facts: [label: string, value: string | number | undefined][] = [
    ['会议纪要号', data.minutesNo],
    ['公示截止', data.noticeUntil && formatDeadline(data.noticeUntil)],
    ['核定文号', data.planNo],
    ['核定金额', data.approvedAt ? `${wan(data.awardFen!)} 万元` : undefined],
    ['核定日期', data.approvedAt && formatDate(localDate(data.approvedAt))],
    ['预算年度', data.budgetYear],
    ['资金下达文件', data.documentNo],
    ['支付凭证号', data.receipt],
    ['收款账户', data.account && `${data.account.name} ${data.account.bank} ${data.account.number}`],
    ['已追回', data.recoveredFen && `${wan(data.recoveredFen)} 万元`],
  ];
  return (
    <Flex vertical gap="small">
      {data.bounced && <Alert type="warning" showIcon title={`款项被银行退回：${data.bounced}。请更正收款账户后重新支付。`} />}
      {one.status === 'queued' && (
        <Alert type="info" showIcon title="当年预算不足，已按核定顺序编入下年度部门预算，核定金额和补助年度不变（E6）。" />
      )}
      {one.status === 'exhausted' && (
        <Alert
          type="warning"
          showIcon
          title={
            data.quotaClosed
              ? '额度已满，名单已经审议，不再重新核算。'
              : '额度已满。审议前如有额度释放，按核算顺序自动重新核算并通知本单位。'
          }
        />
      )}
      <Descriptions
        bordered
        size="small"
        column={2}
        items={facts.map(([label, value]) => ({ key: label, label, children: value ?? '—' }))}
      />
      <div>
        <ToneTag tone={one.tone}>{one.label}</ToneTag>
      </div>
    </Flex>
  );
}
