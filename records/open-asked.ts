import type { CaseEvent, CaseState, Effect } from '#domain/process/types.js';
import type { Transaction } from './database.js';
import { openCaseIn, type NewCase } from './open-case.js';

/** Opens the case that a step of another asks for: in the opener's department, region and call, with the fields it passes on as they stand after the step. */
export async function openAsked(
  tx: Transaction,
  opener: { id: string; after: CaseState<any>; event: CaseEvent },
  effect: Extract<Effect<any>, { kind: 'open-case' }>,
): Promise<void> {
  const from = await tx.case.findUniqueOrThrow({
    where: { id: opener.id },
    select: { department: true, unitId: true, callId: true, countyCode: true, prefectureCode: true },
  });
  const passedOn = Object.fromEntries((effect.fields ?? []).map((key) => [key, opener.after.data[key]]));
  await openCaseIn(tx, {
    process: effect.process,
    id: effect.id,
    title: effect.title,
    data: { ...effect.data, ...passedOn },
    department: from.department as NewCase['department'],
    unitId: (effect.unitId === undefined ? from.unitId : effect.unitId) ?? undefined,
    callId: from.callId ?? undefined,
    countyCode: from.countyCode ?? undefined,
    prefectureCode: from.prefectureCode ?? undefined,
    participants: effect.participants,
    ...(effect.asChild ? { parentId: opener.id } : {}),
    by: opener.event.by,
  });
}
