import type { Viewer } from '#domain/organisation/access-matrix.js';
import type { CaseState, Process } from '#domain/process/types.js';

/** The applicants' own people, and experts, who see nothing of one another (6.2). */
function isShielded(process: Process, state: CaseState<any>, viewer: Viewer): boolean {
  const applicants = [process.ownerUnit(state.data), ...(process.concealed?.from?.(state.data) ?? [])];
  return viewer.posts.some((post) => applicants.includes(post.unitId)) || viewer.posts.every((post) => post.role === 'XP');
}

/** Whether the process hides part of this case from the viewer now, besides what it hides for good. */
export function conceals(process: Process, state: CaseState<any>, viewer: Viewer): boolean {
  return process.concealed !== undefined && !process.concealed.until(state) && isShielded(process, state, viewer);
}

/** Fields and events that the viewer does not see now. */
export function hiddenFrom(process: Process, state: CaseState<any>, viewer: Viewer): { fields: string[]; events: string[] } {
  const { concealed } = process;
  if (!concealed || !isShielded(process, state, viewer)) return { fields: [], events: [] };
  if (concealed.until(state)) return concealed.forGood ?? { fields: [], events: [] };
  const drafts = concealed.draft?.states.includes(state.status) ? concealed.draft.fields : [];
  return { fields: [...concealed.fields, ...drafts], events: concealed.events };
}

/** Who objected and with what is kept from the viewer for good (6.5). */
export const hidesObjector = (process: Process, state: CaseState<any>, viewer: Viewer): boolean =>
  isShielded(process, state, viewer);

/** The data without what is hidden. */
export function shownData(process: Process, state: CaseState<any>, viewer: Viewer): Record<string, unknown> {
  const hidden = new Set(hiddenFrom(process, state, viewer).fields);
  return Object.fromEntries(Object.entries(state.data as object).filter(([key]) => !hidden.has(key)));
}

/** Whether the viewer may open the form: an expert only after the promise (6.2). */
export function opensForm(process: Process, state: CaseState<any>, viewer: Viewer): boolean {
  return process.concealed?.form?.(state.data, viewer.personId) ?? true;
}
