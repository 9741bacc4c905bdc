import { disqualification } from '#domain/consortium/disqualification/process.js';
import type { DisqualificationData, DisqualificationKnown } from '#domain/consortium/disqualification/data.js';
import type { Transaction } from '../../database.js';
import type { Registered } from '../../processes.js';
import { endBans, writeCredit } from './credit.js';
import { each } from './each.js';

/** R10: consortia of others in which the unit is a core member; its role stays and is shown to the province. */
async function coreElsewhere(tx: Transaction, unitIds: string[], except: string): Promise<{ title: string }[]> {
  return tx.$queryRaw<{ title: string }[]>`
    select title from "case" where process = 'consortium' and not ended and id <> ${except}::uuid
      and exists (select from jsonb_array_elements(state->'data'->'members') m where m->>'unitId' = any (${unitIds}) and (m->>'core')::bool)
    order by title`;
}

/** What the door knows of a disqualification: who may investigate; when the decision is served, whom else to tell. */
export const disqualificationRecords: Registered = {
  process: disqualification,
  known: each(async (tx, { state, event }): Promise<DisqualificationKnown> => {
    const { offices, named = [], consortiumId } = state.data as unknown as DisqualificationData;
    const officials =
      event.on === 'open-investigation'
        ? await tx.post.findMany({ where: { unitId: offices.province, role: { in: ['VO', 'VD'] } }, select: { personId: true } })
        : [];
    const known = { officials: [...new Set(officials.map(({ personId }) => personId))] };
    if (event.on !== 'record-service') return { ...known, coreElsewhere: [] };
    const finance = await tx.unit.findFirst({
      where: { kind: 'government', level: 'province', departments: { has: 'finance' } },
      select: { id: true },
    });
    return {
      ...known,
      ...(finance ? { finance: finance.id } : {}),
      coreElsewhere: await coreElsewhere(tx, [offices.lead, ...named], consortiumId),
    };
  }),
  registers: { credit: writeCredit, 'end-bans': endBans },
};
