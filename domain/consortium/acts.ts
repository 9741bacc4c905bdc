import type { Instant } from '#domain/calendar/instant.js';
import type { By, Effect, Guard, Office, PayloadField, Recipient, Role, StepContext } from '#domain/process/types.js';
import type { Offices } from './data.js';

/** What the tables of this programme are written with: who, what is told to whom, what a dialog asks. */

interface Seated {
  offices: Offices;
  members?: { unitId: string }[];
}

type ByOffice = Extract<By<Seated>, { kind: 'office' }>;

export const handler: By<any> = { kind: 'handler' };
export const time: By<any> = { kind: 'time' };
export const system: By<any> = { kind: 'system' };
/** B7 the lead is 责任单位: it makes all filings. */
export const lead: ByOffice = { kind: 'office', unit: (data) => data.offices.lead, roles: ['LD'] };
export const recommender: By<Seated> = { kind: 'office', unit: (data) => data.offices.recommender, roles: ['RU'] };
export const province = (...roles: Role[]): By<Seated> => ({ kind: 'office', unit: (data) => data.offices.province, roles });
export const members: ByOffice = { kind: 'office', unit: unitsOf, roles: ['MB', 'LD'] };

/** Every unit of the consortium, the lead first. */
export function unitsOf({ offices, members: list = [] }: Seated): string[] {
  return [...new Set([offices.lead, ...list.map((member) => member.unitId)])];
}

/** The consortium's unit somebody acts for. */
export const unitOf = (data: Seated, { by }: Pick<StepContext<any, any>['event'], 'by'>): string =>
  unitsOf(data).find((unitId) => by.unitId === unitId || by.posts?.some((post) => post.unitId === unitId)) ?? by.unitId ?? '';

/** A stage's desk. */
export const at = {
  lead: ({ offices }: Seated): Office => ({ unitId: offices.lead, role: 'LD' }),
  recommender: ({ offices }: Seated): Office => ({ unitId: offices.recommender, role: 'RU' }),
  province:
    (role: Role) =>
    ({ offices }: Seated): Office => ({ unitId: offices.province, role }),
};

/** The leader who hears of an overdue task: the head of the province's office, then the department's leader. */
export const leaderOf = (office: Office): Office | undefined =>
  office.role === 'VO' ? { ...office, role: 'VD' } : office.role === 'VD' ? { ...office, role: 'VL' } : undefined;

type Audience = 'lead' | 'recommender' | 'province' | 'members';

export function recipients(data: Seated, audience: readonly Audience[]): Recipient[] {
  const of: Record<Audience, () => Recipient[]> = {
    lead: () => [{ kind: 'office', unitId: data.offices.lead, role: 'LD' }],
    recommender: () => [{ kind: 'office', unitId: data.offices.recommender, role: 'RU' }],
    province: () => [{ kind: 'office', unitId: data.offices.province, role: 'VO' }],
    members: () => unitsOf(data).map((unitId) => ({ kind: 'unit', unitId })),
  };
  return audience.flatMap((one) => of[one]());
}

type Notice = Extract<Effect, { kind: 'notice' }>;

const noticeOf =
  (template: string, params?: Record<string, string | number>) =>
  (to: Recipient): Notice => ({ kind: 'notice', template, to, ...(params ? { params } : {}) });

/** ✉ a mail of the template to each. */
export const tell =
  (template: string, ...audience: Audience[]) =>
  ({ state }: StepContext<any, any>): Notice[] =>
    tellOf(state.data as Seated, template, audience);

export const tellOf = (
  data: Seated,
  template: string,
  audience: readonly Audience[],
  params?: Record<string, string | number>,
): Notice[] => recipients(data, audience).map(noticeOf(template, params));

/** ✉ to units by name: who is no longer, or not yet, of the consortium. */
export const tellUnits = (template: string, units: readonly string[], params?: Record<string, string | number>): Notice[] =>
  [...new Set(units)].map((unitId): Recipient => ({ kind: 'unit', unitId })).map(noticeOf(template, params));

/** ✉ to offices. */
export const tellOffices = (template: string, offices: readonly Office[], params?: Record<string, string | number>): Notice[] =>
  offices.map((office): Recipient => ({ kind: 'office', ...office })).map(noticeOf(template, params));

/** ✉ to the other offices that have the case on their desk. */
export const tellDesks = (template: string, { state, event }: Pick<StepContext<any, any>, 'state' | 'event'>): Notice[] =>
  tellOffices(
    template,
    state.tasks.flatMap(({ office }) => (office && office.unitId !== event.by.unitId ? [office] : [])),
  );

/** Reminders of a deadline: none is sent once it has passed. */
export const remindBefore = (until: Instant, notices: Notice[]): Notice[] => notices.map((notice) => ({ ...notice, until }));

/** Changes of the data, for one process: `patchOf<Data, Known>()` once, then `patch(({ event }) => ({ … }))` in its rows. */
export const patchOf =
  <D, K>() =>
  (change: (context: StepContext<D, K>) => Partial<D>) =>
  (context: StepContext<D, K>): Effect<D>[] => [{ kind: 'data', patch: change(context) }];

/** A fact of the dialog as text. */
export const said = ({ event }: Pick<StepContext<any, any>, 'event'>, key: string): string =>
  String(event.payload?.[key] ?? '').trim();

export const documentNo: PayloadField = { key: 'documentNo', label: '文号', kind: 'text', required: true };
export const minutesNo: PayloadField = { key: 'minutesNo', label: '会议纪要号', kind: 'text', required: true };
export const sealed: PayloadField = { key: 'seal', label: '已加盖公章', kind: 'tick', required: true };
export const text = (key: string, label: string, required = true): PayloadField => ({
  key,
  label,
  kind: 'longtext',
  ...(required ? { required } : {}),
});
export const line = (key: string, label: string, required = true): PayloadField => ({
  key,
  label,
  kind: 'text',
  ...(required ? { required } : {}),
});
export const day = (key: string, label: string): PayloadField => ({ key, label, kind: 'date', required: true });
export const choice = (key: string, label: string, options: readonly { value: string; label: string }[]): PayloadField => ({
  key,
  label,
  kind: 'choice',
  required: true,
  options: [...options],
});

/** A guard of one question. */
export const guard = <D, K>(name: string, clause: string, check: Guard<D, K>['check'], asks?: 'asks'): Guard<D, K> => ({
  name,
  clause,
  check,
  ...(asks ? { asks: true } : {}),
});

export const unit: PayloadField = { key: 'unit', label: '单位', kind: 'unit', required: true };
