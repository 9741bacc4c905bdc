import type { Department } from '#domain/organisation/access-matrix.js';
import type { Role } from '#domain/organisation/roles.js';
import type { Office } from '#domain/process/types.js';

/** Kinds of units that register themselves (specification 5), each with the department whose local bureau verifies it. */
export const registrableKinds = {
  enterprise: { label: '企业', department: 'miit' },
  university: { label: '高等院校', department: 'sti' },
  institute: { label: '科研院所', department: 'sti' },
  bank: { label: '银行', department: 'sti' },
  guarantor: { label: '担保机构', department: 'sti' },
  fund: { label: '创业投资机构（基金）', department: 'sti' },
  insurer: { label: '保险机构', department: 'sti' },
  accountant: { label: '会计师事务所', department: 'sti' },
  other: { label: '其他机构', department: 'sti' },
} as const satisfies Record<string, { label: string; department: Department }>;

export type RegistrableKind = keyof typeof registrableKinds;

/** What a registration's case keeps: no mail address, no phone; those stand with the person alone. */
export interface RegistrationData {
  unitId: string;
  name: string;
  uscc: string;
  kind: RegistrableKind;
  county: string;
  prefecture: string;
  address?: string;
  legalRepresentative: string;
  /** The person who becomes 单位管理员. */
  administrator: string;
  /** What is odd about the code, for the verifier to look at (6.11). */
  warnings: string[];
  /** `above` hears when the verification is overdue. */
  offices: { reviewer: Office; above: Office };
}

export interface RegistrationKnown {
  /** Roles the administrator holds elsewhere. */
  administratorRoles: Role[];
}
