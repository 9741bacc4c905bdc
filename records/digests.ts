import { businessNow } from './clock.js';
import type { Transaction } from './database.js';

/**
 * Turns waiting digest lines 汇总 into mail: one mail a recipient, however many cases it speaks of (6.13); a line is a notice's subject
 * without the prefix every subject has. `only`: the lines of one template, such as those of a closing, which do not wait for the morning.
 * Lines another sender is turning just now are left to it. Returns the number of mails queued; repeating it queues nothing more.
 */
export async function flushDigests(tx: Transaction, only?: string): Promise<number> {
  const at = new Date(await businessNow(tx));
  return tx.$executeRaw`
    with waiting as (
      select id, person_id, address, digest, line from digest_line
      where mail_id is null and (${only ?? null}::text is null or digest = ${only ?? null}) order by id for update skip locked
    ), gathered as (
      select gen_random_uuid() as mail_id, person_id, address, array_agg(id) as ids, max(id) as last, count(*) as lines,
        string_agg(regexp_replace(line, '^【[^】]*】[^：]*：', ''), E'\n' order by digest, id) as body
      from waiting group by person_id, address
    ), marked as (
      update digest_line l set mail_id = g.mail_id from gathered g where l.id = any (g.ids)
    )
    insert into mail (id, message_id, person_id, address, template, subject, body, send_after, created_at)
    select mail_id, '<digest.' || last || '@duban>', person_id, address, 'digest',
      '【云南省科技项目系统】汇总：' || lines || '项事项',
      body || E'\n\n请登录系统办理。本邮件由系统自动发送，请勿直接回复。', ${at}, ${at}
    from gathered`;
}
