import type { By, Effect, Guard, Office, PayloadField, Role, StepContext } from '#domain/process/types.js';
import { fillers, measures } from '../measures.js';
import type { ClaimData, ClaimKnown } from './data.js';

/** What the table of claims is written with: who acts, what is told to whom, what a dialog asks. */
export type Context = StepContext<ClaimData, ClaimKnown>;
export type ClaimGuard = Guard<ClaimData, ClaimKnown>;

export const handler: By<ClaimData> = { kind: 'handler' };
export const system: By<ClaimData> = { kind: 'system' };

/** Whoever fills in: an enterprise's people, or those of a financial institution. */
export const fills: Extract<By<ClaimData>, { kind: 'office' }> = {
  kind: 'office',
  unit: (data) => data.offices.owner,
  roles: fillers,
};
/** Whoever seals for the unit. */
export const seals: By<ClaimData> = { kind: 'office', unit: (data) => data.offices.owner, roles: ['UA', 'FI'] };
export const officer: By<ClaimData> = { kind: 'office', unit: (data) => data.offices.province, roles: ['VO'] };

/** The desks. A financial institution seals by its own FI. */
export const desk = {
  unit: ({ offices, measure }: ClaimData): Office => ({
    unitId: offices.owner,
    role: measures[measure].claimant === 'enterprise' ? 'UA' : 'FI',
  }),
  recommender: ({ offices }: ClaimData): Office | undefined =>
    offices.recommender === undefined ? undefined : { unitId: offices.recommender, role: 'RU' },
  province:
    (role: Role) =>
    ({ offices }: ClaimData): Office => ({ unitId: offices.province, role }),
  finance: ({ offices }: ClaimData): Office => ({ unitId: offices.finance, role: 'FN' }),
};

/** ✉ everybody of the claimant's unit. */
export const tell =
  (template: string, params?: (context: Context) => Record<string, string>) =>
  (context: Context): Effect<ClaimData>[] => [
    {
      kind: 'notice',
      template,
      to: { kind: 'unit', unitId: context.state.data.offices.owner },
      ...(params ? { params: params(context) } : {}),
    },
  ];

export const patch =
  (change: (context: Context) => Partial<ClaimData>) =>
  (context: Context): Effect<ClaimData>[] => [{ kind: 'data', patch: change(context) }];

export const said = ({ event }: Pick<Context, 'event'>, key: string): string => String(event.payload?.[key] ?? '').trim();

export const text = (key: string, label: string, required = true): PayloadField => ({ key, label, kind: 'text', required });
export const tick = (key: string, label: string): PayloadField => ({ key, label, kind: 'tick', required: true });
