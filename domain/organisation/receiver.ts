import type { Refusal } from '#domain/process/types.js';
import { grantsOf, type ObjectKind } from './access-matrix.js';
import type { Role } from './roles.js';
import { isSeparateOfficer } from './separation.js';

/**
 * Why an act cannot name a person 转办 委派 加签 征求意见 抄送; nothing when it can. `roles`: those the person holds now in a unit of who names it.
 * `decides`: the decision itself goes over, in matters of that row of the matrix; for anything less a colleague is enough.
 */
export function refuseReceiver(roles: readonly Role[], decides?: ObjectKind): Refusal | undefined {
  if (roles.length === 0)
    return {
      code: 'not_colleague',
      message: '只能选择本单位现任岗位上的人员，请重新选择；对方已离岗的，请另选他人。',
      field: 'personId',
    };
  if (roles.some(isSeparateOfficer))
    return {
      code: 'separate_officers',
      message: '系统管理员、安全管理员、审计员不参与办理业务，请另选人员。',
      field: 'personId',
      clause: '三员分立',
    };
  const handles = (role: Role) => grantsOf(role, decides!).some(({ letter }) => letter !== 'R');
  return decides === undefined || roles.some(handles)
    ? undefined
    : { code: 'receiver_unfit', message: '对方的岗位无权办理此类事项，请转办给有相应岗位的人员。', field: 'personId' };
}
