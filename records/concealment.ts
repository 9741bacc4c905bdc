import type { Viewer } from '#domain/organisation/access-matrix.js';
import type { CaseState, Process } from '#domain/process/types.js';

/** Whether the process hides part of this case from the viewer now: from the applicants' own people, and from experts about one another (6.2). */
export function conceals(process: Process, state: CaseState<any>, viewer: Viewer): boolean {
  if (!process.concealed || process.concealed.until(state)) return false;
  const applicants = [process.ownerUnit(state.data), ...(process.concealed.from?.(state.data) ?? [])];
  return viewer.posts.some((post) => applicants.includes(post.unitId)) || viewer.posts.every((post) => post.role === 'XP');
}

/** The data without what is hidden. */
export function shownData(process: Process, state: CaseState<any>, viewer: Viewer): Record<string, unknown> {
  if (!conceals(process, state, viewer)) return state.data as Record<string, unknown>;
  const hidden = new Set(process.concealed!.fields);
  return Object.fromEntries(Object.entries(state.data as object).filter(([key]) => !hidden.has(key)));
}

/** Whether the viewer may open the form: an expert only after the promise (6.2). */
export function opensForm(process: Process, state: CaseState<any>, viewer: Viewer): boolean {
  return process.concealed?.form?.(state.data, viewer.personId) ?? true;
}
