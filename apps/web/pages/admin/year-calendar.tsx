import { addDays, weekday, type LocalDate } from '#domain/calendar/instant.js';
import type { Arrangement } from '#domain/calendar/arrangement.js';

const WEEK = ['一', '二', '三', '四', '五', '六', '日'];
const MONTHS = Array.from({ length: 12 }, (_, month) => month + 1);

type DayKind = 'off' | 'work' | 'weekend' | 'weekday';

const looks: Record<DayKind, { mark: string; said: string; style: { color: string; background?: string; fontWeight?: number } }> =
  {
    off: { mark: '休', said: '放假', style: { color: '#a8071a', background: '#fff1f0', fontWeight: 600 } },
    work: { mark: '班', said: '调休上班', style: { color: '#003eb3', background: '#e6f4ff', fontWeight: 600 } },
    weekend: { mark: '', said: '周末', style: { color: '#595959', background: '#f5f5f5' } },
    weekday: { mark: '', said: '工作日', style: { color: '#262626' } },
  };

/** A year month by month: 休 a weekday off, 班 a weekend day worked. */
export function YearCalendar({ year }: { year: Arrangement }) {
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(230px, 1fr))', gap: 16 }}>
      {MONTHS.map((month) => (
        <Month key={month} year={year} month={month} />
      ))}
    </div>
  );
}

function Month({ year, month }: { year: Arrangement; month: number }) {
  return (
    <table style={{ borderCollapse: 'collapse', textAlign: 'center', fontSize: 12, width: '100%', background: '#fff' }}>
      <caption style={{ fontWeight: 600, padding: 4 }}>
        {year.year}年{month}月
      </caption>
      <thead>
        <tr>
          {WEEK.map((day) => (
            <th key={day} scope="col" style={{ fontWeight: 400, padding: 2 }}>
              {day}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(year.year, month).map((week) => (
          <tr key={week[0]}>
            {week.map((date) => (
              <Day key={date} date={date} kind={kindOf(year, date)} inside={Number(date.slice(5, 7)) === month} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ date, kind, inside }: { date: LocalDate; kind: DayKind; inside: boolean }) {
  if (!inside) return <td />;
  const { mark, said, style } = looks[kind];
  return (
    <td style={{ ...style, padding: 3, border: '1px solid #f0f0f0' }} title={`${date} ${said}`}>
      {Number(date.slice(8))}
      {mark}
    </td>
  );
}

/** The weeks, from Monday, that touch the month. */
function weeksOf(year: number, month: number): LocalDate[][] {
  const first = `${year}-${String(month).padStart(2, '0')}-01`;
  const weeks: LocalDate[][] = [];
  for (
    let monday = addDays(first, -((weekday(first) + 6) % 7));
    monday.slice(0, 7) <= first.slice(0, 7);
    monday = addDays(monday, 7)
  )
    weeks.push(WEEK.map((_, day) => addDays(monday, day)));
  return weeks;
}

function kindOf(year: Arrangement, date: LocalDate): DayKind {
  if (year.off.includes(date)) return 'off';
  if (year.work.includes(date)) return 'work';
  return weekday(date) === 0 || weekday(date) === 6 ? 'weekend' : 'weekday';
}
