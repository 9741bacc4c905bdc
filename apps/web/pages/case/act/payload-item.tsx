import { Checkbox, Form, Input, Select } from 'antd';
import type { PayloadField } from '#domain/process/types.js';
import { Checklist } from './checklist.js';
import { CaseChooser, PersonChooser, UnitChooser } from './choosers.js';
import { FilesField } from './files-field.js';
import { useDialog } from './knowledge.js';
import { RowsEditor } from './rows-editor.js';

/** Short answers stand two in a line. */
export const isShort = (kind: PayloadField['kind']): boolean => ['date', 'month', 'money', 'number'].includes(kind);

/** One question of an act's dialog, with the control its kind asks for. */
export function PayloadItem({ field }: { field: PayloadField }) {
  const { key: name, label, kind, required, askedFor } = field;
  const given: unknown = Form.useWatch(askedFor?.key ?? '');
  if (askedFor && !askedFor.values.includes(String(given ?? ''))) return null;
  const rules = required ? [{ required: true, message: `请填写「${label}」` }] : [];
  if (kind === 'tick')
    return (
      <Form.Item name={name} valuePropName="checked" rules={rules}>
        <Checkbox>{label}</Checkbox>
      </Form.Item>
    );
  return (
    <Form.Item
      name={name}
      {...(isShort(kind) ? { className: 'short' } : {})}
      label={kind === 'money' && !label.includes('万元') ? `${label}（万元）` : label}
      rules={rules}
    >
      <Control field={field} />
    </Form.Item>
  );
}

/** antd hands `id`, `value` and `onChange` to it. */
function Control({ field, ...given }: { field: PayloadField; id?: string }) {
  const { one, sections, experts, cases, among, units, proven } = useDialog();
  const { label } = field;
  const options = (field.options ?? []).map((option) => ({ ...option }));
  switch (field.kind) {
    case 'checklist':
      return <Checklist {...given} label={label} options={options} {...(proven ? { proven } : {})} />;
    case 'sections':
      return <Checkbox.Group {...given} options={sections ?? options} className="columns" />;
    case 'choice':
      return <Select {...given} options={options} allowClear={!field.required} />;
    case 'expert':
      return <Select {...given} options={experts ?? []} showSearch={{ optionFilterProp: 'label' }} />;
    case 'task':
      return (
        <Select
          {...given}
          options={one.tasks
            .filter((task) => task.kind === 'sign' && !task.answered)
            .map((task) => ({ value: task.id, label: `${task.desk}（${task.position === 'before' ? '前加签' : '后加签'}）` }))}
        />
      );
    case 'person':
      return <PersonChooser {...given} label={label} many={field.many === true} />;
    case 'unit':
    case 'units':
      return (
        <UnitChooser
          {...given}
          label={label}
          many={field.kind === 'units'}
          {...(units?.[field.key] ? { choices: units[field.key]! } : {})}
        />
      );
    case 'case':
    case 'cases':
      return (
        <CaseChooser
          {...given}
          label={label}
          many={field.kind === 'cases'}
          {...(among ? { among } : {})}
          {...(cases ? { choices: cases } : {})}
        />
      );
    case 'rows':
      return <RowsEditor {...given} label={label} columns={field.options ?? []} />;
    case 'files':
      return <FilesField {...given} label={label} caseId={one.id} purpose={field.key === 'photos' ? 'photo' : 'other'} />;
    case 'texts':
      return <Select {...given} mode="tags" open={false} placeholder="输入后按回车添加" />;
    case 'longtext':
      return <Input.TextArea {...given} rows={3} />;
    case 'date':
    case 'month':
      return <Input {...given} type={field.kind} style={{ width: 180 }} />;
    case 'money':
    case 'number':
      return <Input {...given} inputMode="decimal" style={{ width: 180 }} />;
    case 'text':
      return <Input {...given} />;
  }
}
