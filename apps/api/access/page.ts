import { z } from 'zod';

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

/** Why an administrator does what cannot be undone in silence. */
export const Reason = z.strictObject({ reason: z.string().trim().min(5).max(500) });
