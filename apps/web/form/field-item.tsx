import { Input } from 'antd';
import type { Field, FormValues } from '#domain/form/definition.js';
import type { Finding } from '#domain/form/finding.js';
import { FieldControl, WordCount } from './field-control.js';
import { elementId, labelWithUnit } from './shown-form.js';

interface Props {
  field: Field;
  path?: string;
  value: FormValues[string];
  findings: readonly Finding[];
  reason?: string;
  onChange: (value: FormValues[string]) => void;
  onReason: (text: string) => void;
}

/** A field with its label, its counter, what is wrong with it, and the reason a warning asks for (R4, A22). */
export function FieldItem({ field, path = field.key, value, findings, reason = '', onChange, onReason }: Props) {
  const id = elementId(path);
  const error = findings.find((finding) => finding.severity === 'error');
  const warning = findings.find((finding) => finding.severity === 'warning');
  const wide = field.kind === 'longtext' || field.kind === 'multi';
  const note = `${id}-note`;
  return (
    <div className={['field', wide && 'wide', error && 'has-error', warning && 'has-warning'].filter(Boolean).join(' ')}>
      {field.kind !== 'tick' && (
        <label htmlFor={id}>
          {labelWithUnit(field)}
          {field.required && <span className="required">必填</span>}
          <WordCount field={field} value={value} />
        </label>
      )}
      <FieldControl id={id} field={field} value={value} onChange={onChange} described={note} invalid={error !== undefined} />
      <div id={note} className="note">
        {error ? (
          <span className="error">
            {error.message}（{error.clause}）
          </span>
        ) : warning ? (
          <span className="warning">
            {warning.message}（{warning.clause}）
          </span>
        ) : (
          field.help
        )}
      </div>
      {warning && (
        <Input
          id={`${id}-reason`}
          aria-label={`${field.label}的情况说明`}
          placeholder="请说明原因，供审核部门核实"
          status={reason.trim() === '' ? 'warning' : ''}
          value={reason}
          onChange={(event) => onReason(event.target.value)}
        />
      )}
    </div>
  );
}
