import { Form, Input } from 'antd';
import type { AccountDetail } from '#apps/api/contract.js';
import { EntryDialog } from './entry-dialog.js';
import { UnitSelect } from './unit-select.js';

interface Entry {
  name: string;
  login?: string;
  email: string;
  phone?: string;
  unitId: string;
}

/** 新建 or 编辑 an account; a new one is activated by the person, by mail. */
export function AccountDialog({ person, close }: { person?: AccountDetail; close: () => void }) {
  return (
    <EntryDialog<Entry>
      title={person ? '编辑账号' : '新建账号'}
      close={close}
      initial={
        person ? { name: person.name, email: person.email ?? '', phone: person.phone ?? undefined, unitId: person.unit?.id } : {}
      }
      method={person ? 'PUT' : 'POST'}
      path={person ? `/admin/people/${person.id}` : '/admin/people'}
      body={({ login, phone, ...values }) => ({ ...values, ...(login ? { login } : {}), ...(phone ? { phone } : {}) })}
      done={person ? '已保存' : '账号已建立，激活邮件已发送'}
    >
      <Form.Item name="name" label="姓名" rules={[{ required: true, message: '请填写姓名' }]}>
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
      <Form.Item name="unitId" label="所属单位" rules={[{ required: true, message: '请选择所属单位' }]}>
        <UnitSelect label="所属单位" known={person?.unit ?? null} />
      </Form.Item>
      <Form.Item
        name="email"
        label="邮箱"
        extra="激活和重置密码的链接发到此邮箱"
        rules={[{ required: true, type: 'email', message: '请填写有效的邮箱' }]}
      >
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name="phone" label="电话" rules={[{ pattern: /^[\d-]{7,20}$/, message: '电话只能含数字和“-”' }]}>
        <Input maxLength={20} autoComplete="off" />
      </Form.Item>
      {!person && (
        <Form.Item
          name="login"
          label="登录名"
          extra="不填则用邮箱登录"
          rules={[{ pattern: /^[\w.@-]{3,100}$/, message: '登录名为3位以上字母、数字或 . _ - @' }]}
        >
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
      )}
    </EntryDialog>
  );
}
