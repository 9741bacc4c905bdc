import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Empty, Flex, Table } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { CaseRow, ListedClaim } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import { api } from '../../../data/client.js';
import { PageTitle } from '../../admin/page-title.js';
import type { Rights } from '../../admin/sections.js';
import { ToneTag } from '../../tone-tag.js';
import { ClaimTable } from './claim-table.js';

/** 上会名单: claims that wait become one list with one minutes number; lists made before stand below. */
export function MeetingPage({ rights }: { rights: Rights }) {
  const waiting = useQuery({
    queryKey: ['claims', 'for-meeting'],
    queryFn: () => api<ListedClaim[]>('GET', '/claims/for-meeting'),
  });
  return (
    <Flex vertical gap="middle">
      <PageTitle>上会名单</PageTitle>
      {waiting.error && <Alert type="error" showIcon title={waiting.error.message} />}
      <Card size="small" title="待上会的补助申报" loading={waiting.isPending}>
        {waiting.data && (
          <Waiting key={waiting.data.map(({ id }) => id).join()} claims={waiting.data} mayOpen={rights.holds('VO')} />
        )}
      </Card>
      <Lists />
    </Flex>
  );
}

function Waiting({ claims, mayOpen }: { claims: ListedClaim[]; mayOpen: boolean }) {
  const navigate = useNavigate();
  const [chosen, choose] = useState(() => claims.map(({ id }) => id));
  const [id] = useState(() => crypto.randomUUID());
  const open = useMutation({
    mutationFn: () => api<{ id: string }>('POST', '/claim-lists', { id, claims: chosen }),
    onSuccess: (opened) => void navigate(`/cases/${opened.id}`),
  });
  return (
    <>
      <ClaimTable
        label="待上会的补助申报"
        claims={claims}
        empty="没有待上会的补助申报。核查通过的申报在此列出。"
        {...(mayOpen ? { choice: { chosen, choose, word: '列入' } } : {})}
      />
      {open.error && <Alert type="error" showIcon title={open.error.message} style={{ marginTop: 8 }} />}
      {mayOpen && claims.length > 0 && (
        <Button
          type="primary"
          disabled={chosen.length === 0}
          loading={open.isPending}
          onClick={() => open.mutate()}
          style={{ marginTop: 12 }}
        >
          生成上会名单（{chosen.length} 件）
        </Button>
      )}
    </>
  );
}

function Lists() {
  const lists = useQuery({
    queryKey: ['cases', 'claim-list'],
    queryFn: () => api<{ rows: CaseRow[] }>('GET', '/cases?process=claim-list&limit=100'),
  });
  return (
    <Card size="small" title="已生成的名单">
      <Table<CaseRow>
        aria-label="已生成的名单"
        size="small"
        rowKey="id"
        loading={lists.isPending}
        dataSource={lists.data?.rows ?? []}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        locale={{ emptyText: <Empty description={<span className="quiet">还没有上会名单。</span>} /> }}
        columns={[
          { title: '名单', render: (_, row) => <Link to={`/cases/${row.id}`}>{row.title}</Link> },
          { title: '状态', width: 120, render: (_, row) => <ToneTag tone={row.tone}>{row.label}</ToneTag> },
          { title: '更新', width: 160, render: (_, row) => formatInstant(Date.parse(row.updatedAt)) },
        ]}
      />
    </Card>
  );
}
