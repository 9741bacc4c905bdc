import { expect, it } from 'vitest';
import { Together } from './together.js';

/** A queue that notes how it decided; a batch with a `spoiler` fails as a whole. */
function queue() {
  const seen: string[][] = [];
  const together = new Together<{ caseId: string }, string>(
    async ({ caseId }) => {
      seen.push([caseId]);
      if (caseId === 'fault') throw new Error('away');
      return caseId;
    },
    async (acts) => {
      seen.push(acts.map(({ caseId }) => caseId));
      if (acts.some(({ caseId }) => ['spoiler', 'fault'].includes(caseId))) throw new Error('spoiled');
      return acts.map(({ caseId }) => caseId);
    },
  );
  return { seen, decide: (...caseIds: string[]) => Promise.allSettled(caseIds.map((caseId) => together.decide({ caseId }))) };
}

it('who comes alone is decided alone; those who come at once are shared out among two lanes, in the order they came', async () => {
  const { seen, decide } = queue();
  await decide('a');
  const answers = await decide('c', 'b', 'e', 'd');
  expect(seen).toEqual([['a'], ['c', 'b'], ['e', 'd']]);
  expect(answers).toEqual(['c', 'b', 'e', 'd'].map((value) => ({ status: 'fulfilled', value })));
});

it('two acts on one case are two batches; no batch has more than sixty-four', async () => {
  const { seen, decide } = queue();
  await decide('a', 'a', ...Array.from({ length: 100 }, (_, n) => `n${n}`));
  expect(seen.flat()).toHaveLength(102);
  for (const batch of seen) {
    expect(batch.length).toBeLessThanOrEqual(64);
    expect(new Set(batch).size).toBe(batch.length);
  }
});

it('a batch that fails is decided act by act: each has its own answer or its own fault, and the queue goes on', async () => {
  const { seen, decide } = queue();
  const answers = await decide('a', 'fault', 'b', 'spoiler');
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(seen.slice(0, 2)).toEqual([
    ['a', 'fault'],
    ['b', 'spoiler'],
  ]);
  expect(
    seen
      .slice(2)
      .map(([one]) => one)
      .sort(),
  ).toEqual(['a', 'b', 'fault', 'spoiler']);
  expect(await decide('c')).toEqual([{ status: 'fulfilled', value: 'c' }]);
});
