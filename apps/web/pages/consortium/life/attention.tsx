import { Alert, Flex } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatDate, formatDeadline } from '#domain/calendar/instant.js';
import { standingOf } from '#domain/consortium/annual-report/standing.js';
import { endReminders } from '#domain/consortium/life/calendar.js';
import { conversions } from '#domain/consortium/vocabulary.js';
import type { LifeProps } from './life-panel.js';
import { consortiumData, daysLeft, labelOf, ofProcess } from './use-life.js';

interface Note {
  type: 'info' | 'warning' | 'error' | 'success';
  title: ReactNode;
  description?: ReactNode;
  link?: [to: string, text: string];
}

/** What somebody has to look at now, the gravest first. */
export function Attention(props: LifeProps) {
  return (
    <Flex vertical gap={6}>
      {[...endings(props), ...term(props), ...ordered(props), ...owed(props)].map(({ link, description, ...note }, index) => (
        <Alert
          key={index}
          showIcon
          {...note}
          title={
            <>
              {note.title}
              {description && <div className="quiet">{description}</div>}
            </>
          }
          {...(link ? { action: <Link to={link[0]}>{link[1]}</Link> } : {})}
        />
      ))}
    </Flex>
  );
}

/** Under way to an end, or ended. */
function endings({ one, life }: LifeProps): Note[] {
  const { conversion, endedOn } = consortiumData(one);
  if (conversion)
    return [
      {
        type: 'info',
        title: `已于${formatDate(conversion.on)}转化为${labelOf(conversions, conversion.kind)}：${conversion.link}（${conversion.documentNo}）。`,
      },
    ];
  if (one.ended) return [{ type: 'info', title: `${one.label}${endedOn ? `，${formatDate(endedOn)}起不再运行` : ''}。` }];
  const open = life.filter((child) => !child.ended);
  const going: [status: string, process: string, title: string][] = [
    ['renewing', 'consortium-change', '续期正在办理：补充协议由全部单位签署并经省科技厅核准后，存续期顺延。'],
    ['dissolving', 'dissolution', '解散正在办理：全部单位签署解散协议、完成清算并经批准后生效。'],
    ['disqualifying', 'disqualification', '取消资格正在办理，作出决定前联合体照常报送年度报告。'],
  ];
  return going.flatMap(([status, process, title]): Note[] => {
    const child = open.find((one) => one.process === process);
    if (one.status !== status) return [];
    return [{ type: 'warning', title, ...(child ? { link: [`/cases/${child.id}`, '查看办理情况'] as [string, string] } : {}) }];
  });
}

/** 存续期: over, or so near its end that the lead is asked to choose. */
function term({ one, me }: LifeProps): Note[] {
  const { expired, endsOn } = consortiumData(one);
  if (one.ended || ['renewing', 'dissolving'].includes(one.status)) return [];
  const left = daysLeft(endsOn, Date.parse(me.clock.now));
  if (expired)
    return [
      {
        type: 'error',
        title: `存续期届满：存续期至${formatDate(endsOn)}止。`,
        description: '仅可报送年度报告、申请续期或申请解散，其他申报暂停受理。请牵头单位在本页下方选择“申请续期”或“申请解散”。',
      },
    ];
  return left <= Math.max(...endReminders)
    ? [{ type: 'warning', title: `存续期还有${left}天（至${formatDate(endsOn)}）：请牵头单位选择续期或解散。` }]
    : [];
}

/** What the offices have ordered, and what the record lacks. */
function ordered({ one }: LifeProps): Note[] {
  const { rectification, suspension, withoutProject } = consortiumData(one);
  return [
    ...(rectification && one.status === 'rectifying'
      ? [
          {
            type: rectification.overdue ? ('error' as const) : ('warning' as const),
            title: `限期整改，期限${formatDate(rectification.until)}${rectification.overdue ? '（已逾期）' : ''}：${rectification.requirement}`,
            description: rectification.reported ? `牵头单位报告：${rectification.reported}` : '牵头单位尚未报告整改情况。',
          },
        ]
      : []),
    ...(suspension && one.status === 'suspended'
      ? [
          {
            type: suspension.over ? ('error' as const) : ('warning' as const),
            title: `中止，自${formatDate(suspension.from)}至${formatDate(suspension.until)}${suspension.over ? '（已期满，待决定）' : ''}：停止支持，不承担新任务。`,
            description: [suspension.reason, suspension.minutesNo && `会议纪要${suspension.minutesNo}`]
              .filter(Boolean)
              .join('；'),
          },
        ]
      : []),
    ...(withoutProject && !one.ended
      ? [{ type: 'warning' as const, title: '批复已满12个月，尚未牵头承担省级重大科技专项（七（一））。' }]
      : []),
  ];
}

/** A report being written, or missing. */
function owed({ life }: LifeProps): Note[] {
  return ofProcess(life, 'annual-report')
    .filter((report) => !report.ended)
    .flatMap((report): Note[] => {
      const standing = standingOf(report.status, report.facts);
      const link: [string, string] = [`/cases/${report.id}`, '打开报告'];
      const { dueAt } = report.facts;
      if (standing === 'missing') return [{ type: 'error', title: `${report.title}：${report.label}，截止时间已过。`, link }];
      return standing === 'open' && dueAt
        ? [{ type: 'info', title: `${report.title}：${report.label}，${formatDeadline(dueAt)}截止。`, link }]
        : [];
    });
}
