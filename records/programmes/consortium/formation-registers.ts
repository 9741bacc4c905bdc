import type { FormationData } from '#domain/consortium/formation/data.js';
import { industries } from '#domain/consortium/vocabulary.js';
import type { CaseState } from '#domain/process/types.js';
import type { Transaction } from '../../database.js';
import type { Register, Registered } from '../../processes.js';
import { postAdministrators } from '../../posts.js';
import { publish } from '../../publications.js';

const dataOf = (state: unknown): FormationData => (state as CaseState<FormationData>).data;
/** Before the selection nobody leads. */
const nameOf = async (tx: Transaction, unitId: string) =>
  unitId === '' ? undefined : (await tx.unit.findUnique({ where: { id: unitId }, select: { name: true } }))?.name;

/** The lead's administrators file for the consortium, a member's sign for it (docs/adr/0012). */
const lead: Register = async (tx, { caseId, row, event }) => {
  const { unitId, prefectureCode, countyCode } = row as { unitId: string; prefectureCode?: string; countyCode?: string };
  await tx.case.update({
    where: { id: caseId },
    data: { unitId, prefectureCode: prefectureCode ?? null, countyCode: countyCode ?? null },
  });
  await postAdministrators(tx, unitId, 'LD', { personId: event.by.personId, caseId });
};
const member: Register = (tx, { caseId, row, event }) =>
  postAdministrators(tx, String(row.unitId), 'MB', { personId: event.by.personId, caseId });

/** What the public reads: the field, the notice with its objection form (6.5), the approval. No personal data. */
const publication: Register = async (tx, { caseId, state, now, row }) => {
  const data = dataOf(state);
  const kind = String(row.kind) as 'policy' | 'notice' | 'list';
  const industry = industries.find(({ value }) => value === data.industry)?.label ?? data.industry;
  const about = { industry, target: data.target, need: data.need };
  const units = (data.members ?? []).map(({ name }) => name);
  const leadName = await nameOf(tx, data.offices.lead);
  const bodies = {
    policy: { ...about, origin: data.origin },
    notice: { ...about, projects: [{ id: caseId, title: data.name ?? data.title, unit: leadName, units, kind: industry }] },
    list: {
      ...about,
      ...{ name: data.name, number: data.number, approvalNo: data.approvalNo, plaqueNo: data.plaqueNo },
      ...{ lead: leadName, units, approvedOn: data.approvedOn },
    },
  };
  await publish(tx, now, {
    kind,
    caseId,
    title: kind === 'policy' ? `${String(row.title)}：${data.title}` : String(row.title),
    ...(kind === 'list' && data.approvalNo ? { documentNo: data.approvalNo } : {}),
    body: bodies[kind],
    ...(row.closesAt ? { closesAt: Number(row.closesAt) } : {}),
  });
};

export const formationRegisters: NonNullable<Registered['registers']> = { lead, member, publication };
