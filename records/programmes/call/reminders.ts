import { closingName, reminderLine, type ClosingLevel, type Reminder } from '#domain/call/closings.js';
import type { Transaction } from '../../database.js';
import { flushDigests } from '../../digests.js';

/** Whose desk counts for a level's closing, and who there is reminded. */
const desks: Record<ClosingLevel, { statuses: string[]; roles: string[]; unit: string }> = {
  owner: { statuses: ['draft', 'returned', 'unit_review'], roles: ['EA', 'UA'], unit: 'owner' },
  county: { statuses: ['county'], roles: ['CO'], unit: 'county' },
  prefecture: { statuses: ['prefecture', 'transmittable'], roles: ['PO'], unit: 'prefecture' },
};

/**
 * Queues one morning's reminders, set-based: a line a project for whoever must act on it before its own closing of the level, and one for each prefecture's
 * officers in any case; one mail a recipient of them (6.13). They do not wait for the daily digest, which comes after the last day's closing (R1).
 */
export async function queueReminders(tx: Transaction, callId: string, now: number, reminders: Reminder[]): Promise<void> {
  const at = new Date(now);
  for (const reminder of reminders) {
    const { statuses, roles, unit } = desks[reminder.level];
    const line = reminderLine(reminder);
    const closing = new Date(reminder.closing);
    const prefecture = reminder.prefecture ?? null;
    await tx.$executeRaw`
      insert into digest_line (person_id, address, digest, case_id, line, useful_until, created_at)
      select distinct p.id, p.email, 'closing', c.id, c.title || '：' || ${line}, ${closing}::timestamptz, ${at}::timestamptz
      from "case" c
      join post o on o.unit_id = (c.state #>> array['data', 'offices', ${unit}::text])::uuid and o.role = any (${roles})
      join person p on p.id = o.person_id and p.status = 'active' and p.email is not null
      where c.call_id = ${callId}::uuid and c.process = 'key-project' and c.status = any (${statuses})
        and (c.state #>> array['data', 'closings', ${closingName[reminder.level]}::text])::bigint = ${reminder.closing}::bigint
        and case when ${prefecture}::text is null then (c.state #>> '{data,extendedTo}')::bigint = ${reminder.closing}::bigint
          else c.prefecture_code = ${prefecture} and (c.state #>> '{data,extendedTo}')::bigint is distinct from ${reminder.closing}::bigint end`;
    if (reminder.level !== 'prefecture' || prefecture === null) continue;
    await tx.$executeRaw`
      insert into digest_line (person_id, address, digest, case_id, line, useful_until, created_at)
      select distinct p.id, p.email, 'closing', c.id, c.title || '：' || ${line} || '，请组织审核并报送。', ${closing}::timestamptz, ${at}::timestamptz
      from "case" c
      join post o on o.unit_id = (c.state #>> array['data', 'prefectures', ${prefecture}::text, 'unitId'])::uuid and o.role = 'PO'
      join person p on p.id = o.person_id and p.status = 'active' and p.email is not null
      where c.id = ${callId}::uuid`;
  }
  await flushDigests(tx, 'closing');
}
