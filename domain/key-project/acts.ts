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
/** What a notice says beside the case. */
export type Params = (context: Context) => Record<string, string>;
const none: Params = () => ({});
export const tellOwner =
  (template: string, params = none): Effects =>
  (context) => [
    { kind: 'notice', template, to: { kind: 'unit', unitId: context.state.data.offices.owner }, params: params(context) },
  ];
export const tellLevels =
  (template: string, params = none): Effects =>
  (context) => {
    const { county, prefecture } = context.state.data.offices;
    const told = { kind: 'notice' as const, template, params: params(context), digest: true };
    return [
      { ...told, to: { kind: 'office', unitId: county, role: 'CO' } },
      { ...told, to: { kind: 'office', unitId: prefecture, role: 'PO' } },
    ];
  };

export const reason: PayloadField = { key: 'reason', label: '原因', kind: 'longtext', required: true };
