import type { Transaction } from './database.js';

/** A notice that did not reach a person of the unit whose case it is. */
export interface Unreached {
  name: string;
  subject: string;
  at: string;
}

/** 未送达: the newest mail of the case to each person of the unit, where it was refused or given up. Whoever was reached since is not among them. */
export async function unreachedOwners(tx: Transaction, caseId: string, unitId: string): Promise<Unreached[]> {
  const rows = await tx.$queryRaw<(Omit<Unreached, 'at'> & { at: Date })[]>`
    select name, subject, at from (
      select distinct on (m.person_id) p.name, m.subject, m.created_at as at, m.status
      from mail m join person p on p.id = m.person_id
      where m.case_id = ${caseId}::uuid and m.status in ('sent', 'bounced', 'failed')
        and exists (select from post o where o.person_id = p.id and o.unit_id = ${unitId}::uuid)
      order by m.person_id, m.place desc
    ) last where status <> 'sent' order by name`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
