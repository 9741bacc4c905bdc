import { localDate, yearOf, type Instant, type LocalDate } from '#domain/calendar/instant.js';
import { dueInWorkingDays, workingDaysLeft } from '#domain/calendar/period.js';
import { forecastWorkingDay, forecastWorkingDays, isPublished, type WorkingCalendar } from '#domain/calendar/working-days.js';
import { closingsIn } from '#domain/call/closings.js';
import type { CallData } from '#domain/call/data.js';
import { prefectureOf } from '#domain/organisation/regions.js';
import { sources } from '#domain/process/define.js';
import { keyProject, reviewPeriods } from './process.js';

/*
 * 办理预测: what each office on a project's way up will not have decided in time, if it goes on at the pace of the last working days. Back-planned from D:
 * the county has until its closing, the prefecture until D (R1), the province ten working days from each project's arrival.
 */

/** The levels of review, lowest first; each has one office a region. */
export const reviewLevels = ['county', 'prefecture', 'province'] as const;
export type ReviewLevel = (typeof reviewLevels)[number];

/** The province's region. */
export const WHOLE_PROVINCE = '530000';

/** The window looks back this many working days. */
const WINDOW = 10;
/** On fewer of them with something on the desk there is no pace yet: 数据不足. */
export const FEWEST_BUSY_DAYS = 3;

/** 办结: the acts by which a level's own reviewer takes a project off the desk. */
export const decidingActs: string[] = keyProject.rows
  .filter((row) => row.by.kind === 'handler' && row.to !== '=' && reviewLevels.some((level) => sources(row).includes(level)))
  .map((row) => row.on);

/** The working days looked back on: the last ten before today, none before the call was issued. */
export function windowBefore(calendar: WorkingCalendar, now: Instant, issued: LocalDate): LocalDate[] {
  const today = localDate(now);
  return Array.from({ length: WINDOW }, (_, index) => forecastWorkingDays(calendar, today, index - WINDOW).date).filter(
    (day) => day >= issued,
  );
}

/** Projects that lie alike; the closings are their own, so that an extension of one of them counts (R1). */
export interface Lying {
  status: string;
  countyCode: string;
  prefectureCode: string;
  /** The level that returned it and to which it comes back. */
  returnTo: string | null;
  /** Has met D: only the period of whoever has it on the desk counts. */
  transmitted: boolean;
  countyClosing: Instant;
  closing: Instant;
  /** Of the open task. */
  due: Instant | null;
  count: number;
}

/** What an office saw in the window and since. */
export interface Movement {
  level: ReviewLevel;
  region: string;
  arrived: number;
  decided: number;
  decidedToday: number;
  /** Working days of the window on which something lay on the desk. */
  busyDays: number;
}

export interface OfficeForecast extends Movement {
  /** The level's closing in its prefecture, and the working days until then, today among them; the province has none. */
  closing?: { at: Instant; days: number };
  /** On the desk now, and of them past their last moment already. */
  open: number;
  overdue: number;
  /** Below, on the way here; and what is reckoned to come: as many as the arrivals of the window would bring, at least these. */
  coming: number;
  expected: number;
  /** Of what is open and in time, and what is expected; absent: 数据不足. */
  outlook?: { done: number; late: number };
  /** Years it reaches into whose holidays are not published: reckoned Monday to Friday. */
  unpublished: number[];
}

/** A project's way up; drafts, refused ones and appeals are not on it. */
const way = [['unit_review', 'returned'], ['county'], ['prefecture'], ['transmittable'], ['province']];
export const onTheWay = way.flat();
const placeOf = (status: string) => way.findIndex((statuses) => statuses.includes(status));

/** On the level's desk. */
export const liesAt = (level: ReviewLevel, { status }: Pick<Lying, 'status'>): boolean => status === level;

/** Below the level and on the way to it: what was returned from above goes back there without stopping. */
export const comesTo = (level: ReviewLevel, { status, returnTo }: Pick<Lying, 'status' | 'returnTo'>): boolean =>
  placeOf(status) >= 0 && placeOf(status) < placeOf(level) && placeOf(returnTo ?? 'county') <= placeOf(level);

/** On the level's desk past the last moment at which it was in time. */
export const isOverdue = (level: ReviewLevel, one: Lying, calendar: WorkingCalendar, now: Instant): boolean =>
  liesAt(level, one) && lastMoment(level, one, calendar, now) <= now;

/** The region whose office of the level has it. */
export const regionAt = (level: ReviewLevel, { countyCode, prefectureCode }: Pick<Lying, 'countyCode' | 'prefectureCode'>) =>
  ({ county: countyCode, prefecture: prefectureCode, province: WHOLE_PROVINCE })[level];

interface Given {
  calendar: WorkingCalendar;
  now: Instant;
  call: CallData;
  /** From `windowBefore`. */
  window: LocalDate[];
  lying: Lying[];
  moved: Movement[];
}

/** Every office that has work or some on the way, county by county, then the prefectures, then the province. */
export function loadForecast(given: Given): OfficeForecast[] {
  return reviewLevels.flatMap((level) => {
    const work = given.lying.filter((one) => liesAt(level, one) || comesTo(level, one));
    const moved = new Map(given.moved.filter((one) => one.level === level).map((one) => [one.region, one]));
    const byRegion = Map.groupBy(work, (one) => regionAt(level, one));
    return [...new Set([...byRegion.keys(), ...moved.keys()])]
      .toSorted()
      .map((region) => forecastOf(given, moved.get(region) ?? still(level, region), byRegion.get(region) ?? []))
      .filter(({ open, coming }) => open + coming > 0);
  });
}

