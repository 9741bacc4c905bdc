import { Button } from 'antd';
import type { FormValues } from '#domain/form/definition.js';
import type { Table } from '#domain/form/document.js';
import type { Finding } from '#domain/form/finding.js';
import { FieldControl } from './field-control.js';
import { elementId, labelWithUnit, shownColumns } from './shown-form.js';

interface Props {
  table: Table;
  rows: readonly FormValues[];
  findings: readonly Finding[];
  onChange: (rows: FormValues[]) => void;
}

/** Rows the applicant adds, a person or a unit a line. */
export function TableItem({ table, rows, findings, onChange }: Props) {
  const own = findings.find((finding) => finding.field === table.key);
  const fault = (path: string) => findings.find((finding) => finding.field === path);
  const set = (index: number, key: string, value: FormValues[string]) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, [key]: value } : row)));
  return (
    <div className="field wide" id={elementId(table.key)} tabIndex={-1}>
      <div className="label">
        {table.label}
        {table.least && <span className="required">至少{table.least}行</span>}
      </div>
      <div className="scroll">
        <table className="rows" aria-label={table.label}>
          <thead>
            <tr>
              <th scope="col">序号</th>
              {shownColumns(table).map((column) => (
                <th key={column.key} scope="col">
                  {labelWithUnit(column)}
                </th>
              ))}
              <th scope="col">操作</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                <th scope="row">{index + 1}</th>
                {shownColumns(table).map((column) => {
                  const path = `${table.key}.${index}.${column.key}`;
                  const found = fault(path);
                  return (
                    <td key={column.key} className={found ? 'has-error' : undefined}>
                      <FieldControl
                        id={elementId(path)}
                        field={column}
                        label={`第${index + 1}行${column.label}`}
                        value={row[column.key]}
                        invalid={found !== undefined}
                        onChange={(value) => set(index, column.key, value)}
                      />
                      {found && <div className="note error">{found.message}</div>}
                    </td>
                  );
                })}
                <td>
                  <Button
                    type="link"
                    aria-label={`删除${table.label}第${index + 1}行`}
                    onClick={() => onChange(rows.filter((_, at) => at !== index))}
                  >
                    删除
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {own && <div className="note error">{own.message}</div>}
      <Button type="dashed" block onClick={() => onChange([...rows, {}])}>
        添加{table.label}
      </Button>
    </div>
  );
}
