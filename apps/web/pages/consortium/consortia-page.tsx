import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { CaseRow, Me, PolicyVersion } from '#apps/api/contract.js';
import { formatDate, formatInstant } from '#domain/calendar/instant.js';
import { regionName } from '#domain/organisation/regions.js';
import { processes } from '#domain/programmes.js';
import { api } from '../../data/client.js';
import { usePages, useUrlFilter } from '../../data/pages.js';
import { FilterBar } from '../admin/filter-bar.js';
import { PageTitle } from '../admin/page-title.js';
import { PagedTable } from '../admin/paged-table.js';
import { ToneTag } from '../tone-tag.js';
import { OpenField } from './open-field.js';

const kinds = ['consortium-formation', 'consortium'] as const;
const has = (me: Me, ...roles: string[]) => me.units.some((unit) => unit.roles.some((role) => roles.includes(role)));

/** Whom consortia concern. */
export const concernsConsortia = (me: Me): boolean => has(me, 'UA', 'LD', 'MB', 'RU', 'VO', 'VD', 'VL', 'AU');

/** 创新联合体: fields and formations under way, and the consortia that live; where a new one begins. */
export function ConsortiaPage({ me }: { me: Me }) {
  const [filter, change] = useUrlFilter();
  const process = filter.process === 'consortium' ? 'consortium' : 'consortium-formation';
  const pages = usePages<CaseRow>('/cases', { ...filter, process });
  const [opening, setOpening] = useState(false);
  const official = has(me, 'VO', 'VD');
  const states = Object.entries(processes[process]!.states);
  return (
    <>
      <PageTitle>创新联合体</PageTitle>
      <PolicyNote />
      <FilterBar
        fields={[
          { key: 'text', label: '编号、名称或单位', width: 220 },
          { key: 'process', label: '组建或运行', options: kinds.map((name) => ({ value: name, label: processes[name]!.label })) },
          { key: 'status', label: '状态', width: 130, options: states.map(([value, { label }]) => ({ value, label })) },
        ]}
        filter={filter}
        change={change}
      >
        {(official || has(me, 'UA', 'LD')) && (
          <Button type="primary" onClick={() => setOpening(true)}>
            {official ? '新建组建领域' : '提出组建领域'}
          </Button>
        )}
      </FilterBar>
      <PagedTable<CaseRow>
        pages={pages}
        rowKey="id"
        empty={
          official
            ? '还没有组建领域。点击“新建组建领域”，发布后遴选牵头单位。'
            : '贵单位尚未参与创新联合体组建。收到牵头单位邀请后将在此显示；行业龙头企业也可提出组建领域。'
        }
        columns={[
          { title: '编号', width: 160, render: (_, row) => row.number ?? '—' },
          { title: '名称', render: (_, row) => <Link to={`/cases/${row.id}`}>{row.title}</Link> },
          { title: '产业领域', width: 130, render: (_, row) => row.kind ?? '—' },
          { title: '牵头单位', render: (_, row) => row.unit ?? '待遴选' },
          { title: '州（市）', width: 110, render: (_, row) => (row.prefectureCode ? regionName(row.prefectureCode) : '—') },
          { title: '状态', width: 120, render: (_, row) => <ToneTag tone={row.tone}>{row.label}</ToneTag> },
          { title: '更新', width: 150, render: (_, row) => formatInstant(Date.parse(row.updatedAt)) },
        ]}
      />
      {opening && <OpenField official={official} close={() => setOpening(false)} />}
    </>
  );
}

/** B34 which version of the scheme is in force, and that a new formation needs one. */
function PolicyNote() {
  const policies = useQuery({
    queryKey: ['policy-versions'],
    queryFn: () => api<PolicyVersion[]>('GET', '/policy-versions'),
    staleTime: 600_000,
  });
  if (!policies.data) return null;
  const current = policies.data.find((one) => one.inForce);
  return current ? (
    <p className="quiet">
      依据：{current.title}
      {current.documentNo && `（${current.documentNo}）`}，有效期至{formatDate(current.validTo)}。
    </p>
  ) : (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      title="工作方案已过有效期且无后续版本，新组建须经省科技厅处长批准；已批复的联合体不受影响。"
    />
  );
}
