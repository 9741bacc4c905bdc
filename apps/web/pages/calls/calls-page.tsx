import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Flex, Form, InputNumber, Table } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { CallSummary, Me } from '#apps/api/contract.js';
import { endOfDay, formatDate, formatDeadline, localDate } from '#domain/calendar/instant.js';
import { api } from '../../data/client.js';
import { EntryDialog } from '../admin/entry-dialog.js';
import { PageTitle } from '../admin/page-title.js';
import { ToneTag } from '../tone-tag.js';
import { Loaded } from './load.js';
import { draftsCalls } from './paths.js';

/** 申报批次 by year; the province's officer drafts the next one. */
export function CallsPage({ me }: { me: Me }) {
  const [drafting, setDrafting] = useState(false);
  const calls = useQuery({ queryKey: ['calls'], queryFn: () => api<CallSummary[]>('GET', '/calls') });
  const drafts = draftsCalls(me);
  return (
    <>
      <Flex justify="space-between" align="start">
        <PageTitle>申报批次</PageTitle>
        {drafts && (
          <Button type="primary" onClick={() => setDrafting(true)}>
            起草申报批次
          </Button>
        )}
      </Flex>
      <Loaded query={calls}>
        {(rows) => (
          <>
            <Table<CallSummary>
              aria-label="申报批次"
              rowKey="id"
              size="middle"
              pagination={false}
              dataSource={rows}
              locale={{
                emptyText: (
                  <Empty
                    description={
                      drafts
                        ? '还没有申报批次。点“起草申报批次”，填好通知内容后由厅领导发布。'
                        : '省厅尚未发布申报批次，发布后在此显示并邮件通知。'
                    }
                  />
                ),
              }}
              columns={[
                { title: '年度', dataIndex: 'year', width: 80 },
                { title: '标题', render: (_, call) => <Link to={`/calls/${call.id}`}>{call.title}</Link> },
                { title: '文号', width: 200, render: (_, call) => call.number ?? '—' },
                { title: '发文日期', width: 130, render: (_, call) => (call.issueDate ? formatDate(call.issueDate) : '—') },
                { title: '州（市）报送截止', width: 220, render: (_, call) => formatDeadline(endOfDay(call.closingDate)) },
                { title: '已转发', width: 90, align: 'right', render: (_, call) => `${call.forwarded}/${call.addressees}` },
                { title: '申报项目', width: 90, align: 'right', dataIndex: 'projects' },
                { title: '状态', width: 100, render: (_, call) => <ToneTag tone={call.tone}>{call.label}</ToneTag> },
              ]}
            />
            <p role="status">共 {rows.length} 个批次</p>
            {drafting && <DraftDialog me={me} calls={rows} close={() => setDrafting(false)} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function DraftDialog({ me, calls, close }: { me: Me; calls: CallSummary[]; close: () => void }) {
  const navigate = useNavigate();
  const [id] = useState(() => crypto.randomUUID());
  const next = Number(localDate(Date.parse(me.clock.now)).slice(0, 4)) + 1;
  return (
    <EntryDialog<{ year: number }>
      title="起草申报批次"
      close={() => {
        close();
        void navigate(`/calls/${id}`);
      }}
      cancel={close}
      initial={{ year: next }}
      method="POST"
      path="/calls"
      body={({ year }) => ({ id, year })}
      submit="起草"
      done="已起草，请核对通知内容"
    >
      <Form.Item
        name="year"
        label="计划年度"
        rules={[{ required: true, message: '请填写计划年度' }]}
        extra="主送16个州（市）工信局；发文机关、处室、电话、邮箱沿用上一批次，起草后可逐项修改。"
      >
        <InputNumber min={2023} max={2100} style={{ width: 140 }} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) =>
          calls.some((call) => call.year === getFieldValue('year')) && (
            <Alert type="warning" showIcon style={{ marginBottom: 16 }} title="该年度已有申报批次，请确认是否需要再起草一个。" />
          )
        }
      </Form.Item>
    </EntryDialog>
  );
}
