import { createContext, useContext, type ReactNode } from 'react';
import type { CaseDetail } from '#apps/api/contract.js';

export interface Choice {
  value: string;
  label: string;
}

/** A point of a check-list that the machine has judged (A19): shown, never ticked by hand. */
export interface Proven {
  clause: string;
  label: string;
  state: 'holds' | 'warns' | 'fails';
  /** What was found. */
  message?: string;
}

/** What the dialogs of a case's acts know beside their fields. A process supplies what its acts ask for. */
export interface DialogKnowledge {
  /** Sections of the form, for a return by section. */
  sections?: Choice[];
  /** Members of the panel. */
  experts?: Choice[];
  /** Cases of the process's own list; without it, cases are searched for. */
  cases?: Choice[];
  /** What a search for cases is limited to, as a filter of the list of cases. */
  among?: Record<string, string>;
  /** Units to choose from, by field; without them, units are searched for. */
  units?: Record<string, Choice[]>;
  proven?: Proven[];
  /** Values a dialog starts with, by event. */
  defaults?: Record<string, Record<string, unknown>>;
  /** Values sent without asking, by event: what was chosen on the page. */
  given?: Record<string, Record<string, unknown>>;
  /** Rows ticked on the page, which an act takes along. */
  choice?: { chosen: string[]; choose: (ids: string[]) => void };
  /** After a decision the page stays, for it has more to decide; elsewhere the next task opens. */
  stay?: true;
  /** What stands above the questions of an event's dialog; it may watch the form. */
  notes?: Record<string, ReactNode>;
}

export interface Dialog extends DialogKnowledge {
  one: CaseDetail;
  /** What must be saved before any act: the form's unsaved changes. Set by the panel that edits. */
  unsaved: { save?: () => Promise<void> };
}

const Context = createContext<Dialog | undefined>(undefined);
export const DialogProvider = Context.Provider;

/** Of the case whose act the dialog is. */
export function useDialog(): Dialog {
  const dialog = useContext(Context);
  if (!dialog) throw new Error('no case around the dialog');
  return dialog;
}
