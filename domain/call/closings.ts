import { closingBefore, reminderInstants } from '#domain/calendar/closing-rule.js';
import { endOfDay, formatDeadline, localDate, type Instant } from '#domain/calendar/instant.js';
import type { NamedInstant } from '#domain/process/types.js';
import type { CallData } from './data.js';

/** Whose closing it is: the owner fills in, the county reviews, the prefecture reports. */
export type ClosingLevel = 'owner' | 'county' | 'prefecture';

/** D: 24:00 of the closing date; fixed, not moved for holidays (R2). */
export const closingOf = (data: CallData): Instant => endOfDay(data.closingDate);

/** Closings of a prefecture's projects: its own when forwarded, else D-15 and D-7; D unless extended (R1). */
export function closingsIn(
  data: CallData,
  prefectureCode: string,
): { 'owner-closing': Instant; 'county-closing': Instant; closing: Instant } {
  const own = data.prefectures[prefectureCode];
  return {
    'owner-closing': own?.ownerClosing ?? closingBefore(data.closingDate, 15),
    'county-closing': own?.countyClosing ?? closingBefore(data.closingDate, 7),
    closing: own?.closing ?? closingOf(data),
  };
}

/** The next moment at which something closes for good and is not swept yet: D, a prefecture's or an item's extension. Nothing: all is closed. */
export function nextSettle(data: CallData): NamedInstant | undefined {
  const closings = Object.keys(data.prefectures).map((code) => closingsIn(data, code).closing);
  const next = Math.min(...[...closings, ...(data.itemClosings ?? [])].filter((at) => at > (data.settledUntil ?? 0)));
  if (!Number.isFinite(next)) return undefined;
  return { name: 'settle', at: next, kind: 'timer', scope: 'case', label: '申报截止，清理未报送项目' };
}

export interface Reminder {
  level: ClosingLevel;
  /** Whose projects are reminded; nobody's of single projects that were extended to this closing. */
  prefecture?: string;
  /** 'D-30' … 'D-0', counted from this level's own closing. */
  name: string;
  at: Instant;
  closing: Instant;
}

const levels: ClosingLevel[] = ['owner', 'county', 'prefecture'];
/** The closing of each level, as calls and projects name it. */
export const closingName = { owner: 'owner-closing', county: 'county-closing', prefecture: 'closing' } as const;

/** Reminders D-30 … D-0 of every level's own closing in every prefecture and of every item extended by itself, at 09:00, after `now` (R1). */
function remindersAfter(data: CallData, now: Instant): Reminder[] {
  const ofPrefectures = Object.keys(data.prefectures).flatMap((prefecture) => {
    const closings = closingsIn(data, prefecture);
    return levels.map((level) => ({ level, prefecture, closing: closings[closingName[level]] }));
  });
  const ofItems = (data.itemClosings ?? []).flatMap((closing) => levels.map((level) => ({ level, closing })));
  return [...ofPrefectures, ...ofItems].flatMap((one) =>
    reminderInstants(one.closing)
      .filter(({ at }) => at > now)
      .map(({ name, at }) => ({ ...one, name, at })),
  );
}

/**
 * The reminders to send at `now`. A worker that was away sends of each level only the latest, and none for what has closed meanwhile.
 */
export function remindersDue(data: CallData, now: Instant): Reminder[] {
  const due = remindersAfter(data, data.remindedUntil ?? 0).filter(({ at, closing }) => at <= now && now < closing);
  return [...Map.groupBy(due, ({ level, prefecture, closing }) => `${level} ${prefecture ?? closing}`).values()].map(
    (same) => same.toSorted((a, b) => b.at - a.at)[0]!,
  );
}

/** The next morning on which somebody is to be reminded. */
export function nextReminder(data: CallData): NamedInstant | undefined {
  const next = remindersAfter(data, data.remindedUntil ?? 0).toSorted((a, b) => a.at - b.at)[0];
  if (!next) return undefined;
  return { name: 'remind', at: next.at, kind: 'reminder', scope: 'case', label: `截止提醒（${localDate(next.at)}）` };
}

/** What the reminder says to the people of one level. */
export function reminderLine({ level, name, closing }: Reminder): string {
  const what = { owner: '申报单位填报', county: '县级审核', prefecture: '州（市）报送' }[level];
  return `${what}将于 ${formatDeadline(closing)} 截止（${name}）`;
}
