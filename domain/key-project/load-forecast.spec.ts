import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publishedCalendar as calendar } from '#domain/calendar/data/published-years.js';
import { addDays, atTime, endOfDay } from '#domain/calendar/instant.js';
import { addWorkingDays } from '#domain/calendar/working-days.js';
import type { CallData } from '#domain/call/data.js';
import {
  comesTo,
  decidingActs,
  loadForecast,
  outlookOf,
  windowBefore,
  type Lying,
  type Movement,
  type OfficeForecast,
} from './load-forecast.js';

/** D is 31 December: the owner has until the 16th, the county until the 24th. */
const call = { closingDate: '2026-12-31', prefectures: { 532300: { unitId: 'p' } } } as unknown as CallData;
const now = atTime('2026-12-14', '10:00');
const window = windowBefore(calendar, now, '2026-11-16');

const lying = (status: string, count: number, change: Partial<Lying> = {}): Lying => ({
  status,
  countyCode: '532301',
  prefectureCode: '532300',
  returnTo: null,
  transmitted: false,
  countyClosing: endOfDay('2026-12-24'),
  closing: endOfDay('2026-12-31'),
  due: null,
  count,
  ...change,
});
const moved = (change: Partial<Movement> = {}): Movement => ({
  level: 'county',
  region: '532301',
  arrived: 0,
  decided: 0,
  decidedToday: 0,
  busyDays: 10,
  ...change,
});
const forecast = (work: Lying[], movements: Movement[], at = now): OfficeForecast[] =>
  loadForecast({ calendar, now: at, call, window, lying: work, moved: movements });

describe('the forecast of an office (lead 5)', () => {
  it('R1 reckons from the pace of the window to the level’s own closing: the county’s on the 24th, the prefecture’s on D', () => {
    const work = [lying('county', 40), lying('prefecture', 40)];
    const pace = { decided: 25, busyDays: 10 };
    const offices = forecast(work, [moved(pace), moved({ ...pace, level: 'prefecture', region: '532300' })]);
    // 14-24 December are nine working days, 14-31 December fourteen; the county's forty come to the prefecture too, the prefecture's to the province.
    expect(offices).toMatchObject([
      { level: 'county', closing: { at: endOfDay('2026-12-24'), days: 9 }, open: 40, coming: 0, outlook: { done: 22, late: 18 } },
      {
        level: 'prefecture',
        closing: { at: endOfDay('2026-12-31'), days: 14 },
        open: 40,
        coming: 40,
        outlook: { done: 35, late: 45 },
      },
      { level: 'province', open: 0, coming: 80, unpublished: [2027] },
    ]);
    expect(offices[2]!.closing).toBeUndefined();
  });

  it('counts an extension of one project by its own closing, and says what is overdue already instead of forecasting it', () => {
    const [office] = forecast([lying('county', 7), lying('county', 3, { countyClosing: endOfDay('2026-12-11') })], [moved()]);
    expect(office).toMatchObject({ open: 10, overdue: 3, outlook: { done: 0, late: 7 } });
    const extended = lying('county', 5, { countyClosing: endOfDay('2026-12-31') });
    expect(forecast([extended], [moved({ decided: 4 })])[0]!.outlook).toEqual({ done: 5, late: 0 });
  });

  it('a transmitted project has met D: only the period of whoever has it counts', () => {
    const back = { transmitted: true, returnTo: 'province', due: endOfDay('2026-12-15'), countyClosing: 0, closing: 0 };
    const [county, province] = forecast([lying('county', 6, back)], [moved({ decided: 20 })]);
    expect(county).toMatchObject({ overdue: 0, outlook: { done: 4, late: 2 } });
    expect(province).toMatchObject({ level: 'province', coming: 6 });
  });

  it('to the province what is below comes by D and has ten working days from then; what it has, until its own due day', () => {
    const work = [lying('transmittable', 30), lying('province', 5, { due: endOfDay('2026-12-15') })];
    const [province] = forecast(work, [moved({ level: 'province', region: '530000', decided: 10 })]);
    // Two of five by the 15th; of 30 what fits into 14 working days of December and ten of January less the two.
    expect(province).toMatchObject({ open: 5, coming: 30, outlook: { done: 24, late: 11 }, unpublished: [2027] });
  });

  it('work to come is what lies below, or more where the arrivals of the window promise more until the closing below', () => {
    const below = [lying('unit_review', 2), lying('returned', 1)];
    expect(forecast(below, [moved()])[0]).toMatchObject({ coming: 3, expected: 3 });
    // 14-16 December are three working days on which the owners still seal.
    expect(forecast(below, [moved({ arrived: 25 })])[0]).toMatchObject({ coming: 3, expected: 7 });
    const afterwards = atTime('2026-12-17', '10:00');
    expect(forecast(below, [moved({ arrived: 25 })], afterwards)[0]).toMatchObject({ coming: 3, expected: 3 });
    // Arrivals alone promise no office work: there is none it could be told of.
    expect(forecast([], [moved({ arrived: 9, decided: 9 })])).toEqual([]);
  });

  it('what was returned from above goes back there and not through the levels between; drafts, refused ones and appeals do not come', () => {
    const coming = (status: string, returnTo: string | null) =>
      (['county', 'prefecture', 'province'] as const).filter((level) => comesTo(level, { status, returnTo }));
    expect(coming('returned', null)).toEqual(['county', 'prefecture', 'province']);
    expect(coming('returned', 'prefecture')).toEqual(['prefecture', 'province']);
    expect(coming('county', 'province')).toEqual(['province']);
    expect(coming('transmittable', null)).toEqual(['province']);
    for (const status of ['draft', 'rejected', 'appealing', 'meeting', 'not_transmitted'])
      expect(coming(status, null)).toEqual([]);
  });

  it('数据不足: fewer than three working days with something on the desk are no pace, however much was decided', () => {
    expect(forecast([lying('county', 9)], [moved({ decided: 50, busyDays: 2 })])[0]!.outlook).toBeUndefined();
    expect(forecast([lying('county', 9)], [])[0]!.outlook).toBeUndefined();
    expect(forecast([lying('county', 9)], [moved({ decided: 0, busyDays: 3 })])[0]!.outlook).toEqual({ done: 0, late: 9 });
    // What is overdue needs no pace.
    expect(forecast([lying('county', 9, { closing: now })], [])[0]).toMatchObject({ overdue: 9, outlook: { done: 0, late: 0 } });
  });

  it('the window is the ten working days before today, none before the call was issued; 调休 counts', () => {
    expect([window[0], window.at(-1), window.length]).toEqual(['2026-11-30', '2026-12-11', 10]);
    expect(windowBefore(calendar, now, '2026-12-10')).toEqual(['2026-12-10', '2026-12-11']);
    expect(windowBefore(calendar, now, '2026-12-14')).toEqual([]);
    expect(windowBefore(calendar, atTime('2026-10-12', '09:00'), '2026-01-01')).toContain('2026-10-10');
  });

  it('decided is what the level’s own reviewer decides: no sweep, no withdrawal, no 提级', () => {
    expect(decidingActs.toSorted()).toEqual(['approve', 'form-fail', 'form-pass', 'recommend', 'refuse', 'return']);
  });
});

