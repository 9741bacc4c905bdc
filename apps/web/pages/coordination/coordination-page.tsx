import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { CoordinationRow, Me } from '#apps/api/contract.js';
import { formatDeadline, formatInstant } from '#domain/calendar/instant.js';
import { satisfactions } from '#domain/coordination/data.js';
import { coordination } from '#domain/coordination/process.js';
import { prefectures, regionName } from '#domain/organisation/regions.js';
import { search, usePages, useUrlFilter } from '../../data/pages.js';
import { ExportList } from '../../form/export-list.js';
import { FilterBar } from '../admin/filter-bar.js';
import { PageTitle } from '../admin/page-title.js';
import { PagedTable } from '../admin/paged-table.js';
import { rightsOf } from '../admin/sections.js';
import { ToneTag } from '../tone-tag.js';
import { RaiseItem } from './raise-item.js';

/** Whom items concern: who raises them, and who answers. */
export const concernsCoordination = (me: Me): boolean => rightsOf(me).may('R', 'problem-item');

const options = (record: Record<string, { label: string }>) =>
  Object.entries(record).map(([value, { label }]) => ({ value, label }));

/** 协调事项: problems of consortia and projects that the government helps to solve (B31), each with its desk, its due date and the raiser's word. */
export function CoordinationPage({ me }: { me: Me }) {
  const [filter, change] = useUrlFilter();
  const pages = usePages<CoordinationRow>('/coordination-items', filter);
  const [raising, setRaising] = useState(false);
  const raises = rightsOf(me).may('C', 'problem-item');
  return (
    <>
      <PageTitle>协调事项</PageTitle>
      <FilterBar
        fields={[
          { key: 'text', label: '事项或单位', width: 220 },
          { key: 'status', label: '状态', width: 130, options: options(coordination.states) },
          { key: 'overdue', label: '时限', width: 120, options: [{ value: 'yes', label: '已超期' }] },
          { key: 'satisfaction', label: '满意度', width: 190, options: options(satisfactions) },
          {
            key: 'prefecture',
            label: '州（市）',
            width: 150,
            options: prefectures.map(({ code, name }) => ({ value: code, label: name })),
          },
        ]}
        filter={filter}
        change={change}
      >
        <ExportList path={`/coordination-items/list.xlsx?${search(filter)}`} empty={pages.total === 0} />
        {raises && (
          <Button type="primary" onClick={() => setRaising(true)}>
            提出协调事项
          </Button>
        )}
      </FilterBar>
      <PagedTable<CoordinationRow>
        pages={pages}
        rowKey="id"
        empty={
          raises
            ? '没有符合条件的协调事项。需政府协调解决的问题，可在年度报告、月度进展中填报，也可点击“提出协调事项”。'
            : '没有符合条件的协调事项。单位在年度报告、月度进展中填报或直接提出后，在此分办。'
        }
        columns={[
          {
            title: '事项',
            render: (_, row) => (
              <>
                <Link to={`/cases/${row.id}`}>{row.title}</Link>
                <div className="quiet">{row.source}</div>
              </>
            ),
          },
          {
            title: '提出单位',
            width: 180,
            render: (_, row) => (
              <>
                {row.unit ?? '—'}
                <div className="quiet">{row.prefectureCode && regionName(row.prefectureCode)}</div>
              </>
            ),
          },
          { title: '办理单位', width: 190, dataIndex: 'desk' },
          {
            title: '状态',
            width: 110,
            render: (_, row) => (
              <>
                <ToneTag tone={row.tone}>{row.label}</ToneTag>
                {row.reopened && <div className="quiet">重新办理</div>}
              </>
            ),
          },
          {
            title: '办理时限',
            width: 220,
            render: (_, row) =>
              row.due ? (
                <span className={row.overdue ? 'error' : undefined}>
                  {row.overdue && <b>超期 </b>}
                  {formatDeadline(Date.parse(row.due))}
                </span>
              ) : (
                '—'
              ),
          },
          {
            title: '满意度',
            width: 110,
            render: (_, { satisfaction }) =>
              satisfaction ? <ToneTag tone={satisfactions[satisfaction].tone}>{satisfactions[satisfaction].label}</ToneTag> : '—',
          },
          { title: '督导', width: 70, render: (_, row) => (row.notes > 0 ? `${row.notes}次` : '—') },
          { title: '更新', width: 150, render: (_, row) => formatInstant(Date.parse(row.updatedAt)) },
        ]}
      />
      {raising && <RaiseItem close={() => setRaising(false)} />}
    </>
  );
}
