import type { Refusal } from './types.js';

/** S12 (ASVS 7.5.3): an open browser is not enough for what moves money, limits or powers. */
export const stepUpRequired: Refusal = {
  code: 'password_required',
  message: '此项操作涉及资金、额度或权限，须再次输入登录密码，以确认是您本人操作。',
  field: 'password',
};
