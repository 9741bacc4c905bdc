import { Checkbox, Input, Radio, Select } from 'antd';
import { countCharacters, type Field, type FormValues } from '#domain/form/definition.js';
import { counties, regionName } from '#domain/organisation/regions.js';

type Value = FormValues[string];

interface Props {
  id: string;
  field: Field;
  value: Value;
  onChange: (value: Value) => void;
  /** In a table the column's heading is the label. */
  label?: string;
  described?: string;
  invalid?: boolean;
}

const countyOptions = counties.map(({ code, name, prefectureCode }) => ({
  value: code,
  label: `${name}（${regionName(prefectureCode) ?? ''}）`,
}));
const FEW = 4;

/** The control of a field, by its kind. */
export function FieldControl({ id, field, value, onChange, label = field.label, described, invalid = false }: Props) {
  const text = typeof value === 'string' ? value : '';
  const options = (field.options ?? []).map((option) => ({ ...option }));
  const aria = {
    id,
    'aria-label': label,
    'aria-invalid': invalid,
    ...(described ? { 'aria-describedby': described } : {}),
  };
  switch (field.kind) {
    case 'tick':
      return (
        <Checkbox {...aria} checked={value === true} onChange={(event) => onChange(event.target.checked)}>
          {label}
        </Checkbox>
      );
    case 'choice':
      return options.length <= FEW && options.every((option) => option.label.length <= 5) ? (
        <Radio.Group
          {...aria}
          name={id}
          value={text || undefined}
          options={options}
          onChange={(event) => onChange(event.target.value as string)}
        />
      ) : (
        <Select
          {...aria}
          allowClear
          value={text || undefined}
          options={options}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(chosen: string | undefined) => onChange(chosen)}
        />
      );
    case 'multi':
      return (
        <Checkbox.Group
          {...aria}
          className="columns"
          value={Array.isArray(value) ? value : []}
          options={options}
          onChange={(chosen: string[]) => onChange(chosen)}
        />
      );
    case 'county':
      return (
        <Select
          {...aria}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={text || undefined}
          options={countyOptions}
          onChange={(chosen: string | undefined) => onChange(chosen)}
        />
      );
    case 'longtext':
      return (
        <Input.TextArea
          {...aria}
          autoSize={{ minRows: 3, maxRows: 12 }}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    default:
      return (
        <Input
          {...aria}
          type={field.kind === 'date' || field.kind === 'month' ? field.kind : 'text'}
          inputMode={field.kind === 'money' || field.kind === 'number' ? 'decimal' : field.kind === 'phone' ? 'tel' : 'text'}
          suffix={field.unit}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

/** 限500字: how many are used; without white space (6.12). */
export function WordCount({ field, value }: { field: Field; value: Value }) {
  if (field.limit === undefined) return null;
  const used = countCharacters(typeof value === 'string' ? value : '');
  return (
    <span className={used > field.limit ? 'count over' : 'count'}>
      {used}/{field.limit}字{used > field.limit && `，超出${used - field.limit}字`}
    </span>
  );
}
