import { isRole, roleName } from '#domain/organisation/roles.js';
import { processes } from '#domain/programmes.js';

/** What a detail of the audit log is called, and how its value is said; ids and other marks for machines are left out. */
const said: Record<string, { label: string; say?: (value: string) => string }> = {
  reason: { label: '原因' },
  why: { label: '原因', say: (why) => refusals[why] ?? why },
  unit: { label: '单位' },
  role: { label: '岗位', say: (role) => (isRole(role) ? roleName(role) : role) },
  processes: { label: '业务', say: (name) => processes[name]?.label ?? name },
  from: { label: '起' },
  until: { label: '止' },
  month: { label: '月份' },
  tasks: { label: '移交待办' },
  sessions: { label: '结束会话' },
  total: { label: '条数' },
  rows: { label: '行数' },
  files: { label: '文件数' },
  entered: { label: '新增' },
  changed: { label: '更新' },
  same: { label: '未变' },
  measure: { label: '措施' },
  code: { label: '拒绝代码' },
  on: { label: '操作代码' },
  address: { label: '地址' },
  sha256: { label: '校验码' },
  version: { label: '版本' },
  label: { label: '名称' },
};

const refusals: Record<string, string> = { password: '密码不正确', totp: '动态口令不正确', locked: '账号已锁定' };

/** '原因：离职；移交待办：3'; empty when there is nothing to say. */
export function auditDetail(detail: Record<string, unknown>): string {
  return Object.entries(said)
    .map(([key, { label, say = String }]) => {
      const values = [detail[key]].flat().filter((value) => value !== undefined && value !== null && value !== '');
      return values.length > 0 ? `${label}：${values.map((value) => say(String(value))).join('、')}` : '';
    })
    .filter(Boolean)
    .join('；');
}
