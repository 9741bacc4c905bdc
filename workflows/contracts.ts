import type { Facts } from '#domain/process/facts.js';

/** Ids, signal, inputs: what the api and the worker both must know. No workflow code here. */
export const TASK_QUEUE = 'duban';

/** The signal that carries the latest facts of a case. */
export const FACTS_SIGNAL = 'facts';

/** The query that is answered with the facts the workflow knows. */
export const FACTS_QUERY = 'known-facts';

/** The workflow that compares the record with the engine, and its schedule. */
export const RECONCILE = 'reconcile';

export interface CaseInput {
  facts: Facts;
  /** Continue as new after this many knocks: a test's way to walk that path often. */
  testContinueAfter?: number;
}

/** `key-project:<case id>`; the workflow's type is the process's name. */
export function workflowId(process: string, caseId: string): string {
  return `${process}:${caseId}`;
}

export function parseWorkflowId(id: string): { process: string; caseId: string } | undefined {
  const at = id.indexOf(':');
  return at > 0 ? { process: id.slice(0, at), caseId: id.slice(at + 1) } : undefined;
}

export type { Facts };
