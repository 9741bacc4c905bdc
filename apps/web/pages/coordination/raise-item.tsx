import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../data/client.js';

interface Values {
  title: string;
  detail: string;
  department: 'miit' | 'sti';
}

/** 提出协调事项 directly: it goes to the department's bureau of the unit's own prefecture (2.11). */
export function RaiseItem({ close }: { close: () => void }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  // One id for one intent: sent again on a retry, it is still one item.
  const [id] = useState(() => crypto.randomUUID());
  const raise = useMutation({
    mutationFn: (values: Values) => api<{ id: string }>('POST', '/coordination-items', { id, ...values }),
    onSuccess: async (made) => {
      await queries.invalidateQueries();
      void navigate(`/cases/${made.id}`);
    },
  });
  const need = (label: string, min: number, max: number) => [
    { required: true, whitespace: true, message: `请填写${label}` },
    { min, max, message: `${label}为${min}至${max}字` },
  ];
  return (
    <Modal title="提出协调事项" open onCancel={close} footer={null} width={620}>
      <Form<Values> layout="vertical" initialValues={{ department: 'sti' }} onFinish={(values) => raise.mutate(values)}>
        <Form.Item name="title" label="事项" rules={need('事项', 2, 60)}>
          <Input maxLength={60} showCount />
        </Form.Item>
        <Form.Item name="detail" label="具体情况和建议" rules={need('具体情况和建议', 5, 2_000)}>
          <Input.TextArea rows={4} maxLength={2_000} showCount />
        </Form.Item>
        <Form.Item
          name="department"
          label="主管部门"
          extra="由贵单位所在州（市）的主管部门分办：本单位办理、报省厅协调或转其他部门。"
        >
          <Radio.Group
            options={[
              { value: 'sti', label: '科技部门' },
              { value: 'miit', label: '工信部门' },
            ]}
          />
        </Form.Item>
        {raise.error && <Alert type="error" showIcon title={raise.error.message} style={{ marginBottom: 16 }} />}
        <Flex gap="small">
          <Button type="primary" htmlType="submit" loading={raise.isPending}>
            提交
          </Button>
          <Button onClick={close}>取消</Button>
        </Flex>
      </Form>
    </Modal>
  );
}
