import { fieldsOf, type FormValues } from '#domain/form/definition.js';
import { projectForm } from './form.js';

/** What a new year asks afresh: the project's identity and type, its stage, its year's plan, and every promise. */
const asked = new Set([
  'name',
  'type',
  'county',
  'stage',
  'progress',
  'target',
  'cumulative',
  'preliminary',
  'plan',
  'q1',
  'q2',
  'q3',
  'q4',
  'priorHundred',
  'remarks',
]);

/** Answers of an earlier application that still hold (园区、领域、建设内容、投资构成、手续、联系人 …); fields the applicant has filled stay. */
export function reuseAnswers(year: number, draft: FormValues, earlier: FormValues): FormValues {
  const reusable = fieldsOf(projectForm(year)).filter((field) => field.kind !== 'tick' && !asked.has(field.key));
  const taken = reusable.flatMap(({ key }) => {
    const empty = draft[key] === undefined || draft[key] === '' || (Array.isArray(draft[key]) && draft[key].length === 0);
    return empty && earlier[key] !== undefined ? [[key, earlier[key]] as const] : [];
  });
  return { ...draft, ...Object.fromEntries(taken) };
}
