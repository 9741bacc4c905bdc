import { RecordError } from './database.js';

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Where a page of rows ordered by an instant and an id ended. */
export const encodeCursor = (at: Date, id: string) => Buffer.from(`${at.toISOString()} ${id}`).toString('base64url');

/** Throws RecordError 'bad_cursor' for a text that is no cursor of ours. */
export function decodeCursor(cursor: string): { at: Date; id: string } {
  const [at, id] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const date = new Date(at ?? '');
  if (!id || !uuid.test(id) || Number.isNaN(date.getTime()))
    throw new RecordError('bad_cursor', '分页参数无效，请从第一页重新查询。', 'cursor');
  return { at: date, id };
}
