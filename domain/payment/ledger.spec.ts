import fc from 'fast-check';
import { expect, it } from 'vitest';
import { accountOf, balances, parseAccount, transfers, type Transfer } from './ledger.js';

const budget = { line: 'C1', year: 2026 };

it('I1 whatever happens to the money, the balances add up to nothing', () => {
  const movements = Object.values(transfers);
  const one = fc
    .tuple(fc.constantFrom(...movements), fc.integer({ min: 2022, max: 2030 }), fc.bigInt({ min: 1n, max: 10n ** 15n }))
    .map(([move, year, fen]) => move({ line: 'C6.1', year }, fen));
  fc.assert(
    fc.property(fc.array(one), (list: Transfer[]) => {
      expect([...balances(list).values()].reduce((sum, fen) => sum + fen, 0n)).toBe(0n);
    }),
  );
});

it('a payment from appropriation to receipt leaves the rest of the budget and what was paid', () => {
  const sums = balances([
    transfers.appropriate(budget, 1_000n),
    transfers.commit(budget, 400n),
    transfers.send(budget, 400n),
    transfers.bounce(budget, 400n),
    transfers.send(budget, 400n),
    transfers.pay(budget, 400n),
    transfers.claimBack(budget, 100n),
    transfers.takeBack(budget, 60n),
  ]);
  const of = (kind: Parameters<typeof accountOf>[0]) => sums.get(accountOf(kind, budget));
  expect([of('budget'), of('committed'), of('transit'), of('paid'), of('receivable'), of('returned')]).toEqual([
    600n,
    0n,
    0n,
    300n,
    40n,
    60n,
  ]);
});

it('moves no nothing, and knows its own accounts only', () => {
  expect(() => transfers.pay(budget, 0n)).toThrow('positive');
  expect(() => transfers.pay(budget, -1n)).toThrow('positive');
  expect(parseAccount('paid/C6.1/2026')).toEqual({ kind: 'paid', line: 'C6.1', year: 2026 });
  for (const strange of ['', 'paid', 'paid/C1', 'cash/C1/2026', 'paid/C1/26']) expect(() => parseAccount(strange)).toThrow();
});
