import { appendAudit } from '#records/audit.js';
import { inTransaction, RecordError, type Database } from '#records/database.js';
import { mailLink } from '#records/one-time-links.js';
import type { Role } from '#domain/organisation/roles.js';
import { provinceOffice } from './offices.js';
import { stableId } from './stable-id.js';

/** The three officers 三员 (E23): three people, each with an address of their own. */
export interface Officers {
  administrator: string;
  security: string;
  auditor: string;
}

const posts: { of: keyof Officers; name: string; role: Role }[] = [
  { of: 'administrator', name: '系统管理员', role: 'SA' },
  { of: 'security', name: '安全管理员', role: 'SE' },
  { of: 'auditor', name: '审计员', role: 'AU' },
];

/**
 * Opens the accounts of the three officers in a record that has no account yet, and mails each a link to set the password; every other account comes from
 * them. Does nothing when there are accounts. Throws RecordError 'officers_missing'.
 */
export async function appointOfficers(db: Database, officers: Officers, publicUrl: string): Promise<void> {
  if ((await db.person.count()) > 0) return;
  if (new Set(posts.map(({ of }) => officers[of])).size < posts.length || posts.some(({ of }) => !officers[of].includes('@')))
    throw new RecordError(
      'officers_missing',
      '首次安装须指定三员：请用 ADMINISTRATOR_EMAIL、SECURITY_EMAIL、AUDITOR_EMAIL 填写系统管理员、安全管理员、审计员三人各自的邮箱。',
    );
  await inTransaction(db, async (tx) => {
    for (const { of, name, role } of posts) {
      const person = { id: stableId(name), login: officers[of], name, email: officers[of] };
      await tx.person.create({
        data: { ...person, unitId: provinceOffice, posts: { create: { unitId: provinceOffice, role } } },
      });
      await mailLink(tx, person, 'activate', publicUrl);
      await appendAudit(tx, { action: 'account.installed', target: `${officers[of]} ${name}`, detail: { id: person.id, role } });
    }
  });
}
