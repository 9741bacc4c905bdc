import { describe, expect, it } from 'vitest';
import type { FormValues } from '#domain/form/definition.js';
import { provenPoints } from './checklist.js';
import { validExample } from './examples.js';
import type { ProjectType } from './form.js';
import { checkProjectForm, defaultParameters } from './rules.js';

const points = (type: ProjectType, change: FormValues = {}) => {
  const form = { ...validExample(type, 2027), ...change };
  return provenPoints(form, checkProjectForm(form, { call: defaultParameters(2027), today: '2026-12-01' }));
};
const state = (clause: string, ...given: Parameters<typeof points>) =>
  points(...given).find((point) => point.clause === clause)?.state;

describe('A19 what the machine proves of a form', () => {
  it.each(['new', 'continued', 'completed'] as const)('all of it holds in a valid %s form', (type) =>
    expect(points(type).every((point) => point.state === 'holds')).toBe(true),
  );
  it('A5 999.99 fails', () => expect(state('A5', 'new', { total: '999.99' })).toBe('fails'));
  it('R3 stands under A7, R4 warns under A8', () => {
    expect(state('A7', 'new', { landDate: '2027-08-01' })).toBe('fails');
    expect(state('A8', 'continued', { landState: 'none', landNumber: '' })).toBe('warns');
  });
  it('A20 for four parts, A21 for five', () => {
    expect(state('A20', 'new', { equipment: '' })).toBe('fails');
    expect(state('A21', 'new', { category: '2', subKind: '' })).toBe('fails');
  });
  it('asks of a type only its own clause', () => expect(state('A9', 'new')).toBeUndefined());
});
