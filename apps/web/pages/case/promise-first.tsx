import { Alert } from 'antd';
import type { CaseDetail, Me } from '#apps/api/contract.js';

/** To an expert the documents do not exist before the promise (6.2). */
export const isConcealed = (one: CaseDetail, me: Me): boolean =>
  me.units.every((unit) => unit.roles.every((role) => role === 'XP')) && one.versions.length === 0;

/** `units`: with whom no interest may be shared. */
export function PromiseFirst({ units = '牵头或成员单位' }: { units?: string }) {
  return (
    <Alert type="info" showIcon title={`请先签署评审承诺，签署后即可查阅申报材料并评分；如与${units}有利害关系，请申请回避。`} />
  );
}
