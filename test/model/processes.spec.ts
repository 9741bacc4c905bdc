import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processes } from '#domain/programmes.js';
import { play } from './play.js';
import { worlds } from './worlds.js';

const EVENTS = 1_000_000;
const A_WALK = 1_000;
/** The longest table needs them all to be seen whole; the others together get as many again. */
const share = (name: string) => (name === 'key-project' ? EVENTS : EVENTS / Object.keys(processes).length);

it('every process Duban knows has a world in test/model/worlds.ts to be walked through', () => {
  expect(Object.keys(worlds).sort()).toEqual(Object.keys(processes).sort());
});

describe('a million random events over the real tables', () => {
  it.each(Object.values(processes).filter(({ name }) => name in worlds))(
    'I4 I6 I10 $label ($name): no undefined state, no lost task, nothing forgotten, nothing accepted at a closing, nobody at two levels',
    (process) => {
      const walks = Math.ceil(share(process.name) / A_WALK);
      const seen = new Set<string>();
      let accepted = 0;
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const played = play(process, worlds[process.name]!, seed, A_WALK);
          for (const status of played.seen) seen.add(status);
          accepted += played.accepted;
          expect(played.fault).toBeUndefined();
        }),
        { numRuns: walks },
      );
      // A walk that goes nowhere proves nothing: every state of the table was reached.
      expect([...seen].sort()).toEqual(Object.keys(process.states).sort());
      expect(accepted).toBeGreaterThan(walks);
    },
    120_000,
  );
});
