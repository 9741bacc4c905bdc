import { tellOwner } from './passwords.js';
import { appendAudit, type Trail } from './audit.js';
import { RecordError, type Transaction } from './database.js';

/** A secret that waits for its first right code. */
export async function proposeSecret(tx: Transaction, personId: string, secret: string): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { totpPending: secret } });
}

/** The waiting secret becomes the second factor; `step` is the time step of the code that showed it works. */
export async function enrolSecret(tx: Transaction, personId: string, secret: string, step: number, from: Trail): Promise<void> {
  const { count } = await tx.person.updateMany({
    where: { id: personId, totpPending: secret },
    data: { totpSecret: secret, totpPending: null, totpLastStep: step },
  });
  if (count === 0) throw new RecordError('nothing_pending', '请先获取新的密钥，再输入验证码。');
  await appendAudit(tx, { ...from, personId, action: 'second-factor.enrolled' });
  await tellOwner(
    tx,
    personId,
    '动态验证码已启用',
    '您的账号已启用动态验证码，以后登录须同时输入。如非本人操作，请立即联系系统管理员。',
  );
}

/**
 * The lost phone: an administrator removes the second factor, never their own, with the reason; every session of the person ends and the person is told.
 * Throws RecordError 'not_found', 'own_account', 'not_enrolled'.
 */
export async function removeSecondFactor(tx: Transaction, personId: string, reason: string, from: Trail): Promise<void> {
  const person = await tx.person.findUnique({ where: { id: personId }, select: { totpSecret: true } });
  if (!person) throw new RecordError('not_found', '人员不存在。');
  if (personId === from.personId) throw new RecordError('own_account', '不能解除本人的动态验证码，请由其他系统管理员办理。');
  if (person.totpSecret === null) throw new RecordError('not_enrolled', '该账号未启用动态验证码。');
  await tx.person.update({ where: { id: personId }, data: { totpSecret: null, totpPending: null, totpLastStep: null } });
  await tx.session.deleteMany({ where: { personId } });
  await appendAudit(tx, { ...from, action: 'second-factor.removed', target: personId, detail: { reason } });
  await tellOwner(
    tx,
    personId,
    '动态验证码已解除',
    `系统管理员已解除您账号的动态验证码（原因：${reason}），请尽快重新启用。如非本人申请，请立即联系安全管理员。`,
  );
}
