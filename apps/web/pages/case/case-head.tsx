import { Alert, Flex, Typography } from 'antd';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { CaseDetail, Me } from '#apps/api/contract.js';
import { formatDeadline, formatInstant } from '#domain/calendar/instant.js';
import { formatWanYuan } from '#domain/money/fen.js';
import { regionName } from '#domain/organisation/regions.js';
import { registerDefinitions } from '#domain/subsidy/registers/definitions.js';
import { search } from '../../data/pages.js';
import { rightsOf } from '../admin/sections.js';
import { ToneTag } from '../tone-tag.js';

/** C9.1 a tag leads whoever may look into the registers to the unit's entry. */
function Flag({ flag, unit, linked }: { flag: string; unit: string | null; linked: boolean }) {
  const register = registerDefinitions.find((one) => one.flag === flag);
  return linked && register && unit ? (
    <Link to={`/subsidies/registers?${search({ register: register.key, text: unit })}`}>{flag}</Link>
  ) : (
    flag
  );
}

/** Where the case stands, in one glance: title, status, whose desk, what can come next. */
export function CaseHead({ one, me }: { one: CaseDetail; me?: Me }) {
  const facts = [
    one.unit,
    one.countyCode && regionName(one.countyCode),
    one.amountFen && `${formatWanYuan(BigInt(one.amountFen))} 万元`,
    one.versions.length > 1 && `第 ${one.versions.length} 次提交`,
  ].filter(Boolean);
  const open = one.tasks.filter((task) => !task.answered);
  const head = useRef<HTMLElement>(null);
  // The page has come, or the button that was pressed is gone: who works by keyboard goes on from here.
  useEffect(() => {
    if (document.activeElement === document.body) head.current?.focus({ preventScroll: true });
  }, [one.id, one.revision]);
  return (
    <header className="case-head" ref={head} tabIndex={-1} aria-label={`${one.title}：${one.label}`}>
      <Flex align="baseline" gap="small" wrap>
        {one.number && <span className="number">{one.number}</span>}
        <Typography.Title level={2} style={{ fontSize: 20, margin: 0 }}>
          {one.title}
        </Typography.Title>
        <ToneTag tone={one.tone}>{one.label}</ToneTag>
        {one.flags.map((flag) => (
          <ToneTag key={flag} tone="running">
            <Flag flag={flag} unit={one.unit} linked={me !== undefined && rightsOf(me).may('R', 'call')} />
          </ToneTag>
        ))}
      </Flex>
      <div className="facts">{facts.join(' · ')}</div>
      <div className="waits">
        <strong>{one.explanation.waitsFor}</strong>
        {open.map((task) => (
          <span key={task.id}>
            {open.length > 1 && `${task.label} `}
            {task.desk || '—'}
            {task.delegatedBy ? `（受${task.delegatedBy}委派）` : task.held && '（已签收）'}
            {task.due && `，${formatDeadline(Date.parse(task.due))}前办理${task.dueProvisional ? '（预计）' : ''}`}
            {task.urgedAt && `，${formatInstant(Date.parse(task.urgedAt))}已催办`}
          </span>
        ))}
        {one.explanation.next.length > 0 && <span className="next">下一步可能：{one.explanation.next.join('、')}</span>}
      </div>
      {one.unreached.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title="通知邮件未送达，请以其他方式告知申报单位。"
          description={one.unreached.map(({ name, subject, at }) => (
            <div key={name}>
              {name}：{subject.replace(/^【[^】]*】/, '')}（{formatInstant(Date.parse(at))}）
            </div>
          ))}
        />
      )}
      {one.pause && (
        <Alert
          type="warning"
          showIcon
          title={`已暂停（自 ${formatInstant(Date.parse(one.pause.at))}）：${one.pause.reason}。办理时限暂停计算，截止时间不变。`}
        />
      )}
    </header>
  );
}
