import { expect, it } from 'vitest';
import { refusePassword } from './password-policy.js';

it.each([
  ['Kunming-2026', undefined],
  ['昆明Yunnan2026', undefined],
  ['yunnan2026abc', '过于简单'],
  ['Short-1', '不足10位'],
  ['AaAaAaAaA1', '重复字符'],
  ['Liwei-2026!', '不得包含账号'],
  [`Aa1-${'长'.repeat(200)}`, '不得超过'],
])('密码策略 %s', (password, message) => {
  const refusal = refusePassword(password, 'liwei@example.test');
  if (message === undefined) expect(refusal).toBeUndefined();
  else expect(refusal).toMatchObject({ code: 'password_weak', field: 'password', message: expect.stringContaining(message) });
});
