import { compareValues, type FieldChange, type FormValues } from '#domain/form/definition.js';
import { projectForm } from '#domain/key-project/form.js';
import type { Content } from '../../../form/shown-form.js';

/** The application's saved form: its fields, and beside them the reasons for warnings. */
export function contentOfProject(saved: Record<string, unknown>): Content {
  const { reasons, ...fields } = saved;
  return { fields: fields as FormValues, tables: {}, reasons: (reasons ?? {}) as Record<string, string> };
}

export const savedProject = ({ fields, reasons }: Content): Record<string, unknown> => ({
  ...fields,
  ...(Object.keys(reasons).length > 0 ? { reasons } : {}),
});

export const changesOf = (year: number, from: Record<string, unknown>, to: Record<string, unknown>): FieldChange[] =>
  compareValues(projectForm(year), contentOfProject(from).fields, contentOfProject(to).fields);
