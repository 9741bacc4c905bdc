import { Form, Input } from 'antd';
import { useState } from 'react';
import type { RegisterRow, ShownEntry } from '#apps/api/contract.js';
import type { Field, FormValues } from '#domain/form/definition.js';
import { checkEntry, undatedFrom, type RegisterDefinition } from '#domain/subsidy/registers/definition.js';
import { FieldControl } from '../../form/field-control.js';
import { labelWithUnit } from '../../form/shown-form.js';
import { EntryDialog } from '../admin/entry-dialog.js';
import { UnitChooser } from '../case/act/choosers.js';

/** As the form holds it: the entry's own parts beside its fields. */
type Written = { unitId?: string; number?: string; from?: string; until?: string } & FormValues;

interface Props {
  definition: RegisterDefinition;
  keeps: RegisterRow;
  today: string;
  entry?: ShownEntry;
  close: () => void;
}

/** 登记 or 修改: a form drawn from the register's definition; every fault stands at its field. */
export function EntryForm({ definition, keeps, today, entry, close }: Props) {
  const [id] = useState(() => entry?.id ?? crypto.randomUUID());
  const { unit, number, dated, fields } = definition;
  const whole = ({ unitId, number: no, from, until, ...values }: Written) => ({
    ...(unitId ? { unitId } : {}),
    ...(no?.trim() ? { number: no.trim() } : {}),
    ...(dated ? { from: from ?? '' } : {}),
    ...(until ? { until } : {}),
    values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')),
  });
  const own = keeps.keeps === 'own' ? keeps.units.map(({ id: value, name: label }) => ({ value, label })) : undefined;
  return (
    <EntryDialog<Written>
      title={`${entry ? '修改' : own ? '填报' : '登记'}：${definition.label}`}
      close={close}
      width={680}
      initial={
        entry
          ? { ...entry.values, unitId: entry.unitId, number: entry.number, from: entry.from, until: entry.until }
          : { from: today, ...(own?.length === 1 ? { unitId: own[0]!.value } : {}) }
      }
      method="PUT"
      path={`/registers/${definition.key}/entries/${id}`}
      body={(written) => ({ ...whole(written), ...(entry ? { revision: entry.revision } : {}) })}
      check={(written) => {
        const { from = undatedFrom(definition, written, today), ...rest } = whole(written);
        return checkEntry(definition, { ...rest, from });
      }}
      done={entry ? '已修改' : '已登记'}
    >
      {unit && (
        <Form.Item name="unitId" label={unit} required={!number}>
          <UnitChooser
            label={unit}
            {...(own ? { choices: own } : {})}
            {...(entry?.unitId ? { known: { value: entry.unitId, label: entry.unit ?? '' } } : {})}
          />
        </Form.Item>
      )}
      {number && (
        <Form.Item name="number" label={number} required>
          <Input maxLength={100} />
        </Form.Item>
      )}
      {fields.map((field) => (
        <Form.Item
          key={field.key}
          name={field.key}
          required={field.required === true}
          {...(field.kind === 'tick' ? {} : { label: labelWithUnit(field) })}
        >
          <Control field={field} />
        </Form.Item>
      ))}
      {dated && (
        <div className="entry-days">
          <Form.Item name="from" label={dated.from} required>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="until" label={dated.until} extra="不填为长期">
            <Input type="date" />
          </Form.Item>
        </div>
      )}
    </EntryDialog>
  );
}

/** antd hands `id`, `value` and `onChange` to it. */
function Control({
  field,
  id = '',
  value,
  onChange = () => undefined,
}: {
  field: Field;
  id?: string;
  value?: FormValues[string];
  onChange?: (value: FormValues[string]) => void;
}) {
  return <FieldControl id={id} field={field} value={value} onChange={onChange} />;
}
