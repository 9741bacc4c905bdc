import { countOf, textOf, type DocumentContent } from '#domain/form/document.js';
import type { Filed } from '../formation/data.js';

/** What the consortium keeps of its application and plan: name, term, chief expert, contact, the two lists (B19). */
export function filedFrom(form: DocumentContent, plan: DocumentContent): Filed {
  const text = (key: string) => textOf(form.fields, key);
  const months = countOf(form.fields, 'months');
  const list = (key: string) => (plan.tables[key] ?? []).map((row) => ({ name: textOf(row, 'name'), unit: textOf(row, 'unit') }));
  return {
    ...(text('name') ? { name: text('name') } : {}),
    ...(months === undefined ? {} : { months }),
    ...(text('chiefExpert') ? { chiefExpert: text('chiefExpert') } : {}),
    ...(text('contact') ? { contact: { name: text('contact'), phone: text('phone') } } : {}),
    lists: { problems: list('problems'), targets: list('targets') },
  };
}
