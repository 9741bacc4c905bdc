import type { QueuedMail } from '#records/outbox.js';

/** In a digest each line is followed by the path of its case, alone on a line. */
const PATH = /^(\/cases\/[0-9a-f-]{36})\n/gm;

/**
 * 6.13 The mail as it is read: with the address of the page where one acts, for whoever has an account. It is put in when the mail is sent, so that what waited for days leads to where the site is now;
 * without `publicUrl` there is none. It carries the case's id alone: whoever opens it signs in first.
 */
export function textOf({ body, caseId, personId }: Pick<QueuedMail, 'body' | 'caseId' | 'personId'>, publicUrl?: string): string {
  if (!publicUrl || !personId) return body.replace(PATH, '');
  const base = publicUrl.replace(/\/$/, '');
  const text = body.replace(PATH, `${base}$1\n`);
  return caseId ? `${text}\n\n办理链接：${base}/cases/${caseId}` : text;
}
