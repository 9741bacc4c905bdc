import { counties, prefectures } from '#domain/organisation/regions.js';
import { allRoles, roleName } from '#domain/organisation/roles.js';

const options = (labels: Record<string, string>) => Object.entries(labels).map(([value, label]) => ({ value, label }));

export const unitKinds: Record<string, string> = {
  government: '政府部门',
  zone: '国家高新区',
  enterprise: '企业',
  university: '高校',
  institute: '科研院所',
  bank: '银行',
  guarantor: '担保机构',
  fund: '创投机构',
  insurer: '保险机构',
  accountant: '会计师事务所',
  other: '其他机构',
};
export const unitLevels: Record<string, string> = { province: '省级', prefecture: '州市级', county: '县级', unit: '申报单位' };
export const unitStates: Record<string, [label: string, tone: string]> = {
  pending: ['待核验', 'review'],
  verified: ['正常', 'passed'],
  refused: ['核验未通过', 'refused'],
  disabled: ['已停用', 'ended'],
};
export const departments: Record<string, string> = { miit: '工信', sti: '科技', finance: '财政' };

export const kindOptions = options(unitKinds);
export const levelOptions = options(unitLevels);
export const departmentOptions = options(departments);
export const unitStateOptions = options(Object.fromEntries(Object.entries(unitStates).map(([key, [label]]) => [key, label])));
export const roleOptions = allRoles.map((role) => ({ value: role, label: `${roleName(role)}（${role}）` }));

/** 州市 and, indented below it, its 县区: one list serves as the tree, and can be searched. */
export const regionOptions = prefectures.flatMap(({ code, name }) => [
  { value: code, label: name },
  ...counties
    .filter((county) => county.prefectureCode === code)
    .map((county) => ({ value: county.code, label: `\u3000${county.name}` })),
]);
