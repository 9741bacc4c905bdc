import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import type { Page, UnitRow } from '#apps/api/contract.js';
import { api } from '../../data/client.js';

interface Props {
  label: string;
  value?: string;
  onChange?: (id: string | undefined) => void;
  /** The unit chosen before, so that its name is shown. */
  known?: { id: string; name: string } | null;
}

/** Chooses a unit by typing part of its name or code; the api searches. */
export function UnitSelect({ label, value, onChange, known, ...rest }: Props) {
  const [text, setText] = useState('');
  const found = useQuery({
    queryKey: ['unit-select', text],
    queryFn: () => api<Page<UnitRow>>('GET', `/admin/units?limit=20&status=verified&text=${encodeURIComponent(text)}`),
  });
  const options = (found.data?.rows ?? []).map((unit) => ({ value: unit.id, label: unit.name }));
  if (known && !options.some((option) => option.value === known.id)) options.unshift({ value: known.id, label: known.name });
  return (
    <Select
      {...rest}
      allowClear
      aria-label={label}
      placeholder="输入单位名称搜索"
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={found.isFetching}
      value={value}
      options={options}
      onChange={(id?: string) => onChange?.(id)}
    />
  );
}
