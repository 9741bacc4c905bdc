import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Form, Input, InputNumber, Switch, Table, Tabs } from 'antd';
import { useState } from 'react';
import type { DictionaryEntry } from '#apps/api/contract.js';
import { dictionaries, dictionaryNames, type DictionaryName } from '#domain/organisation/dictionaries.js';
import { api } from '../../data/client.js';
import { ToneTag } from '../tone-tag.js';
import { EntryDialog } from './entry-dialog.js';
import { PageTitle } from './page-title.js';
import type { Rights } from './sections.js';

/** 字典: an entry no longer wanted is disabled, never deleted. */
export function DictionariesPage({ rights }: { rights: Rights }) {
  return (
    <>
      <PageTitle>字典</PageTitle>
      <Tabs
        items={dictionaryNames.map((name) => ({
          key: name,
          label: dictionaries[name].name,
          children: <Dictionary name={name} mayKeep={rights.holds('SA')} />,
        }))}
      />
    </>
  );
}

function Dictionary({ name, mayKeep }: { name: DictionaryName; mayKeep: boolean }) {
  const [editing, setEditing] = useState<DictionaryEntry | 'new'>();
  const found = useQuery({
    queryKey: ['dictionary', name, 'all'],
    queryFn: () => api<DictionaryEntry[]>('GET', `/dictionaries/${name}?all=1`),
  });
  const entries = found.data ?? [];
  return (
    <>
      <p style={{ display: 'flex', justifyContent: 'space-between' }}>
        {dictionaries[name].description}
        {mayKeep && (
          <Button type="primary" onClick={() => setEditing('new')}>
            新增
          </Button>
        )}
      </p>
      {found.error && <Alert type="error" showIcon title={found.error.message} />}
      <Table
        size="middle"
        rowKey="value"
        loading={found.isPending}
        pagination={false}
        dataSource={entries}
        locale={{ emptyText: <Empty description={<span style={{ color: '#434343' }}>还没有条目。</span>} /> }}
        columns={[
          { title: '顺序', dataIndex: 'position' },
          { title: '值', dataIndex: 'value' },
          { title: '内容', dataIndex: 'label' },
          {
            title: '状态',
            render: (_, entry) => <ToneTag tone={entry.enabled ? 'passed' : 'ended'}>{entry.enabled ? '启用' : '停用'}</ToneTag>,
          },
          ...(mayKeep
            ? [
                {
                  title: '操作',
                  render: (_: unknown, entry: DictionaryEntry) => (
                    <Button size="small" onClick={() => setEditing(entry)}>
                      编辑
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {editing && (
        <EntryDialog<DictionaryEntry>
          title={editing === 'new' ? '新增条目' : '编辑条目'}
          close={() => setEditing(undefined)}
          initial={editing === 'new' ? { position: entries.length + 1, enabled: true } : editing}
          method="PUT"
          path={({ value }) => `/dictionaries/${name}/${encodeURIComponent(value)}`}
          body={({ label, position, enabled }) => ({ label, position, enabled })}
          done="已保存"
        >
          <Form.Item name="value" label="值" rules={[{ required: true, message: '请填写值' }]}>
            <Input maxLength={50} disabled={editing !== 'new'} />
          </Form.Item>
          <Form.Item name="label" label="内容" rules={[{ required: true, message: '请填写内容' }]}>
            <Input.TextArea rows={2} maxLength={200} />
          </Form.Item>
          <Form.Item name="position" label="顺序" rules={[{ required: true, message: '请填写顺序' }]}>
            <InputNumber min={0} max={9_999} precision={0} />
          </Form.Item>
          <Form.Item name="enabled" label="启用" valuePropName="checked">
            <Switch />
          </Form.Item>
        </EntryDialog>
      )}
    </>
  );
}