describe('the outlook at a pace', () => {
  const pace = fc.record({
    decided: fc.nat(60),
    decidedToday: fc.nat(12),
    busyDays: fc.integer({ min: 3, max: 10 }),
  });
  const moment = fc.integer({ min: 0, max: 40 }).map((days) => endOfDay(addDays('2026-11-20', days)));
  const work = fc.array(fc.record({ until: moment, count: fc.integer({ min: 1, max: 15 }) }), { maxLength: 6 });
  const at = fc.integer({ min: 0, max: 30 }).map((days) => atTime(addDays('2026-11-20', days), '10:00'));
  const late = (when: number, given: Parameters<typeof outlookOf>[2], load: Parameters<typeof outlookOf>[3]) =>
    outlookOf(calendar, when, given, load).late;

  it('loses nobody: done and late are all the work', () => {
    fc.assert(
      fc.property(at, pace, work, (when, given, load) => {
        const { done, late: left } = outlookOf(calendar, when, given, load);
        expect(done + left).toBe(load.reduce((sum, { count }) => sum + count, 0));
        expect(Math.min(done, left)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('a faster office, less work or a later closing never makes more late', () => {
    fc.assert(
      fc.property(at, pace, work, fc.nat(5), (when, given, load, more) => {
        const before = late(when, given, load);
        expect(late(when, { ...given, decided: given.decided + more }, load)).toBeLessThanOrEqual(before);
        expect(late(when, given, load.slice(1))).toBeLessThanOrEqual(before);
        const extended = load.map((one, index) => (index === 0 ? { ...one, until: one.until + more * 86_400_000 } : one));
        expect(late(when, given, extended)).toBeLessThanOrEqual(before);
      }),
    );
  });

  it('no order of work makes fewer late: as many as the fullest moment is short of (Hall)', () => {
    fc.assert(
      fc.property(at, pace, work, (when, given, load) => {
        const done = (until: number) => outlookOf(calendar, when, given, [{ until, count: 10_000 }]).done;
        const due = (until: number) => load.filter((one) => one.until <= until).reduce((sum, { count }) => sum + count, 0);
        const short = Math.max(0, ...load.map(({ until }) => due(until) - done(until)));
        expect(late(when, given, load)).toBe(short);
      }),
    );
  });

  it('whoever keeps the pace sees the same number all day', () => {
    fc.assert(
      fc.property(at, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 6, max: 60 }), moment, (when, daily, open, until) => {
        fc.pre(until > when);
        const given = { decided: daily * 5, busyDays: 5 };
        const morning = late(when, { ...given, decidedToday: 0 }, [{ until, count: open }]);
        const evening = late(when, { ...given, decidedToday: daily }, [{ until, count: open - daily }]);
        const working = addWorkingDays(calendar, addDays(dayOf(when), -1), 1) === dayOf(when);
        expect(evening).toBe(working ? morning : Math.max(0, morning - daily));
      }),
    );
  });

  it('a day on which much was decided takes nothing from the days to come', () => {
    const given = { decided: 10, decidedToday: 30, busyDays: 5 };
    expect(outlookOf(calendar, now, given, [{ until: endOfDay('2026-12-16'), count: 9 }])).toEqual({ done: 4, late: 5 });
  });

  const dayOf = (when: number) => new Date(when + 8 * 3_600_000).toISOString().slice(0, 10);
});
