import type { StepContext } from '#domain/process/types.js';
import type { Transaction } from '../../database.js';
import type { Registered } from '../../processes.js';

type Known = NonNullable<Registered['known']>;
export type Asked = Pick<StepContext<any, any>, 'caseId' | 'state' | 'event' | 'now'>;

/** Loads what the guards look at for one case after another: consortia move one by one. */
export const each =
  <K extends object>(load: (tx: Transaction, asked: Asked) => Promise<K>): Known =>
  async (tx, contexts) => {
    const loaded = new Map<string, Record<string, unknown>>();
    for (const context of contexts) loaded.set(context.caseId, (await load(tx, context)) as Record<string, unknown>);
    return loaded;
  };

/** The event needs it, or somebody merely looks at the case and its buttons: nobody sends an event without id. */
export const asksFor = ({ event }: Asked, ...events: readonly string[]): boolean => event.id === '' || events.includes(event.on);
