import { Alert, Card, Flex, Tag } from 'antd';
import { formatBeginning, formatDeadline, localDate, yearOf } from '#domain/calendar/instant.js';
import type { LifeProps } from './life-panel.js';
import { daysLeft } from './use-life.js';

/** 日程: everything that is to come, year by year: reports, evaluations, the notices before the end, the end. */
export function Calendar({ one, me }: LifeProps) {
  const now = Date.parse(me.clock.now);
  const ahead = one.forecast.filter((item) => item.at > now);
  if (ahead.length === 0) return <Alert type="info" showIcon title="已没有待到的时点。" />;
  const years = Map.groupBy(ahead, (item) => yearOf(dayOf(item)));
  return (
    <Flex vertical gap="small">
      <p className="quiet">时点到达时由系统按期通知或开启环节；任何决定均由经办人作出。法定节假日不顺延固定日期。</p>
      {[...years].map(([year, items]) => (
        <Card key={year} size="small" title={`${year}年`}>
          <ol className="calendar" aria-label={`${year}年日程`}>
            {items.map((item) => (
              <li key={`${item.name} ${item.at}`}>
                <time>{(item.begins ? formatBeginning : formatDeadline)(item.at)}</time>
                <span>
                  {item.label} {item.provisional && <Tag>预计</Tag>}
                </span>
                <span className="quiet">{inDays(daysLeft(localDate(dayOf(item)), now))}</span>
              </li>
            ))}
          </ol>
        </Card>
      ))}
    </Flex>
  );
}

/** A moment of the day it counts for: midnight ends a day, unless something begins. */
const dayOf = ({ at, begins }: LifeProps['one']['forecast'][number]): number => (begins ? at : at - 1);
const inDays = (days: number): string => (days <= 0 ? '今天' : `${days}天后`);
