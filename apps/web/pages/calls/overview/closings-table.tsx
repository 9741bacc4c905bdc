import { Button, Card, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import type { PrefectureProgress } from '#apps/api/contract.js';
import { closingWarning } from '#domain/calendar/closing-rule.js';
import { formatInstant, localDate } from '#domain/calendar/instant.js';
import type { WorkingCalendar } from '#domain/calendar/working-days.js';
import { regionName } from '#domain/organisation/regions.js';
import { ToneTag } from '../../tone-tag.js';
import type { CallView } from '../call-frame.js';

interface Props {
  view: CallView;
  lines: PrefectureProgress[];
  calendar?: WorkingCalendar;
  /** Opens the extension for one prefecture. */
  extend?: (prefecture: string) => void;
}

/** R1, A24 each prefecture's closings and responsible office, and what it still owes. */
export function ClosingsTable({ view, lines, calendar, extend }: Props) {
  const now = Date.parse(view.me.clock.now);
  const closing = (title: string, of: (line: PrefectureProgress) => string): TableColumnsType<PrefectureProgress>[number] => ({
    title,
    width: 122,
    render: (_, line) => <Closing at={Date.parse(of(line))} now={now} {...(calendar ? { calendar } : {})} />,
  });
  return (
    <Card size="small" title="各州（市）截止时间与责任科室">
      <Table<PrefectureProgress>
        aria-label="各州（市）截止时间与责任科室"
        rowKey="code"
        size="small"
        pagination={false}
        scroll={{ x: 900 }}
        dataSource={lines}
        columns={[
          { title: '州（市）', width: 180, render: (_, line) => regionName(line.code) },
          {
            title: '转发',
            width: 100,
            render: (_, line) =>
              line.forwardedAt ? (
                formatInstant(Date.parse(line.forwardedAt)).slice(0, 10)
              ) : (
                <ToneTag tone="returned">未转发</ToneTag>
              ),
          },
          {
            title: '责任科（处）室、责任人',
            render: (_, line) =>
              line.office ? `${line.office}（${line.persons ?? ''}）` : <ToneTag tone="returned">未明确</ToneTag>,
          },
          closing('单位填报截止', (line) => line.ownerClosing),
          closing('县级审核截止', (line) => line.countyClosing),
          closing('州（市）报送截止', (line) => line.closing),
          {
            title: '结转未处理',
            width: 92,
            align: 'right',
            render: (_, line) => (
              <Link to={`/calls/${view.one.id}/carry-over?prefecture=${line.code}&settled=open`}>
                {line.carryOverOpen}/{line.carryOver}
              </Link>
            ),
          },
          ...(extend
            ? [
                {
                  title: '操作',
                  width: 64,
                  render: (_: unknown, line: PrefectureProgress) => (
                    <Button
                      type="link"
                      size="small"
                      aria-label={`为${regionName(line.code)}延期`}
                      onClick={() => extend(line.code)}
                    >
                      延期
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}

/** The last day, to 24:00; what has passed, and a free day, are said. */
function Closing({ at, now, calendar }: { at: number; now: number; calendar?: WorkingCalendar }) {
  const warning = calendar && closingWarning(calendar, at);
  return (
    <>
      {localDate(at - 1)} {at <= now && <ToneTag tone="refused">已截止</ToneTag>}
      {warning && <span className="note warning"> ⚠ {warning.split('，')[0]!.replace('截止日为', '')}</span>}
    </>
  );
}
