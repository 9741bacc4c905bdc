import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Select, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { CaseRow, Me } from '#apps/api/contract.js';
import { projectTypes } from '#domain/key-project/form.js';
import { counties, regionName } from '#domain/organisation/regions.js';
import { api } from '../data/client.js';

export const toneColour: Record<string, string> = {
  draft: 'default',
  review: 'blue',
  returned: 'orange',
  passed: 'green',
  refused: 'red',
  running: 'cyan',
  ended: 'default',
};

/** 事项查询; for a firm also 我的申报, where a new application begins. */
export function CasesPage({ me }: { me: Me }) {
  const [text, setText] = useState('');
  const cases = useQuery({
    queryKey: ['cases', text],
    queryFn: () => api<{ rows: CaseRow[] }>('GET', `/cases?limit=200&text=${encodeURIComponent(text)}`),
  });
  const applicant = me.units.some((unit) => unit.roles.includes('EA'));
  const calls = (cases.data?.rows ?? []).filter((row) => row.process === 'call' && row.status === 'published');
  return (
    <Space orientation="vertical" style={{ width: '100%' }} size="middle">
      <Space>
        <Input.Search allowClear placeholder="编号、标题或单位" aria-label="搜索事项" onSearch={setText} style={{ width: 320 }} />
        {applicant && calls.map((call) => <NewProject key={call.id} call={call} />)}
      </Space>
      <Table<CaseRow>
        rowKey="id"
        size="middle"
        loading={cases.isPending}
        dataSource={cases.data?.rows ?? []}
        pagination={{ pageSize: 20, showTotal: (total) => `共 ${total} 条` }}
        columns={[
          { title: '编号', dataIndex: 'number', render: (value: string | null) => value ?? '—' },
          { title: '标题', render: (_, row) => <Link to={`/cases/${row.id}`}>{row.title}</Link> },
          { title: '单位', dataIndex: 'unit', render: (value: string | null) => value ?? '—' },
          { title: '地区', render: (_, row) => (row.countyCode ? regionName(row.countyCode) : '—') },
          { title: '状态', render: (_, row) => <Tag color={toneColour[row.tone]}>{row.label}</Tag> },
        ]}
      />
    </Space>
  );
}

function NewProject({ call }: { call: CaseRow }) {
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  const [id] = useState(() => crypto.randomUUID());
  const create = useMutation({
    mutationFn: (values: object) => api<{ id: string }>('POST', '/key-projects', { id, callId: call.id, ...values }),
    onSuccess: (made) => void navigate(`/cases/${made.id}`),
  });
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        新建申报：{call.title}
      </Button>
      <Modal title="新建申报" open={open} onCancel={() => setOpen(false)} footer={null} destroyOnHidden>
        <Form layout="vertical" onFinish={(values: object) => create.mutate(values)}>
          <Form.Item name="title" label="项目名称" rules={[{ required: true, max: 80 }]}>
            <Input />
          </Form.Item>
          <Form.Item name="type" label="项目类型" rules={[{ required: true }]}>
            <Select options={projectTypes.map((type) => ({ ...type }))} />
          </Form.Item>
          <Form.Item name="county" label="建设地点（县市区）" rules={[{ required: true }]} extra="由项目所在地县级工信部门受理">
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={counties.map((county) => ({ value: county.code, label: county.name }))}
            />
          </Form.Item>
          {create.error && <Alert type="error" showIcon title={create.error.message} style={{ marginBottom: 16 }} />}
          <Button type="primary" htmlType="submit" loading={create.isPending}>
            创建草稿
          </Button>
        </Form>
      </Modal>
    </>
  );
}
