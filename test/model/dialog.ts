import { addDays, localDate, type Instant } from '#domain/calendar/instant.js';
import type { Actor, CaseState, PayloadField } from '#domain/process/types.js';
import { pick, type Next } from './random.js';
import type { World } from './world.js';

/** Before whom the dialog lies, and what the case looks like. */
export interface Asked {
  next: Next;
  state: CaseState<any>;
  now: Instant;
  by: Actor;
  answers: NonNullable<World['answers']>;
  /** Colleagues who may be named. */
  people?: string[];
}

/** A dialog filled in: as asked, and now and then with a field left out. */
export function filled(asked: Asked, fields: PayloadField[]): Record<string, unknown> {
  const payload: Record<string, unknown> = {};
  for (const field of fields)
    if (asked.next() < 0.97)
      payload[field.key] = asked.answers[field.key]?.(asked.next, asked.state.data, asked.by) ?? madeUp(asked, field);
  return payload;
}

function madeUp({ next, state, now, people = [] }: Asked, field: PayloadField): unknown {
  const options = field.options?.map(({ value }) => value) ?? [];
  const person = () => pick(next, [...people, 'x1']);
  switch (field.kind) {
    case 'choice':
      return pick(next, options);
    case 'checklist':
      return next() < 0.9 ? options : options.slice(1);
    case 'tick':
      return next() < 0.95;
    case 'number':
      return pick(next, [88, 5, 120]);
    case 'money':
      return pick(next, ['100.00', '1.00', '0.01', '0']);
    case 'date':
      return addDays(localDate(now), Math.floor(next() * 12));
    case 'month':
      return localDate(now).slice(0, 7);
    case 'person':
      return field.many ? [person()] : person();
    case 'expert':
      return pick(next, (state.data.experts as string[] | undefined) ?? ['x1']);
    case 'task':
      return pick(next, state.tasks)?.id ?? '9';
    case 'cases':
    case 'units':
      return next() < 0.7 ? ['k1'] : [];
    case 'rows':
      return [];
    case 'files':
      return ['file'];
    case 'sections':
    case 'texts':
      return ['basic'];
    default:
      return '云发〔2026〕1号';
  }
}
