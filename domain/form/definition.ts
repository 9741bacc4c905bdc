import { formatWanYuan, MoneyError, parseWanYuan } from '#domain/money/fen.js';

/** One field of a form: what the web form, the Excel template, the comparison and the printed form all know of it. */
export interface Field {
  key: string;
  label: string;
  kind: 'text' | 'longtext' | 'money' | 'number' | 'date' | 'month' | 'choice' | 'multi' | 'tick' | 'county' | 'phone';
  required?: boolean;
  unit?: '万元' | '人';
  /** Most characters; counted with punctuation, without white space. */
  limit?: number;
  options?: readonly { value: string; label: string }[];
  help?: string;
  /** Kept for the rules; no reader sees it. */
  internal?: true;
  /** Asked only when this holds. */
  when?: (values: FormValues) => boolean;
}

/** An official returns a form by section. */
export interface Section {
  key: string;
  label: string;
  fields: readonly Field[];
}

export interface FormDefinition {
  name: string;
  label: string;
  sections: readonly Section[];
}

/** Text for text, money ('1234.56' in 万元), dates and months; string[] for multi; boolean for ticks. */
export type FormValues = Record<string, string | string[] | boolean | undefined>;

export interface FieldChange {
  section: string;
  key: string;
  label: string;
  from: string;
  to: string;
}

export function fieldsOf(form: FormDefinition): Field[] {
  return form.sections.flatMap((section) => [...section.fields]);
}

/** Characters as the word counter counts them: every one including punctuation, white space not (specification 6.12). */
export function countCharacters(text: string): number {
  return [...text.replace(/\s+/gu, '')].length;
}

/** How a value is shown to a reader; amounts with thousands separators and two decimals (6.7). */
export function display(field: Field, value: FormValues[string]): string {
  if (value === undefined || value === '') return '';
  if (field.kind === 'money' && typeof value === 'string') return shownAmount(value);
  if (typeof value === 'boolean') return value ? '是' : '否';
  const label = (one: string) => field.options?.find((option) => option.value === one)?.label ?? one;
  return Array.isArray(value) ? value.map(label).join('、') : label(value);
}

function shownAmount(text: string): string {
  try {
    return formatWanYuan(parseWanYuan(text));
  } catch (fault) {
    if (fault instanceof MoneyError) return text;
    throw fault;
  }
}

/** 与上一版的差异: every field whose shown value differs. */
export function compareValues(form: FormDefinition, from: FormValues, to: FormValues): FieldChange[] {
  return form.sections.flatMap((section) =>
    section.fields.flatMap((field) => {
      const [before, after] = [display(field, from[field.key]), display(field, to[field.key])];
      return before === after ? [] : [{ section: section.key, key: field.key, label: field.label, from: before, to: after }];
    }),
  );
}
