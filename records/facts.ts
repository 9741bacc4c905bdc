import { factsOf, type Facts } from '#domain/process/facts.js';
import type { CaseState } from '#domain/process/types.js';
import { readClock } from './clock.js';
import { RecordError, type Transaction } from './database.js';

export async function readFacts(db: Transaction, caseId: string): Promise<Facts> {
  const [row, clock] = await Promise.all([db.case.findUnique({ where: { id: caseId }, select: { state: true } }), readClock(db)]);
  if (!row) throw new RecordError('not_found', '事项不存在。');
  return factsOf(caseId, row.state as unknown as CaseState, clock);
}
