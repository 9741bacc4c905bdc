import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { CaseRow } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import { formation } from '#domain/consortium/formation/process.js';
import { regionName } from '#domain/organisation/regions.js';
import { usePages, type Filter } from '../../data/pages.js';
import { FilterBar } from '../admin/filter-bar.js';
import { PagedTable } from '../admin/paged-table.js';
import { ToneTag } from '../tone-tag.js';
import { OpenField } from './open-field.js';

const states = Object.entries(formation.states).map(([value, { label }]) => ({ value, label }));

/** 组建: fields and formations under way; where a new one begins. */
export function FormationsList({
  filter: { text = '', status = '' },
  change,
  official,
  proposes,
}: {
  filter: Filter;
  change: (values: Filter) => void;
  official: boolean;
  proposes: boolean;
}) {
  const pages = usePages<CaseRow>('/cases', { text, status, process: formation.name });
  const [opening, setOpening] = useState(false);
  return (
    <>
      <FilterBar
        fields={[
          { key: 'text', label: '编号、名称或单位', width: 220 },
          { key: 'status', label: '状态', width: 130, options: states },
        ]}
        filter={{ text, status }}
        change={change}
      >
        {(official || proposes) && (
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
