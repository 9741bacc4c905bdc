import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { FormValues } from '#domain/form/definition.js';
import type { Finding } from '#domain/form/finding.js';
import { FieldItem } from './field-item.js';
import { jumpTo } from './jump-to.js';
import { askedFields, belongsTo, type Content, type ShownForm } from './shown-form.js';
import { TableItem } from './table-item.js';

interface Props {
  form: ShownForm;
  content: Content;
  findings: readonly Finding[];
  onChange: (content: Content) => void;
  /** 需修改的部分 of a return: the reviewer named these sections. */
  asked?: readonly string[];
  /** Saving, and what else belongs to the form, at the head of the list. */
  tools?: ReactNode;
}

/** A form drawn from its definition; the same rules as the api's run while typing. */
export function FormEditor({ form, content, findings, onChange, asked = [], tools }: Props) {
  // An untouched field is not scolded; the list above names it, and whoever opens the list sees all at their fields.
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(Object.keys(content.reasons).length > 0 || asked.length > 0);
  const touch = (path: string) => setTouched((before) => (before.has(path) ? before : new Set(before).add(path)));
  const setField = (key: string, value: FormValues[string]) => {
    touch(key);
    onChange({ ...content, fields: { ...content.fields, [key]: value } });
  };
  const setRows = (key: string, rows: FormValues[]) => {
    touch(key);
    onChange({ ...content, tables: { ...content.tables, [key]: rows } });
  };
  const shown = findings.filter(
    (finding) => all || finding.severity === 'warning' || [...touched].some((path) => finding.field.split('.')[0] === path),
  );
  const open = openFindings(findings, content.reasons);
  return (
    <div className="form-editor">
      <div className="form-bar">
        <nav aria-label="申报表各部分">
          {form.sections.map((section) => {
            const count = open.filter((finding) => belongsTo(section, finding.field)).length;
            return (
              <a key={section.key} href={`#section-${section.key}`} className={count ? 'open' : 'complete'}>
                {section.label}
                <span>{count ? `${count}处` : '✓'}</span>
              </a>
            );
          })}
        </nav>
        {tools}
      </div>
      <OpenFindings
        findings={open}
        expand={() => setAll(true)}
        jump={(path) => {
          setAll(true);
          jumpTo(path);
        }}
      />
      {form.sections.map((section) => (
        <section key={section.key} id={`section-${section.key}`} aria-labelledby={`heading-${section.key}`}>
          <h3 id={`heading-${section.key}`}>
            {section.label}
            {asked.includes(section.key) && <span className="asked">审核部门要求修改</span>}
          </h3>
          <div className="fields">
            {askedFields(section, content.fields).map((field) => (
              <FieldItem
                key={field.key}
                field={field}
                value={content.fields[field.key]}
                findings={shown.filter((finding) => finding.field === field.key)}
                reason={content.reasons[field.key]}
                onChange={(value) => setField(field.key, value)}
                onReason={(text) => onChange({ ...content, reasons: { ...content.reasons, [field.key]: text } })}
              />
            ))}
            {(section.tables ?? []).map((table) => (
              <TableItem
                key={table.key}
                table={table}
                rows={content.tables[table.key] ?? []}
                findings={shown}
                onChange={(rows) => setRows(table.key, rows)}
              />
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}

/** What still stands in the way of submitting: errors, and warnings without a reason. */
export function openFindings(findings: readonly Finding[], reasons: Record<string, string>): Finding[] {
  return findings.filter((finding) => finding.severity === 'error' || !(reasons[finding.field] ?? '').trim());
}

function OpenFindings({
  findings,
  expand,
  jump,
}: {
  findings: readonly Finding[];
  expand: () => void;
  jump: (path: string) => void;
}) {
  if (findings.length === 0)
    return (
      <p className="verdict complete" role="status">
        填报内容符合申报条件，可以提交。
      </p>
    );
  return (
    <details className="verdict open" onToggle={(event) => event.currentTarget.open && expand()}>
      <summary>
        <span role="status">还有 {findings.length} 处需要填写或修改</span>，点击查看
      </summary>
      <ol>
        {findings.map((finding) => (
          <li key={`${finding.field} ${finding.clause} ${finding.message}`}>
            <Button type="link" size="small" onClick={() => jump(finding.field)}>
              {finding.message}（{finding.clause}）
            </Button>
          </li>
        ))}
      </ol>
    </details>
  );
}
