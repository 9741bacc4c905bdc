import { Card, Descriptions } from 'antd';
import type { CallData } from '#domain/call/data.js';
import { formatDate } from '#domain/calendar/instant.js';

/** A1 everything the public notice page of the call shows. */
export function NoticeCard({ call }: { call: CallData }) {
  const count = Object.keys(call.prefectures).length;
  const items: [label: string, value: string][] = [
    ['发文机关', call.issuer],
    ['文号', call.documentNo ?? '发布时填写'],
    ['发文日期', call.issueDate ? formatDate(call.issueDate) : '发布时填写'],
    ['主送', `${count} 个州（市）工业和信息化局`],
    ['附件表格', call.forms.join('、')],
    ['责任处室', call.office || '未填写'],
    ['联系电话', call.phones.join('、') || '未填写'],
    ['传真', call.fax || '—'],
    ['机关纪委监督电话', call.supervisionPhone || '未填写'],
    ['电子邮箱', call.mailbox || '未填写'],
    ['前期手续办结时限', `${formatDate(call.preworkBefore)}前`],
    ['专家评审', call.expertRound ? '组织' : '不组织'],
  ];
  return (
    <Card size="small" title="通知内容">
      <Descriptions size="small" column={1} items={items.map(([label, children]) => ({ key: label, label, children }))} />
    </Card>
  );
}
