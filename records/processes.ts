import type { Process, StepContext } from '#domain/process/types.js';
import type { Transaction } from './database.js';
import { joinCase, leaveCase } from './participants.js';

/** What the door knows of a process besides its table: how to load what its guards look at. */
export interface Registered {
  process: Process;
  /** Loads `known`, inside the door's transaction, for one event on many cases at once: caseId → known. */
  known?: (
    tx: Transaction,
    contexts: Pick<StepContext<any, any>, 'caseId' | 'state' | 'event' | 'now'>[],
  ) => Promise<Map<string, Record<string, unknown>>>;
  /** Writers of the registers its 'record' effects name; `state` is the case after the step, numbers the door took included. */
  registers?: Record<string, Register>;
}

export type Register = (
  tx: Transaction,
  of: { caseId: string; state: StepContext['state']; event: StepContext['event']; now: number; row: Record<string, unknown> },
) => Promise<void>;

/** Registers of every process: units that come to take part in the case (`row.units`) or no longer do. */
const common: Record<string, Register> = {
  participants: (tx, { caseId, row }) => joinCase(tx, caseId, row.units as string[]),
  'participants-left': (tx, { caseId, row }) => leaveCase(tx, caseId, row.units as string[]),
};

const registered = new Map<string, Registered>();

/** Makes a process known to the door; called once a process when the program starts. */
export function register(entry: Registered): void {
  registered.set(entry.process.name, entry);
}

/** The names of every process known to the door. */
export function registeredNames(): string[] {
  return [...registered.keys()];
}

/** Throws when no such process is registered: a case of it cannot be touched by this version of the program. */
export function registeredProcess(name: string): Registered {
  const entry = registered.get(name);
  if (!entry) throw new Error(`process not registered: ${name}`);
  return entry;
}

/** The writer of a register of the process, its own before those of every process. */
export function registerOf(process: string, register: string): Register | undefined {
  return registeredProcess(process).registers?.[register] ?? common[register];
}
