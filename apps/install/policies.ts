import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#apps/local/services/migrate.js';
import { startOfDay, type Instant } from '#domain/calendar/instant.js';
import { businessNow } from '#records/clock.js';
import { inTransaction, type Database } from '#records/database.js';
import { publish, type PublishedPolicy } from '#records/publications.js';

const folder = join(root, 'prisma/data/policies');

/** Puts the policy texts 政策文件 known at release on the public page; those that are there already stay. */
export async function publishPolicies(db: Database): Promise<void> {
  await inTransaction(db, async (tx) => {
    const now = await businessNow(tx);
    for (const file of readdirSync(folder).sort()) {
      const { title, body } = readPolicy(readFileSync(join(folder, file), 'utf8'));
      if ((await tx.publication.count({ where: { kind: 'policy', title } })) === 0)
        await publish(tx, issued(body, now), { kind: 'policy', title, body: { ...body } });
    }
  });
}

/** A text stands there from the day it was issued. */
const issued = ({ issueDate }: PublishedPolicy, now: Instant): Instant =>
  issueDate ? Math.min(now, startOfDay(issueDate)) : now;

/** `标题：…`, `发文机关：…` and perhaps `发文日期：…`, an empty line, then paragraphs. */
function readPolicy(text: string): { title: string; body: PublishedPolicy } {
  const [head = '', ...paragraphs] = text.trim().split(/\n{2,}/);
  const said = Object.fromEntries(head.split('\n').map((line) => line.split('：') as [string, string]));
  const { 标题: title = '', 发文机关: issuer = '', 发文日期: issueDate } = said;
  return { title, body: { issuer, ...(issueDate ? { issueDate } : {}), text: paragraphs } };
}
