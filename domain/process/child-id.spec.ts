import { expect, it } from 'vitest';
import { childId } from './child-id.js';

it('a child’s id is fixed by its parent and name, and a UUID', () => {
  expect(childId('p', 'annual-report-2027')).toBe(childId('p', 'annual-report-2027'));
  expect(childId('p', 'annual-report-2027')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
});
it('a hundred thousand names give as many ids', () => {
  const ids = Array.from({ length: 100_000 }, (_, index) => childId(`parent-${index % 100}`, `name-${Math.floor(index / 100)}`));
  expect(new Set(ids).size).toBe(ids.length);
});
