import type { LocalDate } from '#domain/calendar/instant.js';
import type { DocumentContent } from '#domain/form/document.js';
import type { Member } from '../data.js';
import { dimensions, taskGroups } from '../vocabulary.js';
import { writtenSections } from './agreement.js';

/** Documents that pass every rule: what tests break and demo data starts from. */

const text = (label: string) => `${label}：按省科技厅要求和联合体章程组织实施，责任到单位到人。`;

export function validApplication(members: readonly Member[], on: LocalDate, effectiveOn: LocalDate = on): DocumentContent {
  const lead = members[0]!;
  const count = (kind: string) => String(members.filter((member) => member.kind === kind).length);
  return {
    fields: {
      name: '云南省绿色铝精深加工创新联合体',
      industryKind: 'traditional',
      industry: '绿色铝',
      lead: lead.name,
      contact: '李工',
      phone: '13800001234',
      filledOn: on,
      effectiveOn,
      chiefExpert: '王教授',
      chiefTitle: '教授',
      nationalPlatforms: '1',
      provincialPlatforms: '1',
      total: String(members.length),
      enterprises: count('enterprise'),
      universities: count('university'),
      institutes: count('institute'),
      others: count('other'),
      goal: '突破高性能铝合金短流程制备的卡脖子技术。',
      target: '高性能铝合金短流程制备',
      need: '承担绿色铝省级重大科技专项',
      resume: '长期从事铝合金研究，获省部级科技奖励三项。',
      basis: '各方已合作三年，共同开展联合攻关两项。',
      decisionBody: '理事会',
      advisoryBody: '专家咨询委员会',
      executiveBody: '秘书处',
      staff: '3',
      fundRules: true,
      fiscal: '500.00',
      selfRaised: '1000.00',
      ratioPromise: true,
      months: '36',
      truth: true,
      leadSeal: true,
    },
    tables: {
      team: [{ name: '王教授', age: '52', title: '教授', specialty: '材料加工', unit: members[1]!.name }],
      platforms: [
        {
          name: '铝合金国家工程研究中心',
          subject: '材料',
          level: 'national',
          builtOn: '2018-05-01',
          host: lead.name,
          running: true,
        },
        {
          name: '云南省铝加工重点实验室',
          subject: '材料',
          level: 'provincial',
          builtOn: '2019-09-01',
          host: members[1]!.name,
          running: true,
        },
      ],
      projects: [
        {
          name: '铝合金攻关',
          subject: '绿色铝',
          level: 'provincial',
          from: `${Number(on.slice(0, 4)) - 2}-01-01`,
          to: `${Number(on.slice(0, 4)) - 1}-12-31`,
          unit: lead.name,
          fiscal: '200.00',
        },
      ],
      members: members.map((member) => ({
        name: member.name,
        ...(member.uscc ? { uscc: member.uscc } : { foreignId: member.foreignId ?? '' }),
        standing: '本领域骨干单位，承担分工任务。',
      })),
    },
  };
}

export function validAgreement(members: readonly Member[], on: LocalDate): DocumentContent {
  return {
    fields: {
      name: '云南省绿色铝精深加工创新联合体',
      industry: '绿色铝',
      lead: members[0]!.name,
      contact: '李工',
      phone: '13800001234',
      filledOn: on,
      preamble: '为推动云南省绿色铝科技创新、技术进步和成果转化，经所有成员单位同意，签署本协议。',
      ...Object.fromEntries(
        writtenSections.map(({ key, label }) => [
          key,
          `${text(label)}解散时按出资和贡献分配权责；争议协商解决，协商不成提交仲裁。`,
        ]),
      ),
    },
    tables: { parties: members.map(({ unitId, name }) => ({ unitId, name })) },
  };
}

export function validPlan(members: readonly Member[]): DocumentContent {
  const item = [{ name: '短流程铸轧组织调控', unit: members[0]!.name }];
  return {
    fields: {
      ...Object.fromEntries([1, 2, 3, 5, 6, 7].map((part) => [`part${part}`, text('建设内容')])),
      ...Object.fromEntries(taskGroups.map(({ key, label }) => [key, text(label)])),
    },
    tables: { problems: item, targets: item },
  };
}

export function validAnnualReport(matters: { title: string; detail: string }[] = []): DocumentContent {
  return {
    fields: {
      ...Object.fromEntries(taskGroups.map(({ key, label }) => [key, text(label)])),
      fiscal: '100.00',
      selfRaised: '220.00',
      spent: '300.00',
      changes: '无',
      nextPlan: '完成中试线建设。',
      problems: matters.length > 0 ? matters.map((one) => one.title).join('；') : '无',
    },
    tables: { matters },
  };
}

export function validSelfEvaluation(): DocumentContent {
  return {
    fields: Object.fromEntries(
      dimensions.flatMap(({ key, label }) => [
        [`${key}Text`, text(label)],
        [`${key}Evidence`, '见附件'],
      ]),
    ),
    tables: {},
  };
}
