import { formatDeadline, type Instant } from '#domain/calendar/instant.js';
import { inWorkingDays } from '#domain/process/calendar-published.js';
import type { Effect, NamedInstant } from '#domain/process/types.js';
import { tellLevels, tellOwner, type Context, type Effects } from './acts.js';
import type { KeyProjectData } from './data.js';

const closingLabels: Record<string, string> = {
  'owner-closing': '申报单位填报截止',
  'county-closing': '县级审核截止',
  closing: '州市报送截止',
};

/** As the call's act carries them: its closings for the project, and of an extension by which document, or of this one project until when. */
interface NewClosings {
  closings: Partial<KeyProjectData['closings']>;
  extendedTo?: Instant;
  documentNo?: string;
}
const newClosings = ({ event }: Context) => event.payload as unknown as NewClosings;

/** R1 an extension only ever gives time: one of this project is not cut short by what is set for all of its prefecture. */
function closingsAfter(context: Context): Pick<KeyProjectData, 'closings' | 'extendedTo'> {
  const { closings, extendedTo = 0, documentNo } = newClosings(context);
  const { data, instants } = context.state;
  const own = Math.max(extendedTo, data.extendedTo ?? 0);
  const before = (name: string) => (documentNo ? (instants.find((one) => one.name === name)?.at ?? 0) : 0);
  const all = Object.entries({ ...data.closings, ...closings }).map(([name, at]) => [name, Math.max(at, own, before(name))]);
  return { closings: Object.fromEntries(all) as KeyProjectData['closings'], ...(own ? { extendedTo: own } : {}) };
}

/** The record's closings, and those a draft that comes back starts with; of what was returned the time to correct it, when that is extended. */
export function setClosings(context: Context): Effect<KeyProjectData>[] {
  const { state } = context;
  const patch = closingsAfter(context);
  const instants = closingInstants(patch.closings);
  const desk = state.status === 'not_transmitted' ? state.data.sweptFrom : state.status;
  const correcting = desk === 'returned' || (desk === 'unit_review' && state.data.returnTo !== undefined);
  if (!correcting || !newClosings(context).documentNo) return recorded(patch, instants);
  const before = state.instants.find(({ name }) => name === 'fix-by')?.at ?? state.data.fixBy ?? 0;
  const until = Math.max(before, patch.closings['owner-closing']);
  return recorded({ ...patch, fixBy: until }, desk === 'returned' ? [...instants, fixBy(until)] : instants);
}

function recorded(patch: Partial<KeyProjectData>, instants: NamedInstant[]): Effect<KeyProjectData>[] {
  return [{ kind: 'data', patch }, ...instants.map((instant) => ({ kind: 'set-instant' as const, instant }))];
}

/** R1 whoever is concerned hears of an extension: by which document, until when. */
export function tellExtension(context: Context): Effect<KeyProjectData>[] {
  const { documentNo } = newClosings(context);
  if (!documentNo) return [];
  const { closings } = closingsAfter(context);
  const params = { documentNo, owner: formatDeadline(closings['owner-closing']), closing: formatDeadline(closings.closing) };
  return [...tellOwner('extended', () => params)(context), ...tellLevels('extended', () => params)(context)];
}

/** 修改期限 of a returned form (A25). */
export const fixBy = (at: Instant): NamedInstant => ({ name: 'fix-by', label: '修改期限', kind: 'closing', scope: 'stage', at });

export function closingInstants(closings: Record<string, Instant>): NamedInstant[] {
  return Object.entries(closings).map(([name, at]) => ({
    name,
    at,
    kind: 'closing',
    scope: 'case',
    label: closingLabels[name] ?? name,
  }));
}

/** An appeal upheld after D still has five working days to be transmitted. */
export const graceAfterClosing: Effects = ({ state, now, calendar }) => {
  const closing = state.instants.find((instant) => instant.name === 'closing');
  if (closing && now < closing.at) return [];
  return [
    {
      kind: 'set-instant',
      instant: {
        name: 'closing',
        label: '申诉后报送截止',
        kind: 'closing',
        scope: 'case',
        ...inWorkingDays(calendar, now, 5),
      },
    },
  ];
};
