import { createHash } from 'node:crypto';

/** The hash every chain starts from. */
export const GENESIS = '0'.repeat(64);

/** The next link: SHA-256 over the previous hash and the record in canonical JSON. */
export function link(previous: string, record: unknown): string {
  return createHash('sha256').update(previous).update('\n').update(canonical(record)).digest('hex');
}

export function sha256(content: unknown): string {
  return createHash('sha256').update(canonical(content)).digest('hex');
}

/** JSON with sorted keys and without undefined, so that the same content always has the same hash. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value as Record<string, unknown>).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}
