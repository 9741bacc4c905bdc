import type { Viewer } from '#domain/organisation/access-matrix.js';
import { formationChecks, type ConditionCheck } from '#domain/consortium/formation/checks.js';
import type { FormationData, FormationKnown } from '#domain/consortium/formation/data.js';
import type { Actor, CaseState } from '#domain/process/types.js';
import { readCalendar } from '../../calendar.js';
import { businessNow } from '../../clock.js';
import { RecordError, type Database } from '../../database.js';
import { readableCases } from '../../scope.js';
import { formationRecords } from './formation.js';

/**
 * The conditions of a formation, one by one, as they stand now. Throws RecordError 'not_found'. `record`: all of it, for the conditions that look further
 * than the reader may.
 */
export async function readFormationChecks(
  db: Database,
  viewer: Viewer,
  by: Actor,
  caseId: string,
  record: Database = db,
): Promise<ConditionCheck[]> {
  const found = await db.case.findFirst({
    where: { AND: [{ id: caseId, process: 'consortium-formation' }, readableCases(viewer)] },
    select: { state: true },
  });
  if (!found) throw new RecordError('not_found', '事项不存在或不在您的权限范围内。');
  const state = found.state as unknown as CaseState<FormationData>;
  const event = { id: '', on: '', by };
  const [now, calendar] = [await businessNow(db), await readCalendar(db)];
  const known = (await formationRecords.known!(record, [{ caseId, state: found.state as unknown as CaseState, event, now }])).get(
    caseId,
  );
  return formationChecks({ caseId, state, event, now, calendar, known: known as unknown as FormationKnown });
}
