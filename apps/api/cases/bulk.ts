import { z } from 'zod';
import { advance } from '#records/advance.js';
import type { Database } from '#records/database.js';
import { actorFor, type Someone } from '#records/people.js';
import { isReadable } from '#records/scope.js';
import { Again } from '../session/again.js';

export const Bulk = z.strictObject({
  on: z.string().min(1).max(50),
  opinion: z.string().max(5_000).optional(),
  /** Entered once for all of them: they are this one person's, at this one sitting. */
  password: Again,
  /** One entry a case, each with its own decision id: sent again, nothing is decided twice. */
  cases: z
    .array(
      z.strictObject({
        caseId: z.uuid(),
        id: z.uuid(),
        revision: z.int().nonnegative(),
        payload: z.record(z.string(), z.unknown()).optional(),
        /** 委托人, in whose place it is done 受托代办. */
        deputyFor: z.uuid().optional(),
      }),
    )
    .min(1)
    .max(100),
});

export interface BulkLine {
  caseId: string;
  outcome: 'done' | 'repeated' | 'refused';
  label?: string;
  message?: string;
}

/**
 * 批量办理: each case is its own decision in its own transaction; one refused holds up no other, and every line says what happened. `confirmed`:
 * the password was right.
 */
export async function actOnMany(
  db: Database,
  reader: Database,
  me: Someone,
  given: Omit<z.infer<typeof Bulk>, 'password'>,
  confirmed: boolean,
): Promise<BulkLine[]> {
  const lines: BulkLine[] = [];
  for (const { caseId, revision, deputyFor, ...one } of given.cases) {
    const by = { ...actorFor(me, deputyFor), ...(confirmed ? { reauthenticated: true as const } : {}) };
    const event = { ...one, on: given.on, by, ...(given.opinion ? { opinion: given.opinion } : {}) };
    if (!(await isReadable(reader, me.viewer, caseId))) {
      lines.push({ caseId, outcome: 'refused', message: '事项不存在或不在您的权限范围内。' });
      continue;
    }
    const answer = await advance(db, caseId, event, { expectedRevision: revision });
    lines.push(
      answer.outcome === 'refused'
        ? { caseId, outcome: 'refused', message: answer.refusal.message }
        : { caseId, outcome: answer.outcome, label: answer.label },
    );
  }
  return lines;
}
