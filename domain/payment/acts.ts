import { parseWanYuan, type Fen } from '#domain/money/fen.js';
import { personsOf } from '#domain/process/access.js';
import type { By, Effect, Guard, Office, PayloadField, Refusal, StepContext } from '#domain/process/types.js';
import type { Transfer } from './ledger.js';

/** What the tables of payment are written with. */

interface Financed {
  offices: { finance: string };
}

export const handler: By<any> = { kind: 'handler' };
export const time: By<any> = { kind: 'time' };
export const system: By<any> = { kind: 'system' };
export const finance: By<Financed> = { kind: 'office', unit: (data) => data.offices.finance, roles: ['FN'] };
export const financeDesk = ({ offices }: Financed): Office => ({ unitId: offices.finance, role: 'FN' });

export const money = (key: string, label: string): PayloadField => ({ key, label, kind: 'money', required: true });
export const text = (key: string, label: string, required = true): PayloadField => ({ key, label, kind: 'text', required });
export const day = (key: string, label: string): PayloadField => ({ key, label, kind: 'date', required: true });

/** The amount of a dialog's 万元 field, in fen. */
export const amountOf = ({ event }: Pick<StepContext<any, any>, 'event'>, key: string): Fen =>
  parseWanYuan(String(event.payload?.[key] ?? ''));

/** More than nothing; that it is an amount at all, the dialog's own field says. */
export const positive = (key: string): Guard<any, any> => ({
  name: `positive:${key}`,
  asks: true,
  check: (context) =>
    amountOf(context, key) > 0n ? undefined : { code: 'money_too_small', message: '金额须大于零。', field: key },
});

/** Maker ≠ checker (specification 2.9): whoever stands in one of these seats may not take this one. */
export const otherThan = (...seats: { of: string; name: string }[]): Guard<any, any> => ({
  name: `otherThan:${seats.map(({ of }) => of).join('+')}`,
  clause: '2.9',
  check: ({ state, event }): Refusal | undefined => {
    const persons = personsOf(event.by);
    const taken = seats.find(({ of }) => persons.some((person) => (state.data[of] as string[] | undefined)?.includes(person)));
    return taken && { code: 'same_person', message: `您已是本单的${taken.name}人，经办、复核、审批须为三人，请由他人办理。` };
  },
});

/** Transfers of the ledger, written in the same transaction. */
export const post = (list: Transfer[]): Extract<Effect, { kind: 'record' }>[] =>
  list.length > 0 ? [{ kind: 'record', register: 'ledger', row: { transfers: list } }] : [];

/** One event on the cases of several processes. */
export function cascade(
  items: readonly { caseId: string; process: string }[],
  on: string,
  payload: Record<string, unknown> = {},
): Extract<Effect, { kind: 'cascade' }>[] {
  return [...Map.groupBy(items, ({ process }) => process)].map(([process, group]) => ({
    kind: 'cascade',
    process,
    on,
    cases: group.map(({ caseId }) => caseId),
    payload,
  }));
}
