import { expect, it } from 'vitest';
import type { Field } from '#domain/form/definition.js';
import type { FormDocument } from '#domain/form/document.js';
import { assess } from './assess.js';
import { capsOf } from './caps.js';
import { clauseTexts } from './clauses.js';
import { exampleFacts } from './examples.js';
import { estimateForm, factsForm } from './form.js';
import { measureCodes } from './measures.js';
import { rules2022 } from './rules.js';
import { workedExamples } from './worked-examples.test.js';

it('C1-C8 every clause that a reckoning or a limit names says where it stands, in words', () => {
  const named = new Set<string>();
  for (const { measure, facts = {}, filedOn = '2026-12-01' } of workedExamples) {
    const caps = capsOf(measure, { institution: 'unit', bankLimit: 1n }, 2026, rules2022).map((cap) => ({
      ...cap,
      used: 0n,
      reserved: 0n,
    }));
    const result = assess(measure, { facts: { ...exampleFacts[measure], ...facts }, year: 2026, filedOn }, rules2022, caps);
    if (!result.ok) continue;
    for (const { clause } of [...result.assessment.steps, ...result.assessment.caps]) named.add(clause);
  }
  expect([...named].filter((clause) => !clauseTexts[clause])).toEqual([]);
  expect(named.size).toBeGreaterThan(15);
});

const fieldsOf = ({ sections }: FormDocument): Field[] =>
  sections.flatMap(({ fields, tables = [] }) => [...fields, ...tables.flatMap(({ columns }) => columns)]);

it('an estimate asks every field of the claim, but insists on no number of a document', () => {
  for (const measure of measureCodes) {
    const asked = fieldsOf(estimateForm(measure));
    expect(asked.map(({ key }) => key)).toEqual(fieldsOf(factsForm(measure)).map(({ key }) => key));
    const required = asked.filter((field) => field.required).map(({ key }) => key);
    expect(required.length, measure).toBeGreaterThan(0);
    for (const key of ['loanNo', 'no', 'voucher', 'product', 'taskNo']) expect(required, measure).not.toContain(key);
  }
});
