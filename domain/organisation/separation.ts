import type { Refusal } from '#domain/process/types.js';
import { roleName, type Role } from './roles.js';

/** What the rules look at of a unit. */
export interface PostUnit {
  kind: string;
  level: string;
}

/** 三员: each keeps the others in check, so none of them holds any second role (specification 5, E23). */
const officers: readonly Role[] = ['SA', 'SE', 'AU'];
/** One of the 三员, who handle no business. */
export const isSeparateOfficer = (role: Role): boolean => officers.includes(role);

const applicants: readonly Role[] = ['EA', 'UA', 'LD', 'MB', 'FI'];
const reviewers: readonly Role[] = ['CO', 'PO', 'RU', 'VO', 'VD', 'VL', 'FN'];

const financial = ['bank', 'guarantor', 'fund', 'insurer'];
const office = (level: string) => (unit: PostUnit) => unit.kind === 'government' && unit.level === level;
const applicantUnit = (unit: PostUnit) => unit.level === 'unit' && unit.kind !== 'government';

/** In which units a role is held. */
const homes: Record<Role, { fits: (unit: PostUnit) => boolean; where: string }> = {
  EA: { fits: applicantUnit, where: '申报单位' },
  UA: { fits: applicantUnit, where: '申报单位' },
  LD: { fits: applicantUnit, where: '申报单位' },
  MB: { fits: applicantUnit, where: '申报单位' },
  FI: { fits: (unit) => financial.includes(unit.kind), where: '银行、担保、创投或保险机构' },
  XP: { fits: () => true, where: '任何单位' },
  CO: { fits: office('county'), where: '县级部门' },
  PO: { fits: office('prefecture'), where: '州（市）部门' },
  RU: { fits: (unit) => office('prefecture')(unit) || unit.kind === 'zone', where: '州（市）部门或国家高新区' },
  VO: { fits: office('province'), where: '省级部门' },
  VD: { fits: office('province'), where: '省级部门' },
  VL: { fits: office('province'), where: '省级部门' },
  FN: { fits: office('province'), where: '省级部门' },
  SA: { fits: office('province'), where: '省级部门' },
  SE: { fits: office('province'), where: '省级部门' },
  AU: { fits: office('province'), where: '省级部门' },
};

/** Whether the role can be held in the unit at all. */
export function fitsUnit(role: Role, unit: PostUnit): boolean {
  return homes[role].fits(unit);
}

/** Why a person who holds `held` cannot also hold `role` in `unit`; nothing when it is possible (specification 5). */
export function refusePost(held: readonly Role[], role: Role, unit: PostUnit): Refusal | undefined {
  if (!fitsUnit(role, unit))
    return { code: 'role_not_of_unit', message: `“${roleName(role)}”只能设在${homes[role].where}，请核对单位。`, field: 'role' };
  return refuseTogether(held, role);
}

/** Why one person cannot hold `role` beside `held`, or stand in for somebody who does; nothing when it is possible. */
export function refuseTogether(held: readonly Role[], role: Role): Refusal | undefined {
  const others = held.filter((one) => one !== role);
  const officer = [role, ...others].find(isSeparateOfficer);
  if (officer && others.length > 0)
    return {
      code: 'separate_officers',
      message: `系统管理员、安全管理员、审计员须分别由专人担任，不得兼任其他岗位；请先免去“${others.map(roleName).join('、')}”。`,
      field: 'role',
      clause: '三员分立',
    };
  const both = [role, ...others];
  if (both.some((one) => applicants.includes(one)) && both.some((one) => reviewers.includes(one)))
    return {
      code: 'applicant_and_reviewer',
      message: '同一人不得既在申报单位任职又担任审核岗位，请先免去原岗位。',
      field: 'role',
      clause: '申报与审核分离',
    };
  return undefined;
}
