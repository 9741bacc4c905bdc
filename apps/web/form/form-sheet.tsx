import { display, type FormValues } from '#domain/form/definition.js';
import { regionName } from '#domain/organisation/regions.js';
import type { Finding } from '#domain/form/finding.js';
import { askedFields, labelWithUnit, shownColumns, type Content, type ShownForm } from './shown-form.js';
import type { Field } from '#domain/form/definition.js';

interface Props {
  form: ShownForm;
  content: Content;
  /** Keys that differ from the last version: marked. */
  changed?: readonly string[];
  findings?: readonly Finding[];
}

/** The form as a reader sees it, section by section; also the print layout. */
export function FormSheet({ form, content, changed = [], findings = [] }: Props) {
  return (
    <div className="form-sheet">
      {form.sections.map((section) => (
        <table key={section.key}>
          <caption>{section.label}</caption>
          <tbody>
            {lines(askedFields(section, content.fields)).map((line) => (
              <tr key={line[0]!.key}>
                {line.map((field) => (
                  <Cell
                    key={field.key}
                    field={field}
                    span={line.length === 1 ? 3 : 1}
                    changed={changed.includes(field.key)}
                    value={content.fields[field.key]}
                    found={findings.filter((finding) => finding.field === field.key)}
                    reason={content.reasons[field.key]}
                  />
                ))}
              </tr>
            ))}
          </tbody>
          {(section.tables ?? []).map((table) => (
            <tbody key={table.key}>
              <tr>
                <th scope="row">{table.label}</th>
                <td colSpan={3}>
                  <table className="rows">
                    <thead>
                      <tr>
                        {shownColumns(table).map((column) => (
                          <th key={column.key} scope="col">
                            {labelWithUnit(column)}
                          </th>
                        ))}
                      </tr>
                    </thead>
                    <tbody>
                      {(content.tables[table.key] ?? []).map((row, index) => (
                        <tr key={index}>
                          {shownColumns(table).map((column) => (
                            <td key={column.key}>{shownValue(column, row[column.key]) || '—'}</td>
                          ))}
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </td>
              </tr>
            </tbody>
          ))}
        </table>
      ))}
    </div>
  );
}

interface CellProps {
  field: Field;
  span: number;
  changed: boolean;
  value: FormValues[string];
  found: readonly Finding[];
  reason: string | undefined;
}

function Cell({ field, span, changed, value, found, reason }: CellProps) {
  return (
    <>
      <th scope="row">{labelWithUnit(field)}</th>
      <td colSpan={span} id={`sheet-${field.key}`} className={changed ? 'changed' : undefined}>
        {shownValue(field, value) || '—'}
        {changed && <span className="asked">有修改</span>}
        {found.map((finding) => (
          <div key={finding.clause} className={finding.severity === 'error' ? 'note error' : 'note warning'}>
            {finding.message}（{finding.clause}）{reason && `说明：${reason}`}
          </div>
        ))}
      </td>
    </>
  );
}

const shownValue = (field: Field, value: FormValues[string]): string =>
  field.kind === 'county' && typeof value === 'string' ? (regionName(value) ?? value) : display(field, value);

/** Two short fields a line; a long one has a line of its own. */
function lines(fields: Field[]): Field[][] {
  const wide = (field: Field) => field.kind === 'longtext' || field.kind === 'multi';
  const result: Field[][] = [];
  for (const field of fields) {
    const last = result.at(-1);
    if (last?.length === 1 && !wide(field) && !wide(last[0]!)) last.push(field);
    else result.push([field]);
  }
  return result;
}
