import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import type { CaseRow, UnitChoice } from '#apps/api/contract.js';
import { regionName } from '#domain/organisation/regions.js';
import { api } from '../../../data/client.js';
import { search } from '../../../data/pages.js';
import type { Choice } from './knowledge.js';

interface Props {
  id?: string;
  label: string;
  many?: boolean;
  /** In a narrow cell it keeps room for a name. */
  wide?: boolean;
  value?: string | string[];
  onChange?: (value: string | string[]) => void;
}

/** A person of the own units, searched by name or unit. */
export function PersonChooser(props: Props) {
  const colleagues = useQuery({
    queryKey: ['colleagues'],
    queryFn: () => api<{ id: string; name: string; unit: string }[]>('GET', '/colleagues'),
    staleTime: 60_000,
  });
  const options = (colleagues.data ?? []).map(({ id, name, unit }) => ({ value: id, label: `${name}（${unit}）` }));
  return (
    <Chooser {...props} options={options} loading={colleagues.isPending} empty="本单位没有其他人员，请联系系统管理员开通账号" />
  );
}

/** A unit, searched on the server; or one of those given. `known`: the one chosen before, so that its name is shown. */
export function UnitChooser({ choices, known, ...props }: Props & { choices?: Choice[]; known?: Choice }) {
  const [text, setText] = useState('');
  const found = useQuery({
    queryKey: ['units', text],
    queryFn: () => api<UnitChoice[]>('GET', `/units?text=${encodeURIComponent(text)}`),
    enabled: !choices && text.trim() !== '',
    placeholderData: (before) => before,
  });
  const options = (found.data ?? []).map(({ id, name, regionCode }) => ({
    value: id,
    label: regionCode ? `${name}（${regionName(regionCode) ?? ''}）` : name,
  }));
  if (known && !options.some(({ value }) => value === known.value)) options.unshift(known);
  return (
    <Chooser
      {...props}
      options={choices ?? options}
      {...(choices ? {} : { search: setText })}
      empty="输入单位名称或信用代码查找"
    />
  );
}

/** A case, searched by number, title or unit, of those the filter `among` finds; or one of the process's own list. */
export function CaseChooser({ choices, among = {}, ...props }: Props & { choices?: Choice[]; among?: Record<string, string> }) {
  const [text, setText] = useState('');
  const found = useQuery({
    queryKey: ['cases', 'chooser', among, text],
    queryFn: () => api<{ rows: CaseRow[] }>('GET', `/cases?${search({ ...among, limit: '20', text })}`),
    enabled: !choices && text.trim() !== '',
    placeholderData: (before) => before,
  });
  const options = (found.data?.rows ?? []).map((row) => ({
    value: row.id,
    label: [row.number, row.title, row.unit, row.label].filter(Boolean).join(' '),
  }));
  return (
    <Chooser {...props} options={choices ?? options} {...(choices ? {} : { search: setText })} empty="输入编号、标题或单位查找" />
  );
}

function Chooser({
  id,
  label,
  many,
  wide,
  value,
  onChange,
  options,
  search,
  loading,
  empty,
}: Props & { options: Choice[]; search?: (text: string) => void; loading?: boolean; empty: string }) {
  return (
    <Select
      {...(id ? { id } : {})}
      aria-label={label}
      {...(many ? { mode: 'multiple' as const } : {})}
      showSearch={search ? { onSearch: search, filterOption: false } : { optionFilterProp: 'label' }}
      allowClear
      value={value}
      onChange={onChange}
      options={options}
      loading={loading ?? false}
      notFoundContent={empty}
      placeholder="请选择"
      {...(wide ? { style: { width: 220 } } : {})}
    />
  );
}
