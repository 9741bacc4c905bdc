import { Button, Flex, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import type { Filter } from '../../data/pages.js';

export interface FilterField {
  key: string;
  label: string;
  /** Without options a text to search for; with 'date' a day. */
  options?: { value: string; label: string }[];
  kind?: 'date';
  width?: number;
}

interface Props {
  fields: FilterField[];
  filter: Filter;
  change: (values: Filter) => void;
  /** Buttons of the page, at the end of the bar. */
  children?: ReactNode;
}

/** The filters of a list; one click clears them all. */
export function FilterBar({ fields, filter, change, children }: Props) {
  const active = fields.some((field) => filter[field.key]);
  return (
    <Flex wrap gap="small" align="center" role="search" style={{ marginBottom: 16 }}>
      {fields.map((field) => (
        <FilterControl key={field.key} field={field} value={filter[field.key] ?? ''} change={change} />
      ))}
      {active && (
        <Button type="link" onClick={() => change(Object.fromEntries(fields.map((field) => [field.key, ''])))}>
          清除筛选
        </Button>
      )}
      <Flex gap="small" style={{ marginInlineStart: 'auto' }}>
        {children}
      </Flex>
    </Flex>
  );
}

function FilterControl({ field, value, change }: { field: FilterField; value: string; change: Props['change'] }) {
  const set = (text: string | undefined) => change({ [field.key]: text ?? '' });
  const width = field.width ?? 160;
  if (field.options)
    return (
      <Select
        allowClear
        aria-label={field.label}
        placeholder={field.label}
        style={{ width }}
        showSearch={{ optionFilterProp: 'label' }}
        value={value || undefined}
        options={field.options}
        onChange={set}
      />
    );
  if (field.kind === 'date')
    return (
      <Input
        type="date"
        aria-label={field.label}
        title={field.label}
        style={{ width }}
        value={value}
        onChange={(event) => set(event.target.value)}
      />
    );
  return (
    <Input.Search
      key={value}
      allowClear
      aria-label={field.label}
      placeholder={field.label}
      style={{ width: field.width ?? 240 }}
      defaultValue={value}
      onSearch={set}
    />
  );
}
