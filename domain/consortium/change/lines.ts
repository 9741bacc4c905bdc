import { addDays, formatDate } from '#domain/calendar/instant.js';
import { platformLevels } from '../vocabulary.js';
import type { ChangeData } from './data.js';
import { membersAfter } from './guards.js';
import { laterBy } from './proposal.js';

/** One thing a change changes: as it is, and as it will be; nothing before or after: it comes, or it goes. */
export interface ChangeLine {
  label: string;
  before?: string;
  after?: string;
}

const person = (contact: { name: string; phone: string } | undefined) => contact && `${contact.name} ${contact.phone}`;
const term = (from: string, to: string) => `${formatDate(from)}至${formatDate(to)}`;
const line = (label: string, before: string | undefined, after: string | undefined): ChangeLine[] =>
  after === undefined ? [] : [{ label, ...(before === undefined ? {} : { before }), after }];

/** 变更前后对照 (2.6): what the change does to the consortium, line by line. */
export function changeLines(data: ChangeData): ChangeLine[] {
  const { kind, members, offices, newLead, joining, leaving, before, months, startsOn, endsOn } = data;
  const nameOf = (unitId: string) => members.find((member) => member.unitId === unitId)?.name ?? unitId;
  const role = (core: boolean) => (core ? '承担攻关任务' : '一般成员');
  return [
    ...line('牵头单位', nameOf(offices.lead), newLead?.name),
    ...joining.map(({ name, core, ability }): ChangeLine => ({
      label: '加入单位',
      after: `${name}（${role(core)}${ability ? `；${ability}` : ''}）`,
    })),
    ...leaving.map((unitId): ChangeLine => ({
      label: '退出单位',
      before: `${nameOf(unitId)}（${role(members.some((one) => one.unitId === unitId && one.core))}）`,
    })),
    ...(joining.length + leaving.length > 0 || newLead
      ? line('单位总数', `${members.length}家`, `${membersAfter(data).length}家`)
      : []),
    ...line('目标任务', before?.target, data.goal),
    ...(kind === 'extension' ? line('存续期', term(startsOn, endsOn), term(startsOn, laterBy(endsOn, months!))) : []),
    ...(kind === 'renewal'
      ? [
          ...line('存续期', term(startsOn, endsOn), term(addDays(endsOn, 1), laterBy(endsOn, months!))),
          ...line('目标任务', before?.target, data.need),
        ]
      : []),
    ...line('首席专家', before?.chiefExpert, data.chiefExpert),
    ...line('联合体名称', data.name && data.consortium, data.name),
    ...line('联系人', person(before?.contact), person(data.contact)),
  ];
}

/** B5 a platform in words. */
export const platformText = ({ name, level }: { name: string; level: string }): string =>
  `${name}（${platformLevels.find((one) => one.value === level)?.label ?? level}）`;
