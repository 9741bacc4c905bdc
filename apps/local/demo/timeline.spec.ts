import { expect, it } from 'vitest';
import { Timeline } from './timeline.js';

/** Time as the stories see it. */
function clock() {
  let now = 0;
  const timeline = new Timeline((to) => Promise.resolve(void (now = Math.max(now, to))));
  return { timeline, now: () => now };
}

it('stories interleave by their moments, each alone until it waits again', async () => {
  const { timeline, now } = clock();
  const told: string[] = [];
  const story = (name: string, moments: number[]) => async () => {
    for (const at of moments) {
      await timeline.until(at);
      told.push(`${name} begins ${now()}`);
      await new Promise((resolve) => setTimeout(resolve));
      told.push(`${name} rests`);
    }
  };
  await timeline.tell([story('a', [1, 5]), story('b', [2, 3]), story('c', [])]);
  expect(told.filter((_, n) => n % 2 === 0)).toEqual(['a begins 1', 'b begins 2', 'b begins 3', 'a begins 5']);
  expect(told.filter((_, n) => n % 2 === 1)).toEqual(['a rests', 'b rests', 'b rests', 'a rests']);
});

it('a moment that has passed goes on at once: the clock does not go back', async () => {
  const { timeline, now } = clock();
  const seen: number[] = [];
  await timeline.tell([
    async () => {
      for (const at of [7, 3]) {
        await timeline.until(at);
        seen.push(now());
      }
    },
  ]);
  expect(seen).toEqual([7, 7]);
});

it('what a story throws ends the telling', async () => {
  const { timeline } = clock();
  const told = timeline.tell([
    () => timeline.until(9),
    async () => {
      await timeline.until(1);
      throw new Error('refused');
    },
  ]);
  await expect(told).rejects.toThrow('refused');
});
