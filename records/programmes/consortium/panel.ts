import { randomUUID } from 'node:crypto';
import { drawing, type PanelKnown } from '#domain/consortium/panel-stage.js';
import type { ExpertRelation } from '#domain/organisation/expert.js';
import type { Transaction } from '../../database.js';
import { asksFor, type Asked } from './each.js';

/** The pool 专家库 and a seed of the machine's own chance, when experts are drawn at this stage (6.2); the step logs both. */
export async function panelKnown(tx: Transaction, asked: Asked, stage: string): Promise<PanelKnown> {
  if (asked.state.status !== stage || !asksFor(asked, ...drawing)) return { candidates: [], seed: '' };
  const pool = await tx.expert.findMany({ where: { status: 'active' } });
  return {
    seed: randomUUID(),
    candidates: pool.map(({ personId, employer, unitId, fields, finance, relations }) => ({
      personId,
      employer,
      ...(unitId ? { unitId } : {}),
      fields,
      finance,
      relations: relations as unknown as ExpertRelation[],
    })),
  };
}
