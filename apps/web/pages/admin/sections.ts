import type { Me } from '#apps/api/contract.js';
import { can, type Department, type Letter, type ObjectKind } from '#domain/organisation/access-matrix.js';
import type { Role } from '#domain/organisation/roles.js';

/** What the signed-in person's roles allow, as the api will judge it again. */
export interface Rights {
  holds: (...roles: Role[]) => boolean;
  /** In an office of this department, or of one that serves them all. */
  holdsIn: (department: Department, ...roles: Role[]) => boolean;
  may: (letter: Letter, object: ObjectKind) => boolean;
}

export function rightsOf(me: Me): Rights {
  const roles = me.units.flatMap((unit) => unit.roles);
  return {
    holds: (...wanted) => roles.some((role) => wanted.includes(role)),
    holdsIn: (department, ...wanted) =>
      me.units.some(
        (unit) =>
          (unit.departments.length === 0 || unit.departments.includes(department)) &&
          unit.roles.some((role) => wanted.includes(role)),
      ),
    may: (letter, object) => roles.some((role) => can(role, letter, object)),
  };
}

export interface Section {
  path: string;
  label: string;
  open: (rights: Rights) => boolean;
}

/** 系统管理: each page by its cell of the role matrix (specification 5). */
export const sections: Section[] = [
  { path: 'units', label: '单位', open: ({ may }) => may('R', 'users-orgs') },
  { path: 'people', label: '账号与岗位', open: ({ may }) => may('R', 'users-orgs') || may('R', 'roles-permissions') },
  { path: 'roles', label: '角色权限', open: ({ may }) => may('R', 'roles-permissions') },
  { path: 'experts', label: '专家库', open: ({ may }) => may('R', 'expert-pool') },
  { path: 'dictionaries', label: '字典', open: ({ holds }) => holds('SA', 'AU') },
  { path: 'calendar', label: '工作日历', open: ({ holds }) => holds('SA', 'SE', 'AU', 'VO', 'VD', 'VL') },
  { path: 'audit', label: '审计日志', open: ({ may }) => may('R', 'logs') },
  { path: 'mails', label: '邮件日志', open: ({ holds }) => holds('SA', 'AU') },
  { path: 'clock', label: '业务时钟', open: ({ holds }) => holds('SA') },
];

/** Whether the menu has 流程监控 and 系统管理 for the person. */
export const inspects = (me: Me) => rightsOf(me).holds('SA', 'AU');
export const administers = (me: Me) => sections.some((section) => section.open(rightsOf(me)));
