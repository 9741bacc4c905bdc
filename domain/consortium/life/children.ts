import { childId } from '#domain/process/child-id.js';
import type { Effect, StepContext } from '#domain/process/types.js';
import type { ChildData } from '../child.js';
import { firstReportOptional, reportYear } from '../annual-report/year.js';
import type { ChildKind, ConsortiumData, ConsortiumKnown } from './data.js';

export type Context = StepContext<ConsortiumData, ConsortiumKnown>;
type Effects = Effect<ConsortiumData>[];

/** What a child takes over from its consortium. */
export const inherited = (caseId: string, data: ConsortiumData): Omit<ChildData, 'title'> => ({
  consortiumId: caseId,
  consortium: data.title,
  industry: data.industry,
  origin: data.origin,
  offices: data.offices,
  members: data.members,
});

interface New {
  kind: ChildKind;
  process: string;
  title: string;
  data: Record<string, unknown>;
  /** The offices' own until its units are told; otherwise the recommending office and every member read it. */
  confidential?: boolean;
}

/** The id of the nth child of a kind: anyone can reckon it, and opening it twice opens it once. */
export const idOfChild = (caseId: string, kind: ChildKind, n: number): string => childId(caseId, `${kind}-${n}`);

/** Opens children, each a case and a workflow under this one. */
export function openChildren({ caseId, state: { data } }: Context, children: New[]): Effects {
  const opened = { ...data.opened };
  const effects = children.map(({ kind, process, title, data: own, confidential }): Effect<ConsortiumData> => {
    const n = (opened[kind] ?? 0) + 1;
    opened[kind] = n;
    return openEffect(caseId, data, { process, id: idOfChild(caseId, kind, n), title, own, confidential });
  });
  return [{ kind: 'data', patch: { opened } }, ...effects];
}

/** B30 one annual report a year. */
export function openReport({ caseId, state: { data } }: Context, year: number): Effects {
  const title = `${data.title}${year}年度报告`;
  const optional = firstReportOptional(data.approvedOn, year);
  return [
    openEffect(caseId, data, {
      process: 'annual-report',
      id: childId(caseId, `report-${year}`),
      title,
      own: { year, kind: 'annual', ...reportYear(year), ...(optional ? { optional } : {}) },
    }),
  ];
}

function openEffect(
  caseId: string,
  data: ConsortiumData,
  {
    process,
    id,
    title,
    own,
    confidential,
  }: { id: string; own: Record<string, unknown> } & Pick<New, 'process' | 'title' | 'confidential'>,
): Effect<ConsortiumData> {
  const { lead, recommender } = data.offices;
  return {
    kind: 'open-case',
    process,
    id,
    title,
    data: { ...inherited(caseId, data), title, ...own },
    unitId: confidential ? null : lead,
    participants: confidential ? [recommender] : [...data.members.map(({ unitId }) => unitId), recommender],
    asChild: true,
  };
}

/** The same word to every live child, but to the one that sent this event. */
export function toChildren(
  { event, known }: Pick<Context, 'event' | 'known'>,
  on: string,
  payload: Record<string, unknown> = {},
  among: (process: string) => boolean = () => true,
): Effects {
  const cases = known.children.filter(({ caseId, process }) => caseId !== event.payload?.list && among(process));
  return [...Map.groupBy(cases, ({ process }) => process)].map(([process, list]) => ({
    kind: 'cascade',
    process,
    cases: list.map(({ caseId }) => caseId),
    on,
    payload,
  }));
}
