import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, Modal, Radio, Result } from 'antd';
import { useState } from 'react';
import { api } from '../../data/client.js';
import { Refused } from '../account/card.js';
import type { PublishedProject } from './pages.js';

interface Objection {
  as: 'person' | 'unit';
  name: string;
  unit?: string;
  sealed?: boolean;
  contact: string;
  evidence: string;
}

/** 异议 (6.5): real name, contact and evidence; a unit under its seal and its legal representative's signature. */
export function ObjectionDialog({ pageId, project, close }: { pageId: string; project: PublishedProject; close: () => void }) {
  // One id for one intent: sent again on a retry, it is still one objection.
  const [id] = useState(() => crypto.randomUUID());
  const [form] = Form.useForm<Objection>();
  const as = Form.useWatch('as', form);
  const send = useMutation({
    mutationFn: ({ as: who, unit, sealed, ...rest }: Objection) =>
      api('POST', `/public/pages/${pageId}/objections`, {
        id,
        projectId: project.id,
        ...rest,
        ...(who === 'unit' ? { unit, sealed: sealed === true } : {}),
      }),
  });
  return (
    <Modal title={`对“${project.title}”提出异议`} open onCancel={close} footer={null} destroyOnHidden>
      {send.isSuccess ? (
        <Result
          status="success"
          title="异议已收到"
          subTitle="主管部门将在15个工作日内核实处理，并按您留的联系方式答复。您的姓名和联系方式对申报单位保密。"
          extra={<Button onClick={close}>关闭</Button>}
        />
      ) : (
        <Form<Objection> form={form} layout="vertical" initialValues={{ as: 'person' }} onFinish={send.mutate}>
          <Form.Item name="as" label="提出人">
            <Radio.Group
              options={[
                { value: 'person', label: '个人' },
                { value: 'unit', label: '单位' },
              ]}
            />
          </Form.Item>
          {as === 'unit' && (
            <>
              <Form.Item name="unit" label="单位名称" rules={[{ required: true, message: '请填写单位全称' }]}>
                <Input maxLength={100} />
              </Form.Item>
              <Form.Item
                name="sealed"
                valuePropName="checked"
                rules={[
                  {
                    validator: (_, value) =>
                      value ? Promise.resolve() : Promise.reject(new Error('单位异议须由法定代表人签字并加盖公章')),
                  },
                ]}
              >
                <Checkbox>异议材料已由法定代表人签字并加盖公章，原件将寄送主管部门</Checkbox>
              </Form.Item>
            </>
          )}
          <Form.Item
            name="name"
            label={as === 'unit' ? '法定代表人姓名' : '真实姓名'}
            rules={[{ required: true, message: '请填写真实姓名，匿名异议不予受理' }]}
          >
            <Input maxLength={100} autoComplete="name" />
          </Form.Item>
          <Form.Item name="contact" label="联系方式" rules={[{ required: true, message: '请填写电话或邮箱，以便核实' }]}>
            <Input maxLength={100} autoComplete="tel" />
          </Form.Item>
          <Form.Item
            name="evidence"
            label="异议事项和证据"
            rules={[{ required: true, message: '请写明异议事项并提供证据或线索' }]}
          >
            <Input.TextArea rows={5} maxLength={5000} showCount />
          </Form.Item>
          <Refused error={send.error} />
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            提交异议
          </Button>
        </Form>
      )}
    </Modal>
  );
}
