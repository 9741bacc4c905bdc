import { Button, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { RegisterRow, ShownEntry } from '#apps/api/contract.js';
import { localDate } from '#domain/calendar/instant.js';
import { display } from '#domain/form/definition.js';
import type { RegisterDefinition } from '#domain/subsidy/registers/definition.js';
import { download } from '../../data/files.js';
import { search, usePages, useUrlFilter } from '../../data/pages.js';
import { labelWithUnit } from '../../form/shown-form.js';
import { FilterBar, type FilterField } from '../admin/filter-bar.js';
import { PagedTable } from '../admin/paged-table.js';
import { ToneTag } from '../tone-tag.js';
import { EntryForm } from './entry-form.js';
import { ImportList } from './import-list.js';

interface Props {
  definition: RegisterDefinition;
  keeps: RegisterRow;
  /** Business time. */
  today: string;
}

/** One register: its entries, and for who keeps it, where they are entered, changed, taken out and brought in. */
export function RegisterTable({ definition, keeps, today: now }: Props) {
  const [{ text = '', state = '' }, change] = useUrlFilter();
  const path = `/registers/${definition.key}`;
  const pages = usePages<ShownEntry>(path, { text, state });
  const [editing, setEditing] = useState<ShownEntry | 'new'>();
  const [importing, setImporting] = useState(false);
  const today = localDate(Date.parse(now));
  const mayKeep = (entry: ShownEntry) =>
    keeps.keeps === 'any' || (keeps.keeps === 'own' && keeps.units.some(({ id }) => id === entry.unitId));
  const filters: FilterField[] = [
    { key: 'text', label: '单位、编号或内容', width: 220 },
    ...(definition.dated
      ? [{ key: 'state', label: '全部状态', options: [{ value: 'in-force', label: '只看有效' }], width: 120 }]
      : []),
  ];
  return (
    <>
      <FilterBar fields={filters} filter={{ text, state }} change={change}>
        {keeps.keeps !== 'none' && (
          <Button type="primary" onClick={() => setEditing('new')}>
            {keeps.keeps === 'own' ? '填报' : '登记'}
          </Button>
        )}
        {keeps.keeps === 'any' && <Button onClick={() => setImporting(true)}>导入Excel</Button>}
        <Button onClick={() => void download(`${path}/list.xlsx?${search({ text, state })}`)}>导出Excel</Button>
      </FilterBar>
      <PagedTable
        pages={pages}
        rowKey="id"
        empty={
          text || state
            ? '没有符合条件的条目，可清除筛选后再看。'
            : keeps.keeps === 'none'
              ? '名册中还没有条目。由省科技厅登记后在此显示。'
              : `名册中还没有条目。点击“${keeps.keeps === 'own' ? '填报' : '登记'}”添加第一条。`
        }
        columns={[
          ...columnsOf(definition, today),
          ...(keeps.keeps === 'none'
            ? []
            : [
                {
                  title: '操作',
                  width: 70,
                  render: (_: unknown, entry: ShownEntry) =>
                    mayKeep(entry) && (
                      <Button
                        size="small"
                        aria-label={`修改${entry.unit ?? entry.number ?? ''}`}
                        onClick={() => setEditing(entry)}
                      >
                        修改
                      </Button>
                    ),
                },
              ]),
        ]}
      />
      {editing && (
        <EntryForm
          definition={definition}
          keeps={keeps}
          today={today}
          {...(editing === 'new' ? {} : { entry: editing })}
          close={() => setEditing(undefined)}
        />
      )}
      {importing && <ImportList definition={definition} close={() => setImporting(false)} />}
    </>
  );
}

function columnsOf(
  { unit, number, dated, fields, application }: RegisterDefinition,
  today: string,
): TableColumnsType<ShownEntry> {
  return [
    ...(unit ? [{ title: unit, render: (_: unknown, entry: ShownEntry) => entry.unit ?? '—' }] : []),
    ...(number ? [{ title: number, render: (_: unknown, entry: ShownEntry) => entry.number ?? '—' }] : []),
    ...fields.map((field) => ({
      title: labelWithUnit(field),
      ...(field.kind === 'money' || field.kind === 'number' ? { align: 'right' as const } : {}),
      render: (_: unknown, { values, caseId }: ShownEntry) => {
        const value = values[field.key];
        if (field.kind === 'tick') return value ? '是' : '否';
        const shown = display(field, value) || '—';
        return field.key === application && caseId ? <Link to={`/cases/${caseId}`}>{shown}</Link> : shown;
      },
    })),
    ...(dated
      ? [
          { title: dated.from, width: 110, render: (_: unknown, entry: ShownEntry) => entry.from },
          { title: dated.until, width: 110, render: (_: unknown, entry: ShownEntry) => entry.until ?? '长期' },
          {
            title: '状态',
            width: 90,
            render: (_: unknown, entry: ShownEntry) =>
              entry.inForce ? (
                <ToneTag tone="passed">有效</ToneTag>
              ) : (
                <ToneTag tone="ended">{entry.from > today ? '未生效' : '已失效'}</ToneTag>
              ),
          },
        ]
      : []),
  ];
}
