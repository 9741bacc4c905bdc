import { expect, it } from 'vitest';
import { Throttle } from './throttle.js';

it('S10 counts the hits of a key in its window, and of no other key', () => {
  let now = 0;
  const throttle = new Throttle(2, 1_000, () => now);
  throttle.hit('a');
  expect(throttle.exceeded('a')).toBe(false);
  now = 500;
  throttle.hit('a');
  expect([throttle.exceeded('a'), throttle.exceeded('b')]).toEqual([true, false]);
  now = 1_000;
  expect(throttle.exceeded('a')).toBe(false);
});

it('S10 forgets the oldest key rather than grow without end', () => {
  const throttle = new Throttle(1, 1_000, () => 0);
  for (let key = 0; key <= 10_000; key += 1) throttle.hit(String(key));
  expect([throttle.exceeded('0'), throttle.exceeded('1'), throttle.exceeded('10000')]).toEqual([false, true, true]);
});
