import { useQuery } from '@tanstack/react-query';
import { Button, Card, Empty, Table, Tabs } from 'antd';
import type { LoadForecast } from '#apps/api/contract.js';
import { formatDeadline } from '#domain/calendar/instant.js';
import { reviewLevels } from '#domain/key-project/load-forecast.js';
import { api } from '../../../data/client.js';
import { ToneTag } from '../../tone-tag.js';
import { Loaded } from '../load.js';
import { NumberLink } from './number-link.js';
import { Reckoning } from './reckoning.js';
import { forecastText, hasAhead, lateText, levelNames, officeName, type Office } from './words.js';

/** 办理预测: level by level and office by office what will be late at the present pace; how it was reckoned is one press away. */
export function ForecastCard({ callId }: { callId: string }) {
  const forecast = useQuery({
    queryKey: ['call', callId, 'load-forecast'],
    queryFn: () => api<LoadForecast>('GET', `/calls/${callId}/load-forecast`),
  });
  return (
    <Card size="small" title="办理预测（按现有速度推算，仅供调度参考）">
      <Loaded query={forecast}>
        {({ window, offices }) =>
          offices.length === 0 ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有在办和将到达的项目，项目到达后在此预测能否按期办结。" />
          ) : (
            <Tabs
              size="small"
              items={reviewLevels.flatMap((level) => {
                const own = offices.filter((office) => office.level === level);
                if (own.length === 0) return [];
                return [
                  {
                    key: level,
                    label: `${levelNames[level]}：${summary(own)}`,
                    children: <Offices callId={callId} window={window} offices={own} />,
                  },
                ];
              })}
            />
          )
        }
      </Loaded>
    </Card>
  );
}

const sum = (offices: Office[], of: (office: Office) => number) => offices.reduce((all, office) => all + of(office), 0);
const late = ({ overdue, outlook }: Office) => overdue + (outlook?.late ?? 0);

/** '3 件已逾期，约 27 件将逾期，2 个单位数据不足' of a level. */
function summary(offices: Office[]): string {
  const overdue = sum(offices, (office) => office.overdue);
  const ahead = offices.filter(hasAhead);
  const known = ahead.filter(({ outlook }) => outlook);
  return [
    ...(overdue > 0 ? [`${overdue} 件已逾期`] : []),
    ...(known.length > 0 ? [lateText(sum(known, ({ outlook }) => outlook!.late))] : []),
    ...(known.length < ahead.length ? [`${ahead.length - known.length} 个单位数据不足`] : []),
  ].join('，');
}

function Offices({ callId, window, offices }: { callId: string; window: string[]; offices: Office[] }) {
  const level = levelNames[offices[0]!.level];
  return (
    <Table<Office>
      aria-label={`${level}办理预测`}
      rowKey="region"
      size="small"
      pagination={{ defaultPageSize: 10, hideOnSinglePage: true, showTotal: (all) => `共 ${all} 个单位` }}
      dataSource={offices.toSorted((a, b) => late(b) - late(a) || b.open - a.open)}
      expandable={{
        expandedRowRender: (office) => <Reckoning callId={callId} window={window} office={office} />,
        columnWidth: 84,
        columnTitle: '推算',
        expandIcon: ({ expanded, onExpand, record }) => (
          <Button
            type="link"
            size="small"
            aria-expanded={expanded}
            aria-label={`${officeName(record)}如何推算`}
            onClick={(event) => onExpand(record, event)}
          >
            {expanded ? '收起' : '如何推算'}
          </Button>
        ),
      }}
      columns={[
        { title: '单位', width: 130, render: (_, office) => officeName(office) },
        {
          title: '截止',
          width: 220,
          className: 'nowrap',
          render: (_, { closing }) => (closing ? formatDeadline(closing.at) : '各项目到达后10个工作日'),
        },
        {
          title: '在办',
          width: 56,
          align: 'right',
          render: (_, office) => <NumberLink callId={callId} office={office} number="open" />,
        },
        {
          title: '下级在办',
          width: 76,
          align: 'right',
          render: (_, office) => <NumberLink callId={callId} office={office} number="coming" />,
        },
        {
          title: '预测',
          render: (_, office) => <Verdict callId={callId} office={office} windowDays={window.length} />,
        },
        Table.EXPAND_COLUMN,
      ]}
    />
  );
}

/** What is late already, and what will be: in words and colour. */
function Verdict({ callId, office, windowDays }: { callId: string; office: Office; windowDays: number }) {
  const { outlook, overdue } = office;
  const [tone, text] = !outlook
    ? ['draft', '数据不足']
    : outlook.late > 0
      ? ['refused', `⚠ ${lateText(outlook.late)}`]
      : ['passed', lateText(0)];
  return (
    <>
      {overdue > 0 && (
        <p style={{ margin: 0 }}>
          <ToneTag tone="refused">⚠ 已有逾期</ToneTag> <NumberLink callId={callId} office={office} number="overdue" />{' '}
          件已逾期未办。
        </p>
      )}
      {hasAhead(office) && (
        <p style={{ margin: 0 }}>
          <ToneTag tone={tone!}>{text}</ToneTag> {forecastText(office, windowDays)}
        </p>
      )}
    </>
  );
}
