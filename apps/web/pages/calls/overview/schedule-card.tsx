import { Card } from 'antd';
import { closingBefore, reminderInstants } from '#domain/calendar/closing-rule.js';
import { formatDeadline, formatInstant } from '#domain/calendar/instant.js';
import type { WorkingCalendar } from '#domain/calendar/working-days.js';
import { closingOf } from '#domain/call/closings.js';
import { daysLeft, leftText, timeLeft } from '#domain/calendar/time-left.js';
import { ToneTag } from '../../tone-tag.js';
import type { CallView } from '../call-frame.js';

/** R1 the closings back-planned from D, where a prefecture sets no others; R2 none is moved for a holiday. */
export function ScheduleCard({ view: { call, me }, calendar }: { view: CallView; calendar?: WorkingCalendar }) {
  const now = Date.parse(me.clock.now);
  const levels: [label: string, rule: string, at: number][] = [
    ['申报单位填报', 'D-15', closingBefore(call.closingDate, 15)],
    ['县级审核', 'D-7', closingBefore(call.closingDate, 7)],
    ['州（市）报送', 'D', closingOf(call)],
  ];
  return (
    <Card size="small" title="截止时间（倒排，州市未另行规定时适用）">
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">环节</th>
            <th scope="col">截止</th>
            <th scope="col">剩余</th>
            <th scope="col">下次提醒</th>
          </tr>
        </thead>
        <tbody>
          {levels.map(([label, rule, at]) => {
            const left = calendar && timeLeft(calendar, now, at);
            const next = reminderInstants(at).find((reminder) => reminder.at > now);
            return (
              <tr key={label}>
                <th scope="row">
                  {label} <span className="quiet">{rule}</span>
                </th>
                <td>
                  {formatDeadline(at)}
                  {left?.warning && <p className="note warning">⚠ {left.warning}</p>}
                </td>
                <td>
                  {at <= now ? <ToneTag tone="refused">已截止</ToneTag> : left ? leftText(left) : `还剩 ${daysLeft(at, now)} 天`}
                </td>
                <td>{next ? `${formatInstant(next.at)}（${next.name}）` : '—'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Card>
  );
}
