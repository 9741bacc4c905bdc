import { z } from 'zod';
import { RecordError } from '#records/database.js';

/** What every list takes besides its own filters. */
export const PageQuery = z.object({
  text: z.string().trim().max(100).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

/** A list's answer: rows, how many there are in all, and where the next page begins. */
export interface Page<T> {
  rows: T[];
  total: number;
  next?: string;
}

const MOST_EXPORTED = 2_000;
const A_PAGE = 200;

/** Everything a filter finds, for an export. Throws RecordError 'too_many' rather than cut short. */
export async function wholeList<T>(read: (page: { limit: number; cursor?: string }) => Promise<Page<T>>): Promise<T[]> {
  const rows: T[] = [];
  for (let cursor: string | undefined, more = true; more;) {
    const page = await read({ limit: A_PAGE, ...(cursor ? { cursor } : {}) });
    if (page.total > MOST_EXPORTED)
      throw new RecordError('too_many', `超过一次导出上限${MOST_EXPORTED}条，请缩小筛选范围后分次导出。`);
    rows.push(...page.rows);
    cursor = page.next;
    more = cursor !== undefined;
  }
  return rows;
}

/** Why an administrator does what cannot be undone in silence. */
export const Reason = z.strictObject({ reason: z.string().trim().min(5).max(500) });
