import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allocate } from './allocation.js';

const waiting = (...fens: bigint[]) => fens.map((fen, n) => ({ caseId: String(n), process: 'claim', fen }));

it('E6 first in, first out: a later, smaller award never overtakes', () => {
  const { funded, queued } = allocate(100n, waiting(60n, 50n, 10n));
  expect(funded.map(({ caseId }) => caseId)).toEqual(['0']);
  expect(queued.map(({ caseId }) => caseId)).toEqual(['1', '2']);
});

it('what is exactly enough is enough; nothing left funds nothing', () => {
  expect(allocate(110n, waiting(60n, 50n)).queued).toEqual([]);
  expect(allocate(0n, waiting(1n)).funded).toEqual([]);
});

it('never spends more than there is, and splits the line in two without losing anybody', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10_000n }), fc.array(fc.bigInt({ min: 1n, max: 3_000n })), (left, fens) => {
      const line = waiting(...fens);
      const { funded, queued } = allocate(left, line);
      const spent = funded.reduce((sum, { fen }) => sum + fen, 0n);
      expect(spent <= left).toBe(true);
      expect([...funded, ...queued]).toEqual(line);
      if (queued[0]) expect(spent + queued[0].fen > left).toBe(true);
    }),
  );
});
