import type { AccountRow } from '#apps/api/contract.js';
import { ToneTag } from '../tone-tag.js';

export function AccountState({ person }: { person: AccountRow }) {
  if (person.status === 'disabled') return <ToneTag tone="ended">已停用</ToneTag>;
  if (person.locked) return <ToneTag tone="refused">登录锁定</ToneTag>;
  return person.activated ? <ToneTag tone="passed">正常</ToneTag> : <ToneTag tone="returned">待激活</ToneTag>;
}
