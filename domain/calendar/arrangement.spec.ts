import { describe, expect, it } from 'vitest';
import { arrangementFault, readArrangements, type Arrangement } from './arrangement.js';
import { publishedCalendar } from './data/published-years.js';

/** As 2027 might be arranged (示例). */
const year2027: Arrangement = {
  year: 2027,
  off: ['2027-01-01', '2027-02-08', '2027-02-09', '2027-02-10', '2027-10-01', '2027-10-04', '2027-10-05'],
  work: ['2027-02-14', '2027-10-09'],
};

it('E7 every year the State Council has published passes', () => {
  for (const year of Object.values(publishedCalendar.years))
    expect(arrangementFault({ year: year.year, off: [...year.off], work: [...year.work] })).toBeUndefined();
});

describe('what cannot be a notice', () => {
  const table: [name: string, change: Partial<Arrangement>, code: string, field: string][] = [
    ['an empty year counts as missing, not as a year without holidays', { off: [], work: [] }, 'holiday_missing', 'off'],
    ['a year without New Year', { off: year2027.off.slice(1) }, 'holiday_missing', 'off'],
    ['a day off on a weekend', { off: [...year2027.off, '2027-10-02'] }, 'wrong_weekday', 'off'],
    ['a make-up day on a weekday', { work: ['2027-02-15'] }, 'wrong_weekday', 'work'],
    ['a day that does not exist', { off: [...year2027.off, '2027-02-30'] }, 'bad_date', 'off'],
    ['a day of another year', { work: ['2028-01-02'] }, 'bad_date', 'work'],
    ['the same day twice', { work: ['2027-02-14', '2027-02-14'] }, 'date_twice', 'work'],
    ['a year that is none', { year: 27 }, 'bad_year', 'year'],
    ['fixed days only', { off: ['2027-01-01', '2027-10-01'] }, 'too_few', 'off'],
  ];
  it.each(table)('%s', (_, change, code, field) => {
    expect(arrangementFault({ ...year2027, ...change })).toMatchObject({
      code,
      field,
      message: expect.stringMatching(/[一-龥]/),
    });
  });
  it('the year itself passes, also with a make-up day in the December before', () => {
    expect(arrangementFault(year2027)).toBeUndefined();
    expect(arrangementFault({ ...year2027, work: [...year2027.work, '2026-12-26'] })).toBeUndefined();
  });
});

describe('import', () => {
  it('reads our own file, one year, and a file of holiday-cn', () => {
    const { year, ...days } = year2027;
    expect(readArrangements(JSON.stringify({ [year]: days }))).toEqual([year2027]);
    expect(readArrangements(JSON.stringify(year2027))).toEqual([year2027]);
    const holidayCn = {
      year: 2027,
      papers: ['https://www.gov.cn/zhengce/2027.htm'],
      days: [
        { name: '元旦', date: '2027-01-01', isOffDay: true },
        { name: '元旦', date: '2027-01-02', isOffDay: true },
        { name: '春节', date: '2027-02-14', isOffDay: false },
      ],
    };
    expect(readArrangements(JSON.stringify(holidayCn))).toEqual([
      { year: 2027, off: ['2027-01-01'], work: ['2027-02-14'], source: 'https://www.gov.cn/zhengce/2027.htm' },
    ]);
  });
  it('takes nothing else', () => {
    for (const text of [
      '',
      '[]',
      '{}',
      '3',
      '{"2027": {"off": "2027-01-01", "work": []}}',
      '{"year": "2027", "off": [], "work": []}',
    ])
      expect(readArrangements(text)).toBeUndefined();
  });
});
