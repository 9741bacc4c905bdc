import { formatDate, localDate } from '#domain/calendar/instant.js';
import { changeKinds, type ChangeData } from '#domain/consortium/change/data.js';
import { parties } from '#domain/consortium/change/guards.js';
import type { Signature } from '#domain/consortium/data.js';
import type { DissolutionData } from '#domain/consortium/dissolution/data.js';
import type { FormationData } from '#domain/consortium/formation/data.js';
import type { ProjectTaskData } from '#domain/consortium/project-task/data.js';
import { dissolutionGrounds, platformLevels, projectModes } from '#domain/consortium/vocabulary.js';
import type { DocumentContent } from '#domain/form/document.js';
import { formatWanYuan } from '#domain/money/fen.js';
import type { Besides, CasePaper } from './case-paper.js';
import type { PaperVersion } from './layout.js';
import type { PrintedSignature } from './print-document.js';

export type Paper = Omit<CasePaper, 'content'> & { content: DocumentContent };

/** By process and document: what the papers of a consortium carry besides their text. */
export const consortiumPapers: Record<string, (paper: Paper) => Besides> = {
  'consortium-formation form': application,
  'consortium-formation agreement': formationAgreement,
  'consortium-change agreement': supplementaryAgreement,
  'dissolution agreement': dissolutionAgreement,
  'project-task form': taskBook,
};

/** B46 the three blocks: the lead's declaration, the recommending unit's opinion (自下而上 only), the department's. */
function application({ data, opinions }: Paper): Besides {
  const { origin } = data as FormationData;
  const levels = levelsOf(opinions, [...(origin === 'bottom-up' ? ['推荐单位审核意见'] : []), '省科技厅审核意见']);
  const declaration = {
    heading: '牵头单位意见',
    lines: ['我单位已对申报材料进行了认真审查，确认所提供材料的真实性，并对此负责。', '', '法定代表人（签章）：'],
    seal: '牵头单位（法人公章）',
  };
  return { seals: { heading: '意见', rooms: [declaration, ...levels.waiting] }, opinions: levels.given };
}

/** B47 八 the grid of signatures. */
function formationAgreement({ data, content, version }: Paper): Besides {
  const { signatures, members = [] } = data as FormationData;
  const named = (content.tables.parties ?? []).map((party) => ({
    unitId: String(party.unitId ?? ''),
    name: String(party.name ?? ''),
  }));
  return { signatures: { heading: '八、所有成员单位签章', rows: signed(named.length ? named : members, signatures, version) } };
}

/** 2.6, B26 what changes, and everybody's signature: who joins signs too, who leaves signs its exit on the same text. */
function supplementaryAgreement({ data, version, opinions }: Paper): Besides {
  const change = data as ChangeData;
  const named = parties(change).map(({ unitId, name }) => ({
    unitId,
    name: change.leaving.includes(unitId) ? `${name}（退出声明）` : name,
  }));
  const leaving = change.members.filter(({ unitId }) => change.leaving.includes(unitId));
  const kind = changeKinds.find(({ value }) => value === change.kind)?.label ?? '续期';
  return {
    facts: [
      ['创新联合体名称', change.consortium],
      ['变更类别', kind],
      ...given('变更原因', change.reason || change.need),
      ...given('新牵头单位', change.newLead?.name),
      ...given('加入的单位', change.joining.map(({ name }) => name).join('、')),
      ...given('退出的单位', leaving.map(({ name }) => name).join('、')),
      ...given('调整后的目标任务', change.goal),
      ...given(change.kind === 'renewal' ? '续期' : '延长', change.months && `${change.months}个月`),
      ...given('项目任务来源', change.taskSource),
    ],
    signatures: { heading: '四、所有单位签章', rows: signed(named, change.signatures, version) },
    ...opinionsOf(opinions, '省科技厅意见'),
  };
}

/** 2.7. */
function dissolutionAgreement({ data, version, opinions }: Paper): Besides {
  const { consortium, ground, detail, members, signatures } = data as DissolutionData;
  return {
    facts: [
      ['创新联合体名称', consortium],
      ['解散事由', `${labelOf(dissolutionGrounds, ground)}：${detail}`],
    ],
    signatures: { heading: '四、所有成员单位签章', rows: signed(members, signatures, version) },
    ...opinionsOf(opinions, '省科技厅审批意见'),
  };
}

/** 2.12 what was established, and the seals of both sides. */
function taskBook({ data }: Paper): Besides {
  const task = data as ProjectTaskData;
  const lead = task.members.find(({ unitId }) => unitId === task.offices.lead)?.name ?? '';
  const others = task.members.filter(({ unitId }) => unitId !== task.offices.lead);
  return {
    facts: [
      ['项目名称', task.name],
      ['立项编号', task.projectNo],
      ...given('任务书编号', task.taskBookNo),
      ['创新联合体名称', task.consortium],
      ['级别和组织方式', `${labelOf(platformLevels, task.level)}，${labelOf(projectModes, task.mode)}`],
      ['承担单位', lead],
      ['参与单位', others.map(({ name }) => name).join('、')],
      ['实施期', `${formatDate(task.startsOn)}至${formatDate(task.endsOn)}`],
      ['财政资助（万元）', formatWanYuan(BigInt(task.fiscalFen))],
      ['企业自筹（万元）', formatWanYuan(BigInt(task.selfRaisedFen))],
    ],
    seals: {
      heading: '六、签章',
      rooms: [
        { heading: '甲方（下达单位）', lines: ['云南省科学技术厅', '', '负责人（签字）：'], seal: '（公章）' },
        { heading: '乙方（承担单位）', lines: [lead, '', '法定代表人（签字）：'], seal: '（公章）' },
      ],
    },
  };
}

const given = (name: string, value: string | number | undefined): [string, string][] => (value ? [[name, String(value)]] : []);
const labelOf = (options: readonly { value: string; label: string }[], value: string): string =>
  options.find((one) => one.value === value)?.label ?? value;

/** The opinions given, each under its level's heading. */
export function opinionsOf(opinions: CasePaper['opinions'], province: string): Pick<Besides, 'opinions'> {
  const headings: Record<string, string> = { prefecture: '推荐单位审核意见', province };
  return { opinions: opinions.flatMap((one) => (headings[one.level] ? [{ ...one, heading: headings[one.level]! }] : [])) };
}

/** The opinions given, and for each of the wanted headings that has none yet the room for it. */
export function levelsOf(opinions: CasePaper['opinions'], wanted: readonly string[]) {
  const given = opinionsOf(opinions, '省科技厅审核意见').opinions ?? [];
  const waiting = wanted
    .filter((heading) => !given.some((one) => one.heading === heading))
    .map((heading) => ({ heading, lines: ['', '负责人（签字）：'], seal: '（公章）' }));
  return { given, waiting };
}

/** Every party of the text; its signature only where it stands on this very text (B15). */
function signed(
  units: readonly { unitId: string; name: string }[],
  signatures: readonly Signature[],
  version: PaperVersion | undefined,
): PrintedSignature[] {
  return units.map(({ unitId, name }) => {
    const own = version && signatures.find((one) => one.unitId === unitId && one.sha256 === version.sha256);
    if (!own) return { unit: name };
    return {
      unit: name,
      representative: own.representative,
      signedOn: localDate(own.at),
      means: own.page ? '线下盖章（签章页经核验）' : '系统签署（登录密码确认）',
    };
  });
}
