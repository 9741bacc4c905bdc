import { Alert, Button, Card, Checkbox, Descriptions, Form, Input, Select, Space } from 'antd';
import { useMemo, useState } from 'react';
import { countCharacters, display, type Field, type FormValues } from '#domain/form/definition.js';
import type { Finding } from '#domain/form/finding.js';
import { projectForm } from '#domain/key-project/form.js';
import { checkProjectForm, defaultParameters } from '#domain/key-project/rules.js';
import { counties } from '#domain/organisation/regions.js';

interface Props {
  year: number;
  today: string;
  values: FormValues;
  saving: boolean;
  onSave: (values: FormValues) => void;
}

/** The form as a reader sees it: plain text, section by section. */
export function ProjectSheet({ year, values }: { year: number; values: FormValues }) {
  return projectForm(year).sections.map((section) => (
    <Descriptions
      key={section.key}
      title={section.label}
      bordered
      size="small"
      column={2}
      style={{ marginBottom: 16, background: '#fff' }}
      items={section.fields
        .filter((field) => !field.when || field.when(values))
        .map((field) => ({
          key: field.key,
          label: `${field.label}${field.unit ? `（${field.unit}）` : ''}`,
          children: display(field, values[field.key]) || '—',
          span: field.kind === 'longtext' ? 2 : 1,
        }))}
    />
  ));
}

/** The application form, drawn from its definition; the regulation's rules run while typing, as they will on submission. */
export function ProjectForm({ year, today, values, saving, onSave }: Props) {
  const [draft, setDraft] = useState<FormValues>(values);
  const findings = useMemo(() => checkProjectForm(draft, { call: defaultParameters(year), today }), [draft, year, today]);
  const errors = findings.filter((finding) => finding.severity === 'error');
  const reasons = (draft.reasons as unknown as Record<string, string> | undefined) ?? {};
  const set = (key: string, value: FormValues[string]) => setDraft((before) => ({ ...before, [key]: value }));
  return (
    <Form layout="vertical">
      <Alert
        style={{ marginBottom: 16 }}
        showIcon
        type={errors.length ? 'warning' : 'success'}
        title={errors.length ? `还有 ${errors.length} 处需要填写或修改` : '填报内容符合申报条件，可以保存并提交。'}
        action={
          <Button type="primary" loading={saving} onClick={() => onSave(draft)}>
            保存草稿
          </Button>
        }
      />
      {projectForm(year).sections.map((section) => (
        <Card key={section.key} title={section.label} size="small" style={{ marginBottom: 16 }}>
          <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(300px, 1fr))', columnGap: 16 }}>
            {section.fields
              .filter((field) => !field.when || field.when(draft))
              .map((field) => (
                <FieldItem
                  key={field.key}
                  field={field}
                  value={draft[field.key]}
                  findings={findings.filter((finding) => finding.field === field.key)}
                  reason={reasons[field.key]}
                  onChange={(value) => set(field.key, value)}
                  onReason={(text) => setDraft((before) => ({ ...before, reasons: { ...reasons, [field.key]: text } as never }))}
                />
              ))}
          </div>
        </Card>
      ))}
    </Form>
  );
}

interface ItemProps {
  field: Field;
  value: FormValues[string];
  findings: Finding[];
  reason?: string;
  onChange: (value: FormValues[string]) => void;
  onReason: (text: string) => void;
}

function FieldItem({ field, value, findings, reason, onChange, onReason }: ItemProps) {
  const error = findings.find((finding) => finding.severity === 'error');
  const warning = findings.find((finding) => finding.severity === 'warning');
  const help = error ? `${error.message}（${error.clause}）` : warning ? `${warning.message}（${warning.clause}）` : field.help;
  return (
    <Form.Item
      label={field.kind === 'tick' ? undefined : `${field.label}${field.unit ? `（${field.unit}）` : ''}`}
      required={field.required}
      htmlFor={`field-${field.key}`}
      validateStatus={error ? 'error' : warning ? 'warning' : ''}
      help={help}
      style={field.kind === 'longtext' ? { gridColumn: '1 / -1' } : undefined}
    >
      <Space orientation="vertical" style={{ width: '100%' }}>
        <Control field={field} value={value} onChange={onChange} />
        {warning && (
          <Input
            aria-label={`${field.label}的情况说明`}
            placeholder="请说明原因"
            value={reason ?? ''}
            onChange={(event) => onReason(event.target.value)}
          />
        )}
      </Space>
    </Form.Item>
  );
}

function Control({
  field,
  value,
  onChange,
}: {
  field: Field;
  value: FormValues[string];
  onChange: (value: FormValues[string]) => void;
}) {
  const id = `field-${field.key}`;
  const text = typeof value === 'string' ? value : '';
  const options = (field.options ?? []).map((option) => ({ ...option }));
  switch (field.kind) {
    case 'tick':
      return (
        <Checkbox id={id} checked={value === true} onChange={(event) => onChange(event.target.checked)}>
          {field.label}
        </Checkbox>
      );
    case 'choice':
      return (
        <Select
          id={id}
          aria-label={field.label}
          style={{ width: '100%' }}
          value={text || undefined}
          options={options}
          onChange={onChange}
        />
      );
    case 'multi':
      return (
        <Select
          id={id}
          aria-label={field.label}
          mode="multiple"
          style={{ width: '100%' }}
          value={Array.isArray(value) ? value : []}
          options={options}
          onChange={onChange}
        />
      );
    case 'county':
      return (
        <Select
          id={id}
          aria-label={field.label}
          showSearch={{ optionFilterProp: 'label' }}
          style={{ width: '100%' }}
          value={text || undefined}
          options={counties.map((county) => ({ value: county.code, label: county.name }))}
          onChange={onChange}
        />
      );
    case 'longtext':
      return (
        <Input.TextArea
          id={id}
          rows={3}
          value={text}
          count={field.limit ? { show: true, max: field.limit, strategy: countCharacters } : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    default:
      return (
        <Input
          id={id}
          type={field.kind === 'date' ? 'date' : 'text'}
          inputMode={field.kind === 'money' || field.kind === 'number' ? 'decimal' : undefined}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}
