import { refuseLead } from '#domain/consortium/conditions.js';
import type { FormationData } from '#domain/consortium/formation/data.js';
import type { Origin } from '#domain/consortium/vocabulary.js';
import type { Actor } from '#domain/process/types.js';
import { inTransaction, RecordError, type Database, type Transaction } from '../../database.js';
import { openCaseIn } from '../../open-case.js';
import { postAdministrators } from '../../posts.js';
import { homesOf } from './homes.js';
import { unitFacts } from './units.js';

export interface NewFormation {
  /** Made once by the browser: sent again, it is the same field. */
  id: string;
  title: string;
  industry: string;
  origin: Origin;
  target: string;
  need: string;
  by: Actor;
}

/**
 * B12 a field 领域: set by the province (自上而下, 揭榜挂帅), its lead to be selected; or proposed from below by a firm, which leads. Throws RecordError
 * 'no_province', 'no_recommender', and B4's refusals of a firm that cannot lead.
 */
export function openFormation(db: Database, given: NewFormation, unitId: string): Promise<{ id: string }> {
  return inTransaction(db, (tx) =>
    given.origin === 'bottom-up'
      ? proposeField(tx, given, unitId)
      : open(tx, given, { province: unitId, lead: '', recommender: '' }),
  );
}

async function proposeField(tx: Transaction, given: NewFormation, lead: string): Promise<{ id: string }> {
  const refusal = refuseLead((await unitFacts(tx, [lead]))[lead]);
  if (refusal) throw new RecordError(refusal.code, refusal.message, 'origin');
  const province = await tx.unit.findFirst({
    where: { kind: 'government', level: 'province', departments: { has: 'sti' }, status: 'verified' },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  if (!province) throw new RecordError('no_province', '系统尚未配置省级科技部门，请联系系统管理员。');
  const home = (await homesOf(tx, [lead]))[lead];
  if (!home) throw new RecordError('no_recommender', '贵单位所在州（市）尚未配置科技部门，请联系系统管理员。');
  const opened = await open(tx, given, { province: province.id, lead, recommender: home.recommender }, home);
  await postAdministrators(tx, lead, 'LD', { personId: given.by.personId, caseId: opened.id });
  return opened;
}

function open(
  tx: Transaction,
  { id, by, ...field }: NewFormation,
  offices: FormationData['offices'],
  home?: { prefectureCode: string; countyCode?: string },
): Promise<{ id: string }> {
  const data: FormationData = { ...field, prefectureCode: home?.prefectureCode ?? '', offices, invitations: [], signatures: [] };
  return openCaseIn(tx, {
    process: 'consortium-formation',
    id,
    title: field.title,
    data: { ...data },
    department: 'sti',
    kind: field.industry,
    ...(offices.lead ? { unitId: offices.lead } : {}),
    ...home,
    by,
  });
}
