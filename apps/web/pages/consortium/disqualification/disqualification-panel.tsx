import { Alert, Card, Flex } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { CaseDetail, Me } from '#apps/api/contract.js';
import { formatDate, formatDeadline, formatInstant, localDate } from '#domain/calendar/instant.js';
import type { DisqualificationData } from '#domain/consortium/disqualification/data.js';
import { disqualificationGrounds } from '#domain/consortium/vocabulary.js';
import { Attachments } from '../../case/attachments.js';
import { FileLink } from '../../case/file-link.js';
import type { PanelProps } from '../../case/panels.js';
import { holdsIn } from '../../case/posts.js';
import { Stages } from '../../case/stages.js';
import { fact, Facts, type Fact } from '../facts.js';
import { disqualificationData, disqualificationStages } from './knowledge.js';

/** 取消资格 (2.8): from the clue to the ban and its end, each step with what was found, said and decided. */
export function DisqualificationPanel({ one, me }: PanelProps) {
  const data = disqualificationData(one);
  return (
    <Flex vertical gap="middle">
      <Stages stages={disqualificationStages(data)} status={one.status} over={one.label} />
      <Attention one={one} me={me} data={data} />
      <Steps one={one} data={data} />
      <Step title="附件">
        <Attachments
          caseId={one.id}
          purposes={[
            { value: 'evidence', label: '证据材料' },
            { value: 'other', label: '其他材料' },
          ]}
          mayAdd={!one.ended && holdsIn(me, data.offices.province, 'VO', 'VD')}
          empty="没有附件。送达回证随登记步骤上传后在此列出。"
        />
      </Step>
    </Flex>
  );
}

function Step({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card size="small" title={title}>
      {children}
    </Card>
  );
}

/** Every step that has come so far, in its order. */
function Steps({ one, data }: { one: CaseDetail; data: DisqualificationData }) {
  const names = (ids: readonly string[]) => ids.map((id) => one.names[id] ?? id).join('、');
  const file = (id: string) => <FileLink caseId={one.id} id={id} />;
  const steps: [title: string, facts: Fact[]][] = [
    [
      '线索',
      [
        ...fact('创新联合体', <Link to={`/cases/${data.consortiumId}`}>{data.consortium}</Link>),
        ...fact('牵头单位', one.names[data.offices.lead]),
        ...fact('情形', disqualificationGrounds.find(({ value }) => value === data.ground)?.label, 2),
        ...fact('线索内容', data.fact, 2),
      ],
    ],
    ['调查', [...fact('调查人员', data.investigators && names(data.investigators), 2), ...fact('调查认定', data.findings, 2)]],
    [
      '事先告知与陈述申辩',
      [
        ...fact('告知书签收日期', data.receipt && formatDate(data.receipt.on)),
        ...fact('送达回证', data.receipt && file(data.receipt.file)),
        ...fact('陈述申辩', data.plea && `${formatInstant(data.plea.at)} ${data.plea.text}`, 2),
      ],
    ],
    [
      '决定',
      [
        ...fact('会议纪要号', data.minutesNo),
        ...fact('决定文号', data.decisionNo),
        ...fact('点名单位', (data.named ?? []).length > 0 && `${names(data.named!)}（一并禁入）`, 2),
      ],
    ],
    [
      '送达与禁入',
      data.ban
        ? [
            ...fact('决定书送达日', formatDate(data.servedOn!)),
            ...fact('送达回证', data.serviceReceipt && file(data.serviceReceipt)),
            ...fact('禁入单位', names(data.ban.units), 2),
            ...fact('禁入期首日', `${formatDate(localDate(data.ban.from))}（送达日起生效）`),
            ...fact('禁入期末日', `${formatDate(data.ban.lastDay)}（含当日，不因节假日顺延）`),
            ...fact('禁入范围', '3年内不得牵头组建其他创新联合体，不得作为其核心成员；不影响一般成员身份和其他申报。', 2),
            ...fact('信用记录', `已记入${data.ban.units.length}家单位的信用记录（${data.decisionNo ?? '—'}）`, 2),
          ]
        : [],
    ],
    [
      '复核与解除',
      [
        ...fact('复核申请', data.review && `${formatInstant(data.review.at)} ${data.review.reason}`, 2),
        ...fact('暂停执行', data.suspendedEffect?.reason, 2),
        ...fact(
          '提前解除（信用修复）',
          data.lifted && `${formatInstant(data.lifted.at)} ${data.lifted.documentNo}：${data.lifted.reason}`,
          2,
        ),
      ],
    ],
  ];
  return steps
    .filter(([, facts]) => facts.length > 0)
    .map(([title, facts]) => (
      <Step key={title} title={title}>
        <Facts facts={facts} />
      </Step>
    ));
}

/** What the reader has to know first: who sees this, until when to be heard, what holds now. */
function Attention({ one, me, data }: { one: CaseDetail; me: Me; data: DisqualificationData }) {
  const until = (name: string) => one.forecast.find((instant) => instant.name === name)?.at;
  const pleadBy = until('plea-over');
  const reviewBy = until('review-over');
  const mine = holdsIn(me, data.offices.lead, 'LD');
  if (one.status === 'clue' || one.status === 'investigating')
    return <Alert type="info" showIcon title="内部办理：事先告知之前，牵头和成员单位看不到本事项。" />;
  if (one.status === 'notice')
    return (
      <Alert
        type="warning"
        showIcon
        title={
          pleadBy
            ? `${mine ? '贵单位' : '牵头单位'}可在${formatDeadline(pleadBy)}前陈述申辩。`
            : '告知书送达后5个工作日内可陈述申辩，期限自签收日起计算。'
        }
      />
    );
  if (one.status === 'effective' && reviewBy)
    return (
      <Alert
        type="warning"
        showIcon
        title={`决定已生效。牵头单位可在${formatDeadline(reviewBy)}前申请复核；复核期间不停止执行，另有决定的除外。`}
      />
    );
  if (one.status === 'final')
    return <Alert type="warning" showIcon title={`禁入至${formatDate(data.ban!.lastDay)}，期满自行解除。`} />;
  if (one.status === 'revoked') return <Alert type="success" showIcon title="决定已撤销，禁入解除，联合体恢复运行。" />;
  return null;
}
