import type { Refusal, StepContext } from '#domain/process/types.js';
import { refuseBanned } from '../ban.js';
import {
  refuseAbility,
  refuseComposition,
  refuseEvidence,
  refuseLead,
  refusePlatforms,
  refuseSecondLead,
} from '../conditions.js';
import type { FormationData, FormationKnown } from './data.js';
import { agreementComplete, leadsOf, membersOf, policyInForce } from './guards.js';

/** One condition of the scheme and whether it holds now. */
export interface ConditionCheck {
  clause: string;
  label: string;
  holds: boolean;
  /** What stands in the way and what to do; of a condition that holds, what is worth knowing. */
  message?: string;
}

/** B4-B9, B32, B34, B47 one by one, as the freeze will judge them all at once: what the consortium's desk shows. */
export function formationChecks(context: StepContext<FormationData, FormationKnown>): ConditionCheck[] {
  const { state, known, now } = context;
  const { data } = state;
  const list = data.members && state.status !== 'inviting' ? data.members : membersOf({ data, known });
  const check = (clause: string, label: string, refusal: Refusal | undefined, note?: string): ConditionCheck => ({
    clause,
    label,
    holds: refusal === undefined,
    ...(refusal ? { message: refusal.message } : note ? { message: note } : {}),
  });
  const privates = list.filter((member) => member.ownership === 'private').length;
  return [
    check('B34', '工作方案在有效期内', policyInForce.check(context), known.policy?.title),
    check('B4', '牵头单位为云南省内注册的企业', refuseLead(known.units[data.offices.lead])),
    check('B4', '牵头单位为行业龙头或领军企业', refuseEvidence(data.profile)),
    check('B5', '牵头单位建有省部级及以上平台', refusePlatforms(data.profile)),
    check(
      'B6',
      '牵头单位仅牵头一个创新联合体',
      refuseSecondLead(known.leads, data.exception),
      data.exception && `已批准例外：${data.exception.reason}`,
    ),
    check('2.2', '至少3家单位，其中有高校或科研院所', refuseComposition(list)),
    check('B8', '成员单位均说明相应能力', refuseAbility(list)),
    check('B9', '所有制不作限制', undefined, `登记为民营的 ${privates} 家`),
    check('B32', '牵头和核心成员不在禁入期', refuseBanned(known.bans, leadsOf(data), list, now)),
    check('B47', '组建协议八个部分完整', agreementComplete.check(context)),
  ];
}
