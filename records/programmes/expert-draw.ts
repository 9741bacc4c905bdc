import { randomInt } from 'node:crypto';
import { localDate } from '#domain/calendar/instant.js';
import type { KeyProjectData } from '#domain/key-project/data.js';
import { goneOf } from '#domain/key-project/guards.js';
import type { ExpertRelation } from '#domain/organisation/expert.js';
import { drawPanel, type Draw } from '#domain/panel/draw.js';
import type { CaseState, StepContext } from '#domain/process/types.js';
import type { Transaction } from '../database.js';

const PANEL_SIZE = 5;

/** Draws the missing members of a project's panel from the pool 专家库, with a seed of the machine's own chance; the step logs it whole. */
export async function drawFor(
  tx: Transaction,
  { caseId, state, event, now }: Pick<StepContext<any, any>, 'caseId' | 'state' | 'event' | 'now'>,
): Promise<Draw> {
  const { data } = state as CaseState<KeyProjectData>;
  const [form, owner, pool] = await Promise.all([
    tx.documentVersion.findFirst({
      where: { caseId, document: 'form' },
      orderBy: { version: 'desc' },
      select: { content: true },
    }),
    tx.unit.findUnique({ where: { id: data.offices.owner }, select: { id: true, name: true } }),
    tx.expert.findMany({ where: { status: 'active' } }),
  ]);
  const gone = goneOf(state as CaseState<KeyProjectData>, event);
  return drawPanel(
    pool.map(({ unitId, relations, ...expert }) => ({
      ...expert,
      ...(unitId ? { unitId } : {}),
      relations: relations as unknown as ExpertRelation[],
    })),
    {
      field: String((form?.content as { field?: string } | undefined)?.field ?? ''),
      size: PANEL_SIZE,
      units: owner ? [owner] : [],
      avoid: data.avoid ?? [],
      withFinance: false,
      kept: (data.experts ?? []).filter((id) => !gone.includes(id)),
      gone,
      today: localDate(now),
    },
    randomInt(2 ** 32),
  );
}
