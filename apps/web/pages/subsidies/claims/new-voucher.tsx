import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { voucherKinds } from '#domain/subsidy/voucher/process.js';
import { api } from '../../../data/client.js';

/** 申领科技创新券 (C7): what for; the department issues it with amount and validity. */
export function NewVoucher({ close }: { close: () => void }) {
  const navigate = useNavigate();
  const [id] = useState(() => crypto.randomUUID());
  const open = useMutation({
    mutationFn: (values: { kind: string; purpose: string }) => api<{ id: string }>('POST', '/vouchers', { id, ...values }),
    onSuccess: (opened) => void navigate(`/cases/${opened.id}`),
  });
  return (
    <Modal title="申领科技创新券" open onCancel={close} footer={null}>
      <Form layout="vertical" onFinish={open.mutate} initialValues={{ kind: 'guarantee' }}>
        <Form.Item name="kind" label="用途类别">
          <Radio.Group options={Object.entries(voucherKinds).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item name="purpose" label="用途说明" rules={[{ required: true, whitespace: true, message: '请填写用途说明' }]}>
          <Input maxLength={200} showCount placeholder="如：2026年流动资金贷款担保费" />
        </Form.Item>
        {open.error && <Alert type="error" showIcon title={open.error.message} style={{ marginBottom: 16 }} />}
        <Button type="primary" htmlType="submit" loading={open.isPending}>
          提交申领
        </Button>
      </Form>
    </Modal>
  );
}
