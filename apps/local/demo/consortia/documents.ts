import type { LocalDate } from '#domain/calendar/instant.js';
import { validAgreement, validApplication, validPlan } from '#domain/consortium/forms/examples.js';
import { textOf, type DocumentContent } from '#domain/form/document.js';
import { partiesOf, topicOf, type Consortium } from './cast.js';

const about = ({ name, industry }: Consortium) => ({ name, industry });

/** 附件2. */
export function agreementOf(of: Consortium, on: LocalDate): DocumentContent {
  const { fields, tables } = validAgreement(partiesOf(of), on);
  const goal = `突破${of.target}的卡脖子技术，形成可推广的成套技术和标准。`;
  return { fields: { ...fields, ...about(of), goal }, tables };
}

/** 附件1. */
export function applicationOf(of: Consortium, on: LocalDate, effectiveOn: LocalDate): DocumentContent {
  const { fields, tables } = validApplication(partiesOf(of), on, effectiveOn);
  const topic = topicOf(of);
  const [national, provincial] = tables.platforms!;
  return {
    fields: {
      ...fields,
      ...about(of),
      ...{ target: of.target, need: `承担${topic}省级重大科技专项`, goal: `突破${of.target}的卡脖子技术。` },
      ...{ months: String(of.months), resume: `长期从事${topic}研究，获省部级科技奖励三项。` },
    },
    tables: {
      ...tables,
      team: tables.team!.map((row) => ({ ...row, specialty: topic })),
      platforms: [
        { ...national, name: `${topic}国家地方联合工程研究中心(示例)`, subject: of.industry },
        { ...provincial, name: `云南省${topic}重点实验室(示例)`, subject: of.industry },
      ],
      projects: tables.projects!.map((row) => ({ ...row, name: `${of.target}前期攻关`, subject: of.industry })),
    },
  };
}

/** 附件3. */
export function planOf(of: Consortium): DocumentContent {
  const { fields, tables } = validPlan(partiesOf(of));
  const lines = [{ name: of.target, unit: textOf(tables.targets![0]!, 'unit') }];
  return { fields, tables: { problems: lines.map((line) => ({ ...line, name: `${line.name}的机理` })), targets: lines } };
}

/** A document of sections only, each of them written: 补充协议, 解散协议, 任务书. */
export const written = (sections: Record<string, string>): DocumentContent => ({ fields: sections, tables: {} });
