import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Tooltip } from 'antd';
import { useMemo } from 'react';
import type { AuditRow, AuditVerification } from '#apps/api/contract.js';
import { addDays, endOfDay, formatInstant, localDate, startOfDay } from '#domain/calendar/instant.js';
import { auditActions } from '#domain/organisation/audit-actions.js';
import { api } from '../../data/client.js';
import { search, usePages, useUrlFilter, type Filter } from '../../data/pages.js';
import { auditDetail } from './audit-detail.js';
import { FilterBar, type FilterField } from './filter-bar.js';
import { PagedTable } from './paged-table.js';
import { PageTitle } from './page-title.js';
import type { Rights } from './sections.js';

const fields: FilterField[] = [
  { key: 'action', label: '操作', options: Object.entries(auditActions).map(([value, label]) => ({ value, label })), width: 200 },
  { key: 'from', label: '起始日期', kind: 'date' },
  { key: 'until', label: '截止日期', kind: 'date' },
];

/** 审计日志: append-only and chained; looking at it is itself an entry. */
export function AuditPage({ rights }: { rights: Rights }) {
  const [filter, change] = useUrlFilter();
  const asked = useMemo(() => askedOf(filter), [filter]);
  const pages = usePages<AuditRow>('/admin/audit', asked);
  const all = rights.holds('SE', 'AU');
  const verify = useMutation({ mutationFn: () => api<AuditVerification>('GET', '/admin/audit/verification') });
  const today = localDate(Date.now());
  const range = { from: filter.from || addDays(today, -30), until: filter.until || today, action: filter.action ?? '' };
  return (
    <>
      <PageTitle>审计日志</PageTitle>
      <FilterBar fields={fields} filter={filter} change={change}>
        {all && (
          <>
            <Button loading={verify.isPending} onClick={() => verify.mutate()}>
              核验哈希链
            </Button>
            <Button href={`/api/admin/audit.csv?${search(range)}`} download>
              导出（{range.from} 至 {range.until}）
            </Button>
          </>
        )}
      </FilterBar>
      {!all && <Alert type="info" showIcon style={{ marginBottom: 16 }} title="系统管理员只能查阅本人的日志。" />}
      {verify.data && (
        <Alert
          type={verify.data.whole ? 'success' : 'error'}
          showIcon
          style={{ marginBottom: 16 }}
          title={
            verify.data.whole
              ? `已逐条核验 ${verify.data.entries} 条日志，哈希链完整。`
              : `第 ${verify.data.firstBroken} 条日志与哈希链不符，日志可能被改动，请立即保全数据库并报告。`
          }
        />
      )}
      <PagedTable
        pages={pages}
        rowKey="id"
        empty="没有符合条件的日志。"
        columns={[
          { title: '序号', dataIndex: 'id' },
          { title: '时间', render: (_, entry) => formatInstant(Date.parse(entry.at)) },
          { title: '人员', render: (_, entry) => entry.person?.name ?? '—' },
          { title: '操作', render: (_, entry) => auditActions[entry.action] ?? entry.action },
          { title: '对象', render: (_, entry) => entry.target ?? '—' },
          { title: '明细', render: (_, entry) => <Detail detail={entry.detail} /> },
          { title: 'IP', render: (_, entry) => entry.ip ?? '—' },
          { title: '链值', render: (_, entry) => <code title={entry.hash}>{entry.hash.slice(0, 8)}</code> },
        ]}
      />
    </>
  );
}

/** In words; what only a machine reads, whole, on hovering. */
function Detail({ detail }: { detail: Record<string, unknown> }) {
  return <Tooltip title={Object.keys(detail).length > 0 ? JSON.stringify(detail) : ''}>{auditDetail(detail) || '—'}</Tooltip>;
}

/** Days of the filter as the instants the api takes. */
function askedOf({ from = '', until = '', action = '' }: Filter): Filter {
  return {
    action,
    from: from && new Date(startOfDay(from)).toISOString(),
    until: until && new Date(endOfDay(until)).toISOString(),
  };
}
