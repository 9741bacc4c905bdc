import type { World } from '../world.js';
import { consortium } from './consortium.js';
import { declaration } from './declaration.js';
import { formationWorld } from './formation.js';
import { money } from './money.js';
import { subsidy } from './subsidy.js';

/** By process name: every process Duban knows has one, so that random events run over it. */
export const worlds: Readonly<Record<string, World>> = {
  ...declaration,
  ...money,
  ...consortium,
  'consortium-formation': formationWorld,
  ...subsidy,
};
