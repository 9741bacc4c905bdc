import { Descriptions } from 'antd';
import { formatDate } from '#domain/calendar/instant.js';
import { regionName } from '#domain/organisation/regions.js';
import type { CallBody } from './pages.js';

/** A1: issuer, addressees, forms, closing and contacts of a call. */
export function CallNotice({ body }: { body: CallBody }) {
  return (
    <Descriptions
      bordered
      size="small"
      column={1}
      items={[
        { key: 'issuer', label: '发文机关', children: body.issuer },
        { key: 'issued', label: '发文日期', children: body.issueDate ? formatDate(body.issueDate) : '—' },
        {
          key: 'to',
          label: `主送（${body.addressees.length}个州市）`,
          children: body.addressees.map((code) => `${regionName(code) ?? code}工信局`).join('、'),
        },
        { key: 'closing', label: '州市报送截止', children: `${formatDate(body.closingDate)} 24:00（含当日）` },
        { key: 'forms', label: '附件表格', children: body.forms.join('、') },
        { key: 'office', label: '联系处室', children: body.office },
        { key: 'phones', label: '联系电话', children: body.phones.join('、') },
        { key: 'fax', label: '传真', children: body.fax ?? '—' },
        { key: 'mailbox', label: '电子邮箱', children: body.mailbox },
        {
          key: 'how',
          label: '申报方式',
          children: '项目业主登录本系统填报，并将纸质和电子申报表报项目所在县（市、区）工信部门；县级、州（市）逐级审核。',
        },
      ]}
    />
  );
}
