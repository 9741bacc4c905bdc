import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, Form, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { industries, origins } from '#domain/consortium/vocabulary.js';
import { ApiProblem, api } from '../../data/client.js';

interface Values {
  title: string;
  industry: string;
  origin: string;
  target: string;
  need: string;
}

/** 领域 (B12): set by the province from above, or proposed by a firm from below; target and need come first (B1). */
export function OpenField({ official, close }: { official: boolean; close: () => void }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [form] = Form.useForm<Values>();
  const [id] = useState(() => crypto.randomUUID());
  const ways = origins.filter((origin) => (origin.value === 'bottom-up') !== official);
  const create = useMutation({
    mutationFn: (values: Values) => api<{ id: string }>('POST', '/formations', { id, ...values }),
    onSuccess: async (made) => {
      await queries.invalidateQueries();
      void navigate(`/cases/${made.id}`);
    },
    onError: (error) => {
      const field = error instanceof ApiProblem ? error.problem.field : undefined;
      if (field && form.getFieldInstance(field)) form.setFields([{ name: field as keyof Values, errors: [error.message] }]);
    },
  });
  const need = (label: string, max: number) => [{ required: true, whitespace: true, message: `请填写${label}` }, { max }];
  return (
    <Modal title={official ? '新建组建领域' : '提出组建领域'} open onCancel={close} footer={null} width={620}>
      <Form form={form} layout="vertical" initialValues={{ origin: ways[0]!.value }} onFinish={(values) => create.mutate(values)}>
        <Form.Item name="title" label="领域名称" rules={need('领域名称', 60)} extra="如“绿色铝精深加工”。">
          <Input maxLength={60} showCount />
        </Form.Item>
        <Form.Item name="industry" label="产业领域" rules={[{ required: true, message: '请选择产业领域' }]}>
          <Select options={industries} />
        </Form.Item>
        <Form.Item name="origin" label="组建方式" extra={official ? undefined : '由贵单位牵头，经属地科技部门推荐后报省科技厅。'}>
          <Radio.Group options={ways.map((way) => ({ ...way }))} />
        </Form.Item>
        <Form.Item name="target" label="目标技术（卡脖子关键核心技术）" rules={need('目标技术', 500)}>
          <Input.TextArea rows={2} maxLength={500} showCount />
        </Form.Item>
        <Form.Item name="need" label="重大项目需求" rules={need('重大项目需求', 1_000)}>
          <Input.TextArea rows={2} maxLength={1_000} showCount />
        </Form.Item>
        {create.error && <Alert type="error" showIcon title={create.error.message} style={{ marginBottom: 16 }} />}
        <Flex gap="small">
          <Button type="primary" htmlType="submit" loading={create.isPending}>
            创建
          </Button>
          <Button onClick={close}>取消</Button>
        </Flex>
      </Form>
    </Modal>
  );
}
