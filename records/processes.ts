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
  /** What of `known` the log names instead of repeating it, and how it is read back. */
  inLog?: {
    brief: (known: Record<string, unknown>) => Record<string, unknown>;
    whole: (tx: Transaction, brief: Record<string, unknown>) => Promise<Record<string, unknown>>;
  };
  /** Writers of the registers its 'record' effects name; `state` is the case after the step, numbers the door took included. */
  registers?: Record<string, Register>;
  /** Those of them that take the rows of many steps at once. */
  registersOfMany?: Record<string, RegisterOfMany>;
  /** Acts that many people may be at together, each on a case of its own: those that wait are decided in one transaction (ADR 0013). */
  together?: readonly string[];
}

/** One row of a register: what a 'record' effect of a step wants written. */
export interface RegisterEntry {
  caseId: string;
  state: StepContext['state'];
  event: StepContext['event'];
  now: number;
  row: Record<string, unknown>;
}

export type Register = (tx: Transaction, entry: RegisterEntry) => Promise<void>;
export type RegisterOfMany = (tx: Transaction, entries: RegisterEntry[]) => Promise<void>;

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

/** The writer of a register of the process, its own before those of every process. Throws when there is none. */
export function registerOf(process: string, register: string): RegisterOfMany {
  const { registers, registersOfMany } = registeredProcess(process);
  const many = registersOfMany?.[register];
  if (many) return many;
  const one = registers?.[register] ?? common[register];
  if (!one) throw new Error(`${process} names unknown register ${register}`);
  return async (tx, entries) => {
    for (const entry of entries) await one(tx, entry);
  };
}

/** Whether some process decides an act of this name together with others of its kind. */
export const decidesTogether = (on: string): boolean => [...registered.values()].some(({ together }) => together?.includes(on));
