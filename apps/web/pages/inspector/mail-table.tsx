import { Empty, Table, type TableColumnsType } from 'antd';
import type { InspectedMail } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import { ConfirmAct } from '../admin/confirm-act.js';
import { ToneTag } from '../tone-tag.js';

/** States of a mail, with the tone each is shown in. */
export const mailStates: Record<string, [label: string, tone: string]> = {
  queued: ['… 待发送', 'review'],
  sent: ['✓ 已发送', 'passed'],
  bounced: ['✕ 被退回', 'refused'],
  failed: ['✕ 多日未发出', 'refused'],
  expired: ['○ 过期未发', 'ended'],
  muted: ['不发送', 'ended'],
};

export function mailColumns<T extends InspectedMail>(mayAct: boolean): TableColumnsType<T> {
  return [
    {
      title: '状态',
      render: (_, mail) => {
        const [label, tone] = mailStates[mail.status] ?? [mail.status, 'draft'];
        return <ToneTag tone={tone}>{label}</ToneTag>;
      },
    },
    { title: '主题', dataIndex: 'subject' },
    { title: '收件地址', dataIndex: 'address' },
    { title: '生成', render: (_, mail) => formatInstant(Date.parse(mail.createdAt)) },
    { title: '发出', render: (_, mail) => (mail.sentAt ? formatInstant(Date.parse(mail.sentAt)) : '—') },
    { title: '次数', dataIndex: 'attempts' },
    {
      title: '错误',
      render: (_, mail) => (
        <>
          {mail.error ?? '—'}
          {mail.nextAttempt && <div>{formatInstant(Date.parse(mail.nextAttempt))} 再次发送</div>}
        </>
      ),
    },
    ...(mayAct ? [{ title: '操作', render: (_: unknown, mail: T) => <Resend mail={mail} /> }] : []),
  ];
}

export function MailTable({ mails, mayAct }: { mails: InspectedMail[]; mayAct: boolean }) {
  return (
    <Table
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={mails}
      columns={mailColumns<InspectedMail>(mayAct)}
      locale={{ emptyText: <Empty description={<span style={{ color: '#434343' }}>该事项尚未发出通知。</span>} /> }}
    />
  );
}

function Resend({ mail }: { mail: InspectedMail }) {
  if (mail.status !== 'failed' && mail.status !== 'bounced') return '—';
  return (
    <ConfirmAct
      label="重发"
      effect="该邮件将重新进入发送队列，发往收件人目前登记的邮箱；内容不变。"
      path={`/inspector/mails/${mail.id}/sending`}
      reason
      done="已进入发送队列"
    />
  );
}
