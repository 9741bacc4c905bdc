import type { By, Effect, PayloadField, Row, StepContext } from '#domain/process/types.js';
import type { KeyProjectData, KeyProjectKnown } from './data.js';

/** What the tables of this programme are written with: who, what is told to whom, what a dialog asks. */

export type Context = StepContext<KeyProjectData, KeyProjectKnown>;
export type ProjectRow = Row<KeyProjectData, KeyProjectKnown>;
export type Effects = (context: Context) => Effect<KeyProjectData>[];

export const owner = (...roles: ('EA' | 'UA')[]): By<KeyProjectData> => ({
  kind: 'office',
  unit: (data) => data.offices.owner,
  roles,
});
export const handler: By<KeyProjectData> = { kind: 'handler' };
export const time: By<KeyProjectData> = { kind: 'time' };
export const system: By<KeyProjectData> = { kind: 'system' };

export const patch =
  (change: (context: Context) => Partial<KeyProjectData>): Effects =>
  (context) => [{ kind: 'data', patch: change(context) }];
export const tellOwner =
  (template: string): Effects =>
  ({ state }) => [{ kind: 'notice', template, to: { kind: 'unit', unitId: state.data.offices.owner } }];
export const tellLevels =
  (template: string): Effects =>
  ({ state }) =>
    [
      { unitId: state.data.offices.county, role: 'CO' as const },
      { unitId: state.data.offices.prefecture, role: 'PO' as const },
    ].map((office) => ({ kind: 'notice' as const, template, to: { kind: 'office' as const, ...office }, digest: true }));

export const reason: PayloadField = { key: 'reason', label: '原因', kind: 'longtext', required: true };
