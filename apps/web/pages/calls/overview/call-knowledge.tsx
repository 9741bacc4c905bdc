import { Alert, Form } from 'antd';
import { closingsIn } from '#domain/call/closings.js';
import { endOfDay, localDate, parseLocalDate } from '#domain/calendar/instant.js';
import { closingWarning } from '#domain/calendar/closing-rule.js';
import type { WorkingCalendar } from '#domain/calendar/working-days.js';
import type { DialogKnowledge } from '../../case/act/knowledge.js';
import type { CallView } from '../call-frame.js';

/** The prefecture for which the reader acts: found by the unit, as the door will. */
export function ownPrefecture({ call, me }: CallView): string | undefined {
  const units = me.units.filter((unit) => unit.roles.includes('PO')).map((unit) => unit.id);
  return Object.entries(call.prefectures).find(([, { unitId }]) => units.includes(unitId))?.[0];
}

/** What the dialogs of a call start with: the notice as it stands, the closings back-planned from D (R1), the office named before (A24). */
export function useCallKnowledge(view: CallView, calendar: WorkingCalendar | undefined): DialogKnowledge & { defaults: object } {
  const { call } = view;
  const own = ownPrefecture(view);
  const closings = own ? closingsIn(call, own) : undefined;
  const { title, issuer, forms, office, phones, fax, supervisionPhone, mailbox, closingDate, preworkBefore, expertRound } = call;
  return {
    defaults: {
      edit: { title, issuer, forms, office, phones, fax, supervisionPhone, mailbox, closingDate, preworkBefore, expertRound },
      publish: { issueDate: localDate(Date.parse(view.me.clock.now)) },
      ...(own && closings
        ? {
            forward: {
              ownerClosing: localDate(closings['owner-closing'] - 1),
              countyClosing: localDate(closings['county-closing'] - 1),
            },
            'name-office': { office: call.prefectures[own]!.office, persons: call.prefectures[own]!.persons },
          }
        : {}),
    },
    among: { callId: view.one.id, process: 'key-project' },
    notes: {
      forward: (
        <>
          <p className="hint">
            州（市）报送截止由省厅统一规定。截止日当天24:00前均可办理；改动后，本州（市）在办项目的截止时间随之更新。
          </p>
          <HolidayNotes fields={['ownerClosing', 'countyClosing']} {...(calendar ? { calendar } : {})} />
        </>
      ),
      edit: <HolidayNotes fields={['closingDate']} {...(calendar ? { calendar } : {})} />,
      extend: (
        <>
          <p className="hint">
            州（市）和单个项目都不选的，全省延期；只延一个项目的，只选单个项目。延期只往后延，逾期未报送的项目回到原环节继续办理；退回修改的，修改期限一并延长。
          </p>
          <HolidayNotes fields={['until']} {...(calendar ? { calendar } : {})} />
        </>
      ),
    },
  };
}

/** R2 while a date is being chosen: it is not moved for holidays. */
function HolidayNotes({ fields, calendar }: { fields: string[]; calendar?: WorkingCalendar }) {
  return (
    <Form.Item noStyle shouldUpdate>
      {({ getFieldValue }) => {
        const days = fields.map((field) => String(getFieldValue(field) ?? '')).filter((day) => parseLocalDate(day));
        const warnings = [...new Set(days)].flatMap((day) => {
          const warning = calendar && closingWarning(calendar, endOfDay(day));
          return warning ? [`${day}：${warning}`] : [];
        });
        return warnings.map((warning) => (
          <Alert key={warning} type="warning" showIcon style={{ marginBottom: 12 }} title={warning} />
        ));
      }}
    </Form.Item>
  );
}
