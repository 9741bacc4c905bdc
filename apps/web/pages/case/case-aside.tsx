import { useQuery } from '@tanstack/react-query';
import { Card, Spin, Tag, Timeline } from 'antd';
import type { CaseDetail, TimelineItem } from '#apps/api/contract.js';
import { formatBeginning, formatDeadline, formatInstant } from '#domain/calendar/instant.js';
import { api } from '../../data/client.js';

const kinds = { closing: '截止', period: '时限', reminder: '提醒', timer: '' } as const;

/** 截止与提醒计划 and 流转记录. */
export function CaseAside({ one, now }: { one: CaseDetail; now: number }) {
  const timeline = useQuery({
    queryKey: ['case', one.id, 'timeline'],
    queryFn: () => api<TimelineItem[]>('GET', `/cases/${one.id}/timeline`),
  });
  const ahead = one.forecast.filter((item) => item.at > now);
  const steps = (timeline.data ?? []).filter((item) => item.on !== 'read').toReversed();
  return (
    <aside aria-label="流转与时限" className="case-aside" tabIndex={0}>
      <Card title="接下来" size="small">
        {ahead.length === 0 ? (
          <p className="quiet">没有待到的时点。</p>
        ) : (
          <ul className="instants">
            {ahead.slice(0, 8).map((item) => (
              <li key={`${item.name} ${item.at}`}>
                <time>{(item.begins ? formatBeginning : formatDeadline)(item.at)}</time>
                <span>
                  {item.label}{' '}
                  {item.kind && kinds[item.kind] && !item.label.includes(kinds[item.kind]) && `（${kinds[item.kind]}）`}
                  {item.provisional && <Tag>预计</Tag>}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Card>
      <Card title={`流转记录（${steps.length}）`} size="small">
        {timeline.isPending && <Spin size="small" />}
        <Timeline
          items={steps.map((item) => ({
            content: (
              <div className="step">
                <b>{item.label}</b>
                {item.addressees.length > 0 && ` ${item.addressees.join('、')}`}
                {item.from !== item.to && ` → ${item.to}`}
                <div>{[item.who, item.unit].filter(Boolean).join(' ')}</div>
                {item.question && <q>{item.question}</q>}
                {item.opinion && <q>{item.opinion}</q>}
                <time>{formatInstant(Date.parse(item.at))}</time>
              </div>
            ),
          }))}
        />
      </Card>
    </aside>
  );
}
