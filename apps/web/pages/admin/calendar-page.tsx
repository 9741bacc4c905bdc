import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Flex, Select, Spin } from 'antd';
import { useState } from 'react';
import type { PublishedYear } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import { api } from '../../data/client.js';
import { PageTitle } from './page-title.js';
import { PublishDialog } from './publish-dialog.js';
import type { Rights } from './sections.js';
import { YearCalendar } from './year-calendar.js';

/** 工作日历: each published year as a calendar, and the alarm when the next one is missing. */
export function CalendarPage({ rights }: { rights: Rights }) {
  const [chosen, setChosen] = useState<number>();
  const [publishing, setPublishing] = useState(false);
  const found = useQuery({
    queryKey: ['calendar'],
    queryFn: () => api<{ years: PublishedYear[]; provisionalTasks: number }>('GET', '/calendar'),
  });
  if (found.isPending) return <Spin description="正在载入" />;
  if (found.error) return <Alert type="error" showIcon title={found.error.message} />;
  const { years, provisionalTasks } = found.data;
  const year = years.find((one) => one.year === chosen) ?? years[0];
  const nextYear = (years[0]?.year ?? 2022) + 1;
  return (
    <>
      <PageTitle>工作日历</PageTitle>
      <Alert
        type={provisionalTasks > 0 ? 'warning' : 'info'}
        showIcon
        style={{ marginBottom: 16 }}
        title={`${nextYear}年节假日安排尚未录入：落在该年的工作日期限均标为“预计”${provisionalTasks > 0 ? `，目前涉及 ${provisionalTasks} 项待办` : ''}。国务院办公厅通知发布后请及时录入。`}
      />
      <Flex gap="small" align="center" style={{ marginBottom: 16 }}>
        <Select
          aria-label="年份"
          style={{ width: 120 }}
          value={year?.year}
          options={years.map((one) => ({ value: one.year, label: `${one.year}年` }))}
          onChange={setChosen}
        />
        {year && (
          <span>
            放假工作日 {year.off.length} 天，调休上班 {year.work.length} 天；依据：{year.source ?? '随系统发布'}；录入于{' '}
            {formatInstant(Date.parse(year.publishedAt))}
          </span>
        )}
        {rights.holds('SA') && (
          <Button type="primary" style={{ marginInlineStart: 'auto' }} onClick={() => setPublishing(true)}>
            录入或更正年度安排
          </Button>
        )}
      </Flex>
      {year && <YearCalendar year={{ year: year.year, off: year.off, work: year.work }} />}
      {publishing && <PublishDialog published={years} close={() => setPublishing(false)} />}
    </>
  );
}
