import { Button, Input, Select } from 'antd';
import type { PayloadField } from '#domain/process/types.js';
import { UnitChooser } from './choosers.js';

type Column = NonNullable<PayloadField['options']>[number];

type Line = Record<string, string>;

/** 行: lines of a table, one after the other; its columns are the field's options. */
export function RowsEditor({
  label,
  columns,
  value = [],
  onChange,
}: {
  label: string;
  columns: Column[];
  value?: Line[];
  onChange?: (lines: Line[]) => void;
}) {
  const set = (index: number, key: string, text: string) =>
    onChange?.(value.map((line, at) => (at === index ? { ...line, [key]: text } : line)));
  return (
    <div>
      <table className="rows" aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.value} scope="col">
                {column.label}
              </th>
            ))}
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {value.map((line, index) => (
            <tr key={index}>
              {columns.map((column) => (
                <td key={column.value}>
                  <Cell
                    column={column}
                    label={`第${index + 1}行${column.label}`}
                    value={line[column.value] ?? ''}
                    onChange={(text) => set(index, column.value, text)}
                  />
                </td>
              ))}
              <td>
                <Button
                  type="link"
                  aria-label={`删除第${index + 1}行`}
                  onClick={() => onChange?.(value.filter((_, at) => at !== index))}
                >
                  删除
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button type="dashed" block onClick={() => onChange?.([...value, {}])}>
        添加一行
      </Button>
    </div>
  );
}

const yesNo = ['是', '否'].map((value) => ({ value, label: value }));

function Cell({
  column,
  label,
  value,
  onChange,
}: {
  column: Column;
  label: string;
  value: string;
  onChange: (text: string) => void;
}) {
  if (column.control === 'unit')
    return <UnitChooser label={label} wide {...(value ? { value } : {})} onChange={(chosen) => onChange(String(chosen))} />;
  if (column.control === 'yes-no')
    return <Select aria-label={label} value={value || undefined} placeholder="请选择" options={yesNo} onChange={onChange} />;
  return <Input aria-label={label} value={value} onChange={(event) => onChange(event.target.value)} />;
}
