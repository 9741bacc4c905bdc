import { Button, Input } from 'antd';
import type { Choice } from './knowledge.js';

type Line = Record<string, string>;

/** 行: lines of a table, one after the other; its columns are the field's options. */
export function RowsEditor({
  label,
  columns,
  value = [],
  onChange,
}: {
  label: string;
  columns: Choice[];
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
                  <Input
                    aria-label={`第${index + 1}行${column.label}`}
                    value={line[column.value] ?? ''}
                    onChange={(event) => set(index, column.value, event.target.value)}
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
