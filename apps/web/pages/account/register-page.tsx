import { useMutation } from '@tanstack/react-query';
import { Button, Divider, Form, Input, Result, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { NewRegistration, Registered } from '#apps/api/contract.js';
import { countiesOf, prefectures } from '#domain/organisation/regions.js';
import { checkUscc } from '#domain/organisation/uscc.js';
import { registrableKinds } from '#domain/registration/data.js';
import { api } from '../../data/client.js';
import { AccountCard, Refused } from './card.js';

type Values = Omit<NewRegistration, 'id'>;

const countyOptions = prefectures.map(({ code, name }) => ({
  label: name,
  options: countiesOf(code).map((county) => ({ value: county.code, label: county.name })),
}));
const kindOptions = Object.entries(registrableKinds).map(([value, { label }]) => ({ value, label }));
const required = (message: string) => [{ required: true, whitespace: true, message }];

/** 单位注册: the unit enters itself; its local bureau verifies it. */
export function RegisterPage() {
  // One id for one registration: sent again on a retry, it is still one.
  const [id] = useState(() => crypto.randomUUID());
  const register = useMutation({
    mutationFn: ({ address, ...values }: Values) =>
      api<Registered>('POST', '/registrations', { id, ...values, ...(address?.trim() ? { address } : {}) }),
  });
  if (register.data)
    return (
      <AccountCard title="单位注册" width={560}>
        <Result
          status="success"
          title="注册申请已提交"
          subTitle={`由${register.data.reviewer}在3个工作日内核验，结果将以邮件通知。请查收邮件，按其中的链接设置密码；登录后可随时查看核验进度。`}
          extra={<Link to="/">返回登录</Link>}
        />
      </AccountCard>
    );
  return (
    <AccountCard title="单位注册" width={640}>
      <Form<Values> layout="vertical" scrollToFirstError onFinish={register.mutate}>
        <Form.Item
          name="uscc"
          label="统一社会信用代码"
          validateTrigger="onBlur"
          rules={[
            { required: true, message: '请输入18位统一社会信用代码' },
            {
              validator: (_, value: string) => {
                const code = value ? checkUscc(value) : undefined;
                return code && !code.ok ? Promise.reject(new Error(code.message)) : Promise.resolve();
              },
            },
          ]}
        >
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="name" label="单位全称" extra="与证照一致" rules={[...required('请输入单位全称'), { min: 2, max: 100 }]}>
          <Input autoComplete="organization" />
        </Form.Item>
        <Form.Item name="kind" label="单位类型" rules={[{ required: true, message: '请选择单位类型' }]}>
          <Select options={kindOptions} />
        </Form.Item>
        <Form.Item
          name="county"
          label="单位所在县（市、区）"
          extra="由所在地主管部门核验"
          rules={[{ required: true, message: '请选择单位所在县（市、区）' }]}
        >
          <Select showSearch={{ optionFilterProp: 'label' }} options={countyOptions} />
        </Form.Item>
        <Form.Item name="address" label="详细地址" rules={[{ max: 200 }]}>
          <Input autoComplete="street-address" />
        </Form.Item>
        <Form.Item
          name="legalRepresentative"
          label="法定代表人"
          rules={[...required('请输入法定代表人姓名'), { min: 2, max: 50 }]}
        >
          <Input />
        </Form.Item>
        <Divider titlePlacement="start">单位管理员</Divider>
        <Form.Item name={['administrator', 'name']} label="姓名" rules={[...required('请输入管理员姓名'), { min: 2, max: 50 }]}>
          <Input autoComplete="name" />
        </Form.Item>
        <Form.Item
          name={['administrator', 'phone']}
          label="联系电话"
          rules={[{ required: true, pattern: /^(1\d{10}|0\d{2,3}-?\d{7,8})$/, message: '请输入手机号或带区号的座机号' }]}
        >
          <Input autoComplete="tel" inputMode="tel" />
        </Form.Item>
        <Form.Item
          name={['administrator', 'email']}
          label="电子邮箱"
          extra="即登录账号；激活链接和办理通知发送至此邮箱"
          rules={[{ required: true, type: 'email', message: '请输入有效的电子邮箱' }]}
        >
          <Input autoComplete="email" inputMode="email" />
        </Form.Item>
        <Refused error={register.error} />
        <Button type="primary" htmlType="submit" block loading={register.isPending} style={{ marginBottom: 16 }}>
          提交注册申请
        </Button>
        <Link to="/">已有账号，返回登录</Link>
      </Form>
    </AccountCard>
  );
}
