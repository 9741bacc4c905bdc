import type { Matter } from '#domain/subsidy/matters.js';
import { RecordError, type Transaction } from '../database.js';

/** Which of the matters another claim than `caseId` holds (any claim, for one that is not there yet), and in whose words to say so: its number, never its claimant. */
export async function heldByOthers(
  tx: Transaction,
  caseId: string | undefined,
  matters: Matter[],
): Promise<{ label: string; by: string }[]> {
  const rows = await tx.$queryRaw<{ label: string; number: string | null }[]>`
    select m.label, c.number from subsidy_matter m join "case" c on c.id = m.case_id
    where m.key = any(${matters.map(({ key }) => key)}) and m.case_id is distinct from ${caseId ?? null}::uuid order by m.key`;
  return rows.map(({ label, number }) => ({ label, by: number ?? '另一申报' }));
}

/** The claim holds these matters and no others; none: it lets go of all. Throws RecordError 'matter_taken' when another came first. */
export async function takeMatters(tx: Transaction, caseId: string, matters: Matter[]): Promise<void> {
  await tx.subsidyMatter.deleteMany({ where: { caseId } });
  if (matters.length === 0) return;
  const taken = await tx.$executeRaw`
    insert into subsidy_matter (key, case_id, label)
    select key, ${caseId}::uuid, label from jsonb_to_recordset(${JSON.stringify(matters)}::jsonb) as m(key text, label text)
    order by key on conflict (key) do nothing`;
  if (taken < matters.length) {
    const [first] = await heldByOthers(tx, caseId, matters);
    throw new RecordError(
      'matter_taken',
      `${first?.label ?? '所报事项'} 已在${first?.by ?? '另一申报'}中申报，同一事项不得重复申报补助。`,
    );
  }
}
