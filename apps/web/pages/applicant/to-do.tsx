import { Alert } from 'antd';
import { Link } from 'react-router';
import type { Application, Me } from '#apps/api/contract.js';
import { formatDeadline } from '#domain/calendar/instant.js';
import { projectForm } from '#domain/key-project/form.js';
import { monthNames } from '#domain/key-project/months.js';

interface Item {
  key: string;
  row: Application;
  kind: 'error' | 'warning' | 'info';
  what: string;
}

/** 需我办理: returned with the sections asked for, to be sealed, a month owed, an appeal still possible. */
export function ToDo({ rows, me }: { rows: readonly Application[]; me: Me }) {
  const items = rows.flatMap((row) => itemsOf(row));
  if (items.length === 0 && me.inbox.todo === 0) return null;
  return (
    <section aria-label="需我办理" className="to-do">
      {me.inbox.todo > 0 && (
        <Alert type="warning" showIcon title={<Link to="/inbox">有 {me.inbox.todo} 件待办等您办理（审核签章等）</Link>} />
      )}
      {items.map(({ key, row, kind, what }) => (
        <Alert
          key={key}
          type={kind}
          showIcon
          title={
            <>
              <Link to={`/cases/${row.id}`}>{row.title}</Link>：{what}
            </>
          }
        />
      ))}
    </section>
  );
}

function itemsOf(row: Application): Item[] {
  const until = row.deadline ? `，${formatDeadline(Date.parse(row.deadline.at))}前` : '';
  const item = (kind: Item['kind'], what: string): Item => ({ key: `${row.id} ${what}`, row, kind, what });
  if (row.returned) {
    const labels = new Map(projectForm(0).sections.map((section) => [section.key, section.label]));
    const sections = row.returned.sections.map((key) => labels.get(key) ?? key);
    const which = sections.length > 0 ? `（${sections.join('、')}）` : '';
    return [item('warning', `${row.returned.by}退回修改${which}${until}重新提交。意见：${row.returned.reason}`)];
  }
  if (row.monthsOwed.length > 0) return [item('warning', `待填报${monthNames(row.monthsOwed)}月度进展`)];
  if (row.status === 'rejected' && row.deadline?.label === '申诉截止')
    return [item('info', `不予推荐，如有异议可申诉一次${until}提出`)];
  return [];
}
