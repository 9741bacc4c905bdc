import { consortiumChange } from '#domain/consortium/change/process.js';
import type { ChangeData, ChangeKnown } from '#domain/consortium/change/data.js';
import { checkSupplementary } from '#domain/consortium/change/form.js';
import { parties } from '#domain/consortium/change/guards.js';
import { prefectureOfPlace } from '#domain/organisation/regions.js';
import type { Transaction } from '../../database.js';
import type { Registered } from '../../processes.js';
import { bansOf } from './credit.js';
import { draftContent } from './drafts.js';
import { asksFor, each } from './each.js';
import { unitFacts } from './units.js';

/** B6 what a unit leads besides this consortium: live consortia and formations. */
export async function leadsOf(tx: Transaction, unitId: string, except: readonly string[]): Promise<{ title: string }[]> {
  return tx.case.findMany({
    where: { unitId, process: { in: ['consortium', 'consortium-formation'] }, ended: false, id: { notIn: [...except] } },
    select: { title: true },
    orderBy: { createdAt: 'asc' },
  });
}

/** R23: the science bureau of the unit's prefecture. */
async function bureauOf(tx: Transaction, regionCode: string | undefined): Promise<string | undefined> {
  if (!regionCode) return undefined;
  const bureau = await tx.unit.findFirst({
    where: {
      kind: 'government',
      level: 'prefecture',
      regionCode: prefectureOfPlace(regionCode) ?? '',
      departments: { has: 'sti' },
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return bureau?.id;
}

/** What the door knows of a change: who signs, who is banned, what the new lead leads already, and the text when it is filed. */
export const changeRecords: Registered = {
  process: consortiumChange,
  known: each(async (tx, asked): Promise<ChangeKnown> => {
    const { caseId, state, now } = asked;
    const data = state.data as unknown as ChangeData;
    const ids = [...parties(data).map(({ unitId }) => unitId), data.offices.lead];
    const units = await unitFacts(tx, ids);
    const newLead = data.newLead?.unitId;
    const bureau = newLead ? await bureauOf(tx, units[newLead]?.regionCode) : undefined;
    return {
      units,
      bans: await bansOf(tx, ids, now),
      leads: newLead ? await leadsOf(tx, newLead, [data.consortiumId]) : [],
      ...(bureau ? { bureau } : {}),
      agreement: asksFor(asked, 'submit') ? checkSupplementary(await draftContent(tx, caseId, 'agreement')) : [],
    };
  }),
};