const still = (level: ReviewLevel, region: string): Movement => ({
  level,
  region,
  arrived: 0,
  decided: 0,
  decidedToday: 0,
  busyDays: 0,
});

function forecastOf({ calendar, now, call, window }: Given, moved: Movement, work: Lying[]): OfficeForecast {
  const { level, region } = moved;
  const closings = closingsFor(call, level, region);
  const open = work.filter((one) => liesAt(level, one));
  const overdue = open.filter((one) => isOverdue(level, one, calendar, now));
  const coming = work.filter((one) => comesTo(level, one));
  const below = closings[({ county: 'owner-closing', prefecture: 'county-closing', province: 'closing' } as const)[level]];
  const byPace = window.length && Math.floor((moved.arrived * daysToWork(calendar, now, below)) / window.length);
  const expected = Math.max(total(coming), byPace);
  const ahead = [
    ...open.filter((one) => !overdue.includes(one)),
    ...coming,
    yetUnseen(closings, region, expected - total(coming)),
  ]
    .filter(({ count }) => count > 0)
    .map((one) => ({ until: lastMoment(level, one, calendar, now), count: one.count }));
  const closing = { county: closings['county-closing'], prefecture: closings.closing, province: undefined }[level];
  return {
    ...moved,
    ...(closing === undefined ? {} : { closing: { at: closing, days: daysToWork(calendar, now, closing) } }),
    open: total(open),
    overdue: total(overdue),
    coming: total(coming),
    expected,
    ...(ahead.length === 0 || moved.busyDays >= FEWEST_BUSY_DAYS ? { outlook: outlookOf(calendar, now, moved, ahead) } : {}),
    unpublished: unpublishedYears(calendar, now, Math.max(now, ...ahead.map(({ until }) => until - 1))),
  };
}

/** Projects that nobody has sealed yet: the office's closings bind them. */
const yetUnseen = (closings: ReturnType<typeof closingsFor>, region: string, count: number): Lying => ({
  status: 'unit_review',
  countyCode: region,
  prefectureCode: region,
  returnTo: null,
  transmitted: false,
  countyClosing: closings['county-closing'],
  closing: closings.closing,
  due: null,
  count,
});

const unpublishedYears = (calendar: WorkingCalendar, from: Instant, until: Instant): number[] =>
  Array.from({ length: yearOf(until) - yearOf(from) + 1 }, (_, index) => yearOf(from) + index).filter(
    (year) => !isPublished(calendar, year),
  );

const total = (work: { count: number }[]) => work.reduce((sum, { count }) => sum + count, 0);

/** The closings that bind an office: its prefecture's, and for the province the latest of all. */
function closingsFor(call: CallData, level: ReviewLevel, region: string) {
  const all = { county: [prefectureOf(region)!], prefecture: [region], province: Object.keys(call.prefectures) }[level];
  const closings = all.map((code) => closingsIn(call, code));
  const latest = (name: 'owner-closing' | 'county-closing' | 'closing') => Math.max(...closings.map((one) => one[name]));
  return { 'owner-closing': latest('owner-closing'), 'county-closing': latest('county-closing'), closing: latest('closing') };
}

/** Until when the level may decide in time. What is still to come to the province arrives by D at the latest. */
function lastMoment(level: ReviewLevel, one: Lying, calendar: WorkingCalendar, now: Instant): Instant {
  if (level !== 'province' && !one.transmitted)
    return level === 'county' ? Math.min(one.countyClosing, one.closing) : one.closing;
  if (liesAt(level, one) && one.due !== null) return one.due;
  const received = one.transmitted ? now : Math.max(now, one.closing - 1);
  return dueInWorkingDays(calendar, received, reviewPeriods[level]).at;
}

/** Working days on which there is work to be done before the moment, today among them. */
function daysToWork(calendar: WorkingCalendar, now: Instant, moment: Instant): number {
  if (moment <= now) return 0;
  return workingDaysLeft(calendar, now, moment).days + (worksToday(calendar, now) ? 1 : 0);
}

const worksToday = (calendar: WorkingCalendar, now: Instant) => forecastWorkingDay(calendar, localDate(now)).working;

/**
 * How much of the work is done in time at the pace of the window, a working day with something on the desk: whatever closes first is done first, what has
 * closed is left. What was decided today comes off today's share, so that whoever keeps the pace sees the same number all day.
 */
export function outlookOf(
  calendar: WorkingCalendar,
  now: Instant,
  { decided, decidedToday, busyDays }: Pick<Movement, 'decided' | 'decidedToday' | 'busyDays'>,
  work: { until: Instant; count: number }[],
): { done: number; late: number } {
  const inDays = (days: number) => (busyDays === 0 ? 0 : Math.floor((decided * days) / busyDays));
  const today = worksToday(calendar, now) ? 1 : 0;
  const before = (moment: Instant) => {
    const days = daysToWork(calendar, now, moment);
    return days === 0 ? 0 : Math.max(inDays(days) - today * decidedToday, inDays(days - today));
  };
  let done = 0;
  for (const { until, count } of work.toSorted((a, b) => a.until - b.until))
    done += Math.max(0, Math.min(count, before(until) - done));
  return { done, late: total(work) - done };
}
