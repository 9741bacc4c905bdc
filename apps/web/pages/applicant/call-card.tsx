import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Card, Dropdown, Flex } from 'antd';
import { useState } from 'react';
import type { Application, OpenCall } from '#apps/api/contract.js';
import { formatDeadline } from '#domain/calendar/instant.js';
import { projectTypes } from '#domain/key-project/form.js';
import { download } from '../../data/files.js';
import { daysLeft, timeLeft } from '#domain/calendar/time-left.js';
import { useCalendar } from '../calls/use-calendar.js';
import { ImportDialog } from './import-dialog.js';
import { NewApplication } from './new-application.js';

interface Props {
  call: OpenCall;
  now: number;
  applies: boolean;
  own: readonly Application[];
}

/** A call open now, with the days left and the ways in: by hand, or by the Excel of its type. */
export function CallCard({ call, now, applies, own }: Props) {
  const [dialog, setDialog] = useState<'new' | 'import'>();
  const fetchFile = useMutation({ mutationFn: download });
  const closing = Date.parse(call.ownerClosing);
  const days = daysLeft(closing, now);
  const closed = closing <= now;
  const calendar = useCalendar();
  const left = calendar && !closed ? timeLeft(calendar, now, closing) : undefined;
  return (
    <Card size="small" className="call-card">
      <Flex justify="space-between" gap="middle" align="start">
        <div>
          <h3>{call.title}</h3>
          <p className="quiet">
            {[
              call.documentNo,
              `申报单位填报截止 ${formatDeadline(closing)}`,
              `州市报送截止 ${formatDeadline(Date.parse(call.closing))}`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {left?.warning && <p className="note warning">⚠ {left.warning}</p>}
        </div>
        <div className={days <= 7 ? 'days soon' : 'days'}>
          {closed ? (
            '填报已截止'
          ) : (
            <>
              {days <= 0 ? (
                '今日截止'
              ) : (
                <>
                  还有<strong>{days}</strong>天
                </>
              )}
              {left && days > 0 && (
                <small className="quiet">
                  {left.provisional ? '预计 ' : ''}
                  {left.workingDays} 个工作日
                </small>
              )}
            </>
          )}
        </div>
      </Flex>
      {applies && (
        <Flex gap="small" wrap>
          <Button type="primary" disabled={closed} onClick={() => setDialog('new')}>
            新建申报
          </Button>
          <Button disabled={closed} onClick={() => setDialog('import')}>
            导入Excel
          </Button>
          <Dropdown
            trigger={['click']}
            menu={{
              items: projectTypes.map((type) => ({ key: type.value, label: `${type.label}模板` })),
              onClick: ({ key }) => fetchFile.mutate(`/calls/${call.id}/template.xlsx?type=${key}`),
            }}
          >
            <Button loading={fetchFile.isPending}>下载Excel模板</Button>
          </Dropdown>
        </Flex>
      )}
      {fetchFile.error && <Alert type="error" showIcon title={fetchFile.error.message} />}
      {dialog === 'new' && <NewApplication call={call} close={() => setDialog(undefined)} />}
      {dialog === 'import' && <ImportDialog call={call} own={own} now={now} close={() => setDialog(undefined)} />}
    </Card>
  );
}
