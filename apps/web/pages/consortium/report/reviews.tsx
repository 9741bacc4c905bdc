import { Card } from 'antd';
import type { CaseDetail } from '#apps/api/contract.js';
import { formatDeadline, formatInstant } from '#domain/calendar/instant.js';
import type { ReviewSide } from '#domain/consortium/annual-report/data.js';
import { ToneTag } from '../../tone-tag.js';
import { reportData } from './data.js';

const sides: [side: ReviewSide, title: string][] = [
  ['recommender', '推荐单位审核'],
  ['province', '省科技厅审核'],
];

/** The two reviews 推荐单位 and 省科技厅 (B30), independent of each other. */
export function Reviews({ one }: { one: CaseDetail }) {
  return (
    <div className="side-by-side">
      {sides.map(([side, title]) => (
        <Review key={side} one={one} side={side} title={title} />
      ))}
    </div>
  );
}

function Review({ one, side, title }: { one: CaseDetail; side: ReviewSide; title: string }) {
  const { offices, accepted } = reportData(one);
  const office = one.names[offices[side]] ?? '';
  const review = accepted?.find((accepted) => accepted.side === side);
  const task = one.tasks.find((task) => office !== '' && task.desk.startsWith(office));
  return (
    <Card size="small" title={title}>
      <b>{office}</b>
      <div className="review-state">
        {review && (
          <>
            <ToneTag tone="passed">已接收</ToneTag> {one.names[review.by]} {formatInstant(review.at)}
          </>
        )}
        {!review && one.status === 'submitted' && (
          <>
            <ToneTag tone="review">审核中</ToneTag>
            {task?.due && `请于${formatDeadline(Date.parse(task.due))}前办理${task.dueProvisional ? '（预计）' : ''}`}
          </>
        )}
        {!review && one.status !== 'submitted' && <ToneTag tone="returned">待重新报送</ToneTag>}
      </div>
    </Card>
  );
}
