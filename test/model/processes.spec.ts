import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processes } from '#domain/programmes.js';
import { play } from './play.js';
import { worlds } from './worlds/index.js';

/** The longest table needs a million to be seen whole. */
const events = (name: string) => (name === 'key-project' ? 1_000_000 : 100_000);
const A_WALK = 1_000;
/** The gate walks the same walks every time: it judges the change, not the luck of a seed. `DUBAN_SEED=<number>` walks others; found faults become rows of the table's own test. */
const SEED = Number(process.env.DUBAN_SEED ?? 20261231);

// A process without a world is walked by nobody.
it.each(Object.keys(processes))('%s has a world in test/model/worlds', (name) => expect(Object.keys(worlds)).toContain(name));

describe('F24 a million random events over the real tables, each walk to be had again from its seed', () => {
  it.each(Object.values(processes))(
    'I4 I6 I10 $label ($name): no undefined state, no lost task, nothing forgotten, nothing accepted at a closing, nobody at two levels',
    (process) => {
      const walks = events(process.name) / A_WALK;
      const seen = new Set<string>();
      let accepted = 0;
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const played = play(process, worlds[process.name]!, seed, A_WALK);
          for (const status of played.seen) seen.add(status);
          accepted += played.accepted;
          expect(played.fault).toBeUndefined();
        }),
        { numRuns: walks, seed: SEED },
      );
      // A walk that goes nowhere proves nothing: every state of the table was reached.
      const unreached = Object.keys(process.states).filter((name) => !seen.has(name));
      expect(unreached.filter((name) => !worlds[process.name]!.unreached?.includes(name))).toEqual([]);
      expect(accepted).toBeGreaterThan(walks);
    },
    120_000,
  );
});
