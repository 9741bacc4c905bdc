import { Alert, Button, Descriptions, Form } from 'antd';
import { useState } from 'react';
import type { ListedProject } from '#apps/api/contract.js';
import { formatDate, formatDeadline, localDate } from '#domain/calendar/instant.js';
import { noticePeriod } from '#domain/calendar/period.js';
import type { WorkingCalendar } from '#domain/calendar/working-days.js';
import type { SelectionListData } from '#domain/call/selection-list.js';
import { download } from '../../../data/files.js';
import { Actions } from '../../actions.js';
import { DialogProvider, type Dialog } from '../../case/act/knowledge.js';
import { CaseAside } from '../../case/case-aside.js';
import { CaseHead } from '../../case/case-head.js';
import { useCalendar } from '../use-calendar.js';
import type { ListView } from './list-page.js';
import { Objections } from './objections.js';
import { ProjectTable } from './project-table.js';

/** 入选名单 (2.1): meeting, notice and listing are acts on one list of hundreds of rows; objections are handled row by row meanwhile. */
export function SelectionPage({ view, list, projects }: ListView) {
  const data = list.data as unknown as SelectionListData;
  const atMeeting = (project: ListedProject) => project.status === 'meeting';
  const [chosen, choose] = useState(() => projects.filter(atMeeting).map(({ id }) => id));
  const [objected, setObjected] = useState<ListedProject>();
  const [unsaved] = useState<Dialog['unsaved']>({});
  const calendar = useCalendar();
  const today = localDate(Date.parse(view.me.clock.now));
  const deciding = list.explanation.actions.some((action) => action.on === 'decide' && action.available);
  const closes = list.forecast.find((item) => item.name === 'notice-closes');
  const waiting = projects.filter((project) => project.objections > 0);
  return (
    <DialogProvider
      value={{
        one: list,
        unsaved,
        stay: true,
        given: { decide: { selected: chosen } },
        defaults: { 'publish-notice': { days: '5' } },
        notes: {
          decide: (
            <p>
              入选 <strong>{chosen.length}</strong> 个，未入选{' '}
              <strong>{projects.filter(atMeeting).length - chosen.length}</strong> 个。
            </p>
          ),
          ...(calendar ? { 'publish-notice': <NoticeEnd calendar={calendar} today={today} /> } : {}),
        },
      }}
    >
      <div className="case-page">
        <div className="case-body">
          <CaseHead one={list} />
          <Descriptions
            bordered
            size="small"
            column={4}
            items={[
              { key: 'all', label: '上会项目', children: `${data.projects.length} 个` },
              { key: 'in', label: '入选', children: data.selected ? `${data.selected.length} 个` : '待审议' },
              { key: 'minutes', label: '会议纪要号', children: data.minutesNo ?? '—' },
              { key: 'plan', label: '计划文号', children: data.planNo ?? '—' },
            ]}
          />
          {closes && <Alert type="info" showIcon title={`公示至 ${formatDeadline(closes.at)}，期满无异议的项目自动列入计划。`} />}
          {waiting.length > 0 && (
            <Alert type="warning" showIcon title={`${waiting.length} 个项目有异议待处理，其余项目不受影响。`} />
          )}
          <ProjectTable
            label="上会项目"
            projects={projects}
            empty="名单中没有项目。"
            {...(deciding ? { choice: { chosen, choose, open: atMeeting, word: '入选' } } : {})}
            {...(waiting.length > 0
              ? {
                  last: {
                    title: '异议',
                    width: 100,
                    render: (_: unknown, project: ListedProject) =>
                      project.objections > 0 && (
                        <Button
                          type="link"
                          size="small"
                          aria-label={`查看异议：${project.title}`}
                          onClick={() => setObjected(project)}
                        >
                          查看异议
                        </Button>
                      ),
                  },
                }
              : {})}
          />
          <div>
            <Button onClick={() => void download(`/cases/${list.id}/workbook.xlsx`)}>下载Excel汇总表</Button>
          </div>
          <div className="act-bar">
            <Actions />
          </div>
        </div>
        <CaseAside one={list} now={Date.parse(view.me.clock.now)} />
      </div>
      {objected && <Objections project={objected} close={() => setObjected(undefined)} />}
    </DialogProvider>
  );
}

/** 6.5 while the period is being chosen: its last day, or why it cannot be reckoned. */
function NoticeEnd({ calendar, today }: { calendar: WorkingCalendar; today: string }) {
  return (
    <Form.Item noStyle shouldUpdate>
      {({ getFieldValue }) => {
        const days = Number(getFieldValue('days'));
        if (!days) return null;
        const { lastDay, provisional } = noticePeriod(calendar, today, days);
        return (
          <Alert
            type={provisional ? 'warning' : 'info'}
            showIcon
            style={{ marginBottom: 12 }}
            title={
              provisional
                ? `公示期跨入${lastDay.slice(0, 4)}年，该年节假日安排尚未发布，须由系统管理员录入工作日历后再公示。`
                : `公示自今日起，至 ${formatDate(lastDay)} 24:00 止。`
            }
          />
        );
      }}
    </Form.Item>
  );
}
