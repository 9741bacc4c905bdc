import { formatBeginning } from '#domain/calendar/instant.js';
import { businessNow } from './clock.js';
import type { Transaction } from './database.js';

/**
 * Turns waiting digest lines 汇总 into mail: one mail a recipient, however many cases it speaks of (6.13); a line is a notice's subject
 * without the prefix every subject has, and below it the path of its case. `only`: the lines of one template, such as those of a closing, which do not wait for the morning.
 * A line whose deadline came first is dropped. The mail says as of when it speaks, and is not sent once all its deadlines have passed.
 * Senders go one after the other: two at once would share a recipient's lines out between two mails. Returns the number of mails queued; repeating it queues nothing more.
 */
export async function flushDigests(tx: Transaction, only?: string): Promise<number> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('digests'))`;
  const now = await businessNow(tx);
  const at = new Date(now);
  const end = `\n\n以上为${formatBeginning(now)}的情况，请登录系统办理。本邮件由系统自动发送，请勿直接回复。`;
  return tx.$executeRaw`
    with waiting as (
      select id, person_id, address, digest, line, case_id, useful_until from digest_line
      where mail_id is null and dropped_at is null and (${only ?? null}::text is null or digest = ${only ?? null}) order by id for update
    ), dropped as (
      update digest_line l set dropped_at = ${at} from waiting w where l.id = w.id and w.useful_until <= ${at}
    ), gathered as (
      select gen_random_uuid() as mail_id, person_id, address, array_agg(id) as ids, max(id) as last, count(*) as lines,
        string_agg(regexp_replace(line, '^【[^】]*】[^：]*：', '') || coalesce(E'\n/cases/' || case_id, ''), E'\n' order by digest, id) as body,
        case when bool_and(useful_until is not null) then max(useful_until) end as useful_until
      from waiting where useful_until is null or ${at} < useful_until group by person_id, address
    ), marked as (
      update digest_line l set mail_id = g.mail_id from gathered g where l.id = any (g.ids)
    )
    insert into mail (id, message_id, person_id, address, template, subject, body, useful_until, send_after, created_at)
    select mail_id, '<digest.' || last || '@duban>', person_id, address, 'digest',
      '【云南省科技项目系统】汇总：' || lines || '项事项', body || ${end}, useful_until, ${at}, ${at}
    from gathered`;
}
