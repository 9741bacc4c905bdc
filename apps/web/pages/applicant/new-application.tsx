import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, Form, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { CarryOverItem, OpenCall } from '#apps/api/contract.js';
import { projectTypes } from '#domain/key-project/form.js';
import { counties, regionName } from '#domain/organisation/regions.js';
import { api } from '../../data/client.js';

interface Values {
  title: string;
  type: string;
  county: string;
  carryOverId?: string;
}

/** 新建申报: what decides the rules (type, A6) and the reviewing office (county, A15); a carried-over project is filed again from here (A23). */
export function NewApplication({ call, close }: { call: OpenCall; close: () => void }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [form] = Form.useForm<Values>();
  const [id] = useState(() => crypto.randomUUID());
  const carried = useQuery({
    queryKey: ['carry-over', call.id],
    queryFn: () => api<CarryOverItem[]>('GET', `/calls/${call.id}/carry-over`),
  });
  const open = (carried.data ?? []).filter((item) => item.settled === null);
  const create = useMutation({
    mutationFn: (values: Values) => api<{ id: string }>('POST', '/key-projects', { id, callId: call.id, ...values }),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ['applications'] });
      void navigate(`/cases/${made.id}`);
    },
  });
  const choose = (itemId: string | undefined) => {
    const item = open.find((one) => one.id === itemId);
    if (item) form.setFieldsValue({ title: item.title, county: item.countyCode });
  };
  return (
    <Modal title={`新建申报：${call.title}`} open onCancel={close} footer={null} width={600}>
      <Form form={form} layout="vertical" onFinish={(values) => create.mutate(values)}>
        {open.length > 0 && (
          <Form.Item
            name="carryOverId"
            label={`重新申报${call.year - 1}年“3个100”结转项目（${open.length}个待处理）`}
            extra="结转项目须重新申报；已停缓建或竣工的，请联系州（市）工信部门说明。"
          >
            <Select allowClear options={open.map((item) => ({ value: item.id, label: item.title }))} onChange={choose} />
          </Form.Item>
        )}
        <Form.Item name="title" label="项目名称" rules={[{ required: true, message: '请填写项目名称' }, { max: 80 }]}>
          <Input maxLength={80} showCount />
        </Form.Item>
        <Form.Item
          name="type"
          label="项目类型"
          rules={[{ required: true, message: '请选择项目类型' }]}
          extra="类型决定申报表和审核规则，创建后不能更改。"
        >
          <Radio.Group options={projectTypes.map((type) => ({ ...type }))} />
        </Form.Item>
        <Form.Item
          name="county"
          label="建设地点（县市区）"
          rules={[{ required: true, message: '请选择建设地点' }]}
          extra="按项目所在地申报，由该县（市、区）工信部门受理，与企业注册地无关。"
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="输入县（市、区）名称查找"
            options={counties.map(({ code, name, prefectureCode }) => ({
              value: code,
              label: `${name}（${regionName(prefectureCode) ?? ''}）`,
            }))}
          />
        </Form.Item>
        {create.error && <Alert type="error" showIcon title={create.error.message} style={{ marginBottom: 16 }} />}
        <Flex gap="small">
          <Button type="primary" htmlType="submit" loading={create.isPending}>
            创建草稿
          </Button>
          <Button onClick={close}>取消</Button>
        </Flex>
      </Form>
    </Modal>
  );
}
