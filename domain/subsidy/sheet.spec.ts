import { describe, expect, it } from 'vitest';
import type { FormValues } from '#domain/form/definition.js';
import { exampleFacts } from './examples.js';
import { mattersOf } from './matters.js';
import { factsForm, factsOf } from './form.js';
import { measureCodes } from './measures.js';
import { claimSheet, contentsOf, faultsOf } from './sheet.js';

/** The first line of an example as it stands in a list. */
function lineOf(measure: (typeof measureCodes)[number]): FormValues {
  const lists = Object.values(exampleFacts[measure]).filter((value) => Array.isArray(value)) as FormValues[][];
  const single = Object.entries(exampleFacts[measure]).filter(([, value]) => !Array.isArray(value));
  // Who borrowed is for the reader; no formula asks it, so that the examples leave it out.
  return {
    borrowerName: '昆明锗业',
    borrower: '91530100MA6K000000',
    ...(Object.fromEntries(single) as FormValues),
    ...lists[0]?.[0],
  };
}

describe.each(measureCodes)('2.9 the list of %s', (measure) => {
  it('asks what the form asks, each thing once, and takes an example without complaint', () => {
    const { columns } = claimSheet(measure);
    expect(new Set(columns.map(({ key }) => key)).size).toBe(columns.length);
    for (const { fields, tables } of factsForm(measure).sections)
      for (const { key } of [...fields, ...(tables ?? []).flatMap((table) => [...table.columns])])
        expect(columns.map((column) => column.key)).toContain(key);
    expect(faultsOf(measure, lineOf(measure))).toEqual([]);
  });

  it('R19 a line is a claim that lays its hand on what the form would; a yearly total is one claim of all lines', () => {
    const line = lineOf(measure);
    const contents = contentsOf(measure, [line, line]);
    expect(contents).toHaveLength(claimSheet(measure).each === 'claim' ? 2 : 1);
    const matters = mattersOf(measure, factsOf(contents[0]!), 'x', 2026);
    const single = mattersOf(measure, exampleFacts[measure], 'x', 2026);
    expect(matters[0]).toEqual(single[0]);
  });
});

it('what is asked only sometimes is asked then, at its column; a month alone is no day', () => {
  const loss = { ...lineOf('C4'), form: 'loss' };
  const fields = (line: FormValues) => faultsOf('C4', line).map(({ field }) => field);
  expect(fields({ ...loss, exitedOn: undefined, actualLoss: undefined })).toEqual(['exitedOn', 'actualLoss']);
  expect(faultsOf('C6.1', { ...lineOf('C6.1'), paidOn: '2026-11' })).toMatchObject([
    { field: 'paidOn', message: '「付息日期」请填写有效日期，如 2026-03-01。' },
  ]);
});
