import { localDate } from '#domain/calendar/instant.js';
import type { FormationData, FormationKnown } from '#domain/consortium/formation/data.js';
import { chosenLeads, leadsOf, membersOf } from '#domain/consortium/formation/guards.js';
import { formation } from '#domain/consortium/formation/process.js';
import { checkAgreement } from '#domain/consortium/forms/agreement.js';
import { checkApplication } from '#domain/consortium/forms/application.js';
import { filedFrom } from '#domain/consortium/forms/filed.js';
import { checkPlan } from '#domain/consortium/forms/plan.js';
import { contentOf } from '#domain/form/document.js';
import type { CaseState } from '#domain/process/types.js';
import { sha256 } from '../../chain.js';
import type { Prisma, Transaction } from '../../database.js';
import { readDraft } from '../../documents.js';
import { policyAt } from '../../policies.js';
import type { Registered } from '../../processes.js';
import { bansOf } from './credit.js';
import { draftContent } from './drafts.js';
import { asksFor, each, type Asked } from './each.js';
import { formationRegisters } from './formation-registers.js';
import { homesOf } from './homes.js';
import { panelKnown } from './panel.js';
import { isUuid, unitFacts } from './units.js';

export const POLICY = 'consortium';

const dataOf = ({ state }: Asked): FormationData => (state as unknown as CaseState<FormationData>).data;

/** What the guards of a formation look at; of the three documents only what the act judges. */
async function known(tx: Transaction, asked: Asked): Promise<FormationKnown> {
  const data = dataOf(asked);
  const { event, now, caseId } = asked;
  const named = [String(event.payload?.unit ?? ''), ...chosenLeads(asked)];
  const seated = [
    ...leadsOf(data),
    ...(data.members ?? []).map((one) => one.unitId),
    ...data.invitations.map((one) => one.unitId),
  ];
  const units = await unitFacts(tx, [...seated, ...(await verified(tx, named))]);
  const members = data.members ?? membersOf({ data, known: { units } });
  const freezing = asksFor(asked, 'freeze-members', 'revise-agreement');
  const agreement = freezing ? await readDraft(tx, caseId, 'agreement') : undefined;
  const filing = asksFor(asked, 'submit');
  const [form, plan] = filing ? [await draftContent(tx, caseId, 'form'), await draftContent(tx, caseId, 'plan')] : [];
  // The list that the text must name is the one that the freeze would make.
  const parties = asked.state.status === 'inviting' ? membersOf({ data, known: { units } }) : members;
  return {
    units,
    bans: await bansOf(tx, seated, now),
    leads: await otherLeads(tx, caseId, leadsOf(data)),
    policy: await policyAt(tx, POLICY, now),
    agreement: freezing ? checkAgreement(contentOf(agreement?.content), parties) : [],
    ...(agreement ? { agreementHash: sha256(agreement.content) } : {}),
    application: form
      ? checkApplication(form, { today: localDate(now), members, ...(data.effectiveOn ? { effectiveOn: data.effectiveOn } : {}) })
      : [],
    plan: plan ? checkPlan(plan) : [],
    filed: form && plan ? filedFrom(form, plan) : {},
    attached: filing ? await purposesOf(tx, caseId) : [],
    homes: await homesOf(tx, chosenLeads(asked)),
    ...(await panelKnown(tx, asked, 'review')),
  };
}

/** Of the units an act names those that are registered and verified: only they can be invited or lead. */
async function verified(tx: Transaction, ids: string[]): Promise<string[]> {
  const uuids = ids.filter(isUuid);
  if (uuids.length === 0) return [];
  const found = await tx.unit.findMany({ where: { id: { in: uuids }, status: 'verified' }, select: { id: true } });
  return found.map(({ id }) => id);
}

/** B6 other live formations and consortia that one of the leads leads, alone or jointly (R5). */
async function otherLeads(tx: Transaction, caseId: string, units: string[]): Promise<{ title: string }[]> {
  if (units.length === 0) return [];
  const jointly: Prisma.CaseWhereInput[] = units.map((unitId) => ({ state: { path: ['data', 'jointLead'], equals: unitId } }));
  return tx.case.findMany({
    where: {
      id: { not: caseId },
      process: { in: ['consortium-formation', 'consortium'] },
      ended: false,
      OR: [{ unitId: { in: units } }, ...jointly],
    },
    orderBy: { createdAt: 'asc' },
    select: { title: true },
  });
}

async function purposesOf(tx: Transaction, caseId: string): Promise<string[]> {
  const files = await tx.attachment.findMany({
    where: { caseId, removedAt: null },
    select: { purpose: true },
    distinct: ['purpose'],
  });
  return files.map(({ purpose }) => purpose).sort();
}

/** What the door knows of the formation of a consortium (specification 2.2). */
export const formationRecords: Registered = {
  process: formation,
  known: each(known),
  registers: formationRegisters,
};
