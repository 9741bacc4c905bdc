import type { Refusal } from '#domain/process/types.js';

export const LEAST_LENGTH = 10;
const MOST_LENGTH = 128;
const LEAST_CLASSES = 3;

const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/];

export const passwordRule = `密码须为${LEAST_LENGTH}位以上，包含大写字母、小写字母、数字、符号中的至少${LEAST_CLASSES}类，且不得包含账号。`;

/** The password policy 密码策略: length, classes, nothing of the login in it. The same in the browser and in the api. */
export function refusePassword(password: string, login: string): Refusal | undefined {
  const weak = (message: string): Refusal => ({ code: 'password_weak', message, field: 'password' });
  const length = [...password].length;
  if (length < LEAST_LENGTH) return weak(`密码不足${LEAST_LENGTH}位。${passwordRule}`);
  if (length > MOST_LENGTH) return weak(`密码不得超过${MOST_LENGTH}位。`);
  if (classes.filter((kind) => kind.test(password)).length < LEAST_CLASSES) return weak(`密码过于简单。${passwordRule}`);
  if (new Set(password).size < 5) return weak(`密码重复字符过多。${passwordRule}`);
  const name = login.split('@')[0]!.toLowerCase();
  if (name.length >= 3 && password.toLowerCase().includes(name)) return weak('密码不得包含账号，请换一个。');
  return undefined;
}
