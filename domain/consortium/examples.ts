import type { ChildData } from './child.js';
import type { Member, UnitFacts } from './data.js';
import type { Candidate } from './panel.js';

/** The demo organisations of specification 7 as a consortium: an enterprise leads, a university is core, an institute and a service body join. */
export const exampleMembers: readonly Member[] = [
  {
    unitId: 'lead',
    name: '滇中绿铝集团(示例)',
    kind: 'enterprise',
    uscc: '91530100MA6TEXT053',
    core: true,
    ability: '全产业链龙头企业',
    ownership: 'private',
  },
  {
    unitId: 'uni',
    name: '云岭大学(示例)',
    kind: 'university',
    uscc: '12530000MB0TEXT67C',
    core: true,
    ability: '材料学科团队和实验平台',
  },
  {
    unitId: 'inst',
    name: '云南冶金研究院(示例)',
    kind: 'institute',
    uscc: '12530000MB0TEXT832',
    core: false,
    ability: '冶金工艺中试条件',
  },
  {
    unitId: 'test',
    name: '云科检测服务中心(示例)',
    kind: 'other',
    uscc: '52530000MJT0TE0925',
    core: false,
    ability: '铝材检验检测资质',
  },
];

export const exampleUnits: Record<string, UnitFacts> = Object.fromEntries(
  exampleMembers.map(({ unitId: id, name, kind, uscc }) => [
    id,
    { id, name, kind, ...(uscc ? { uscc } : {}), regionCode: '530100', legalRepresentative: `${name}法定代表人` },
  ]),
);

/** What a case under the example consortium carries of it. */
export const exampleChild: ChildData = {
  consortiumId: 'consortium-1',
  consortium: '云南省绿色铝创新联合体',
  title: '云南省绿色铝创新联合体',
  industry: '绿色铝',
  origin: 'top-down',
  offices: { lead: 'lead', recommender: 'bureau', province: 'p' },
  members: [...exampleMembers],
};

/** Twenty experts of the field, each of a house of its own, four of them of finance. */
export const examplePool: readonly Candidate[] = Array.from({ length: 20 }, (_, index) => ({
  personId: `x${String(index).padStart(2, '0')}`,
  unitId: `lab${index}`,
  employer: `实验室${index}`,
  fields: ['绿色铝'],
  finance: index < 4,
  relations: [],
}));
