import { Alert } from 'antd';
import { Link } from 'react-router';
import { formatBeginning, formatDeadline, formatInstant, localDate } from '#domain/calendar/instant.js';
import type { AnnualReportData } from '#domain/consortium/annual-report/data.js';
import { standingOf } from '#domain/consortium/annual-report/standing.js';
import { LastReturn } from '../../case/last-return.js';
import type { PanelProps } from '../../case/panels.js';

import { daysLeft } from '../life/use-life.js';
import { reportData } from './data.js';

const SOON_DAYS = 7;

interface Said {
  type: 'info' | 'warning' | 'error' | 'success';
  title: string;
  description?: string | undefined;
}

/** The deadline and how the report stands against it; overdue, what has been done about it and what follows. */
export function Deadline({ one, me }: PanelProps) {
  const data = reportData(one);
  const link = <Link to={`/cases/${data.consortiumId}?tab=reports`}>查看联合体</Link>;
  const { type, title, description } = said(data, one.status, Date.parse(me.clock.now));
  return (
    <>
      <Alert
        type={type}
        showIcon
        title={
          <>
            {title}
            {description && <div className="quiet">{description}</div>}
          </>
        }
        action={link}
      />
      {one.status === 'returned' && (
        <LastReturn one={one} description="修改后重新报送，推荐单位和省科技厅均须再次审核。首次报送时间不变。" />
      )}
    </>
  );
}

function said(data: AnnualReportData, status: string, now: number): Said {
  const due = formatDeadline(data.dueAt);
  const left = daysLeft(localDate(data.dueAt - 1), now);
  switch (standingOf(status, data)) {
    case 'not-due':
      return { type: 'info', title: `${formatBeginning(data.opensAt)}开始填报，${due}截止。` };
    case 'open':
      return {
        type: left <= SOON_DAYS ? 'warning' : 'info',
        title: `报送截止：${due}，${left > 0 ? `还有${left}天` : '今天截止'}。`,
        description: `${data.optional ? '本联合体当年10月1日后批复，首份年度报告可以不报。' : ''}截止时间不因法定节假日顺延；逾期仍可补报，记为逾期报送。`,
      };
    case 'missing':
      return { type: 'error', title: `逾期未报：${due}已截止，至今未报送。`, description: next(status, data) };
    case 'late':
      return { type: 'warning', title: `逾期报送：${formatInstant(data.submittedAt!)}报送（截止${due}）。` };
    case 'on-time':
      return { type: 'success', title: `按期报送：${formatInstant(data.submittedAt!)}报送（截止${due}）。` };
    case 'waived':
      return { type: 'info', title: '首年免报：当年10月1日后批复的联合体，首份年度报告可以不报。' };
    case 'ended':
      return { type: 'info', title: '联合体已终止，本报告随之终止。' };
  }
}

/** R24: what has been done about a missing report, and that only an official decides. */
function next(status: string, { urge, urgeOpen, outcome }: AnnualReportData): string {
  const issued = urge ? `${formatInstant(urge.at)}已发出催报通知（${urge.documentNo}）` : '';
  switch (status) {
    case 'urged':
      return `${issued}，请牵头单位在10个工作日内补报。期满仍未报送的，由省科技厅决定是否按拒绝报送处理。`;
    case 'refused':
      return `${issued}，期满仍未报送。待省科技厅处长决定是否按拒绝报送启动取消资格程序；仅迟报不构成取消资格。`;
    case 'not_filed':
      return `${issued}。${outcome === 'disqualification' ? '已按拒绝报送启动取消资格程序。' : '省科技厅决定不启动取消资格程序。'}牵头单位仍可补报。`;
    default:
      return urgeOpen
        ? '牵头单位可随时补报；省科技厅可发出催报通知。'
        : '牵头单位可随时补报。次年1月31日起省科技厅可发出催报通知。';
  }
}
