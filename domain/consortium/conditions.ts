import { Decimal } from 'decimal.js';
import type { Fen } from '#domain/money/fen.js';
import type { Refusal } from '#domain/process/types.js';
import type { Member, UnitFacts } from './data.js';
import { abilityAsked, memberKinds } from './vocabulary.js';

/** What a lead says of itself before the list of members is frozen. */
export interface LeadProfile {
  /** B4 龙头或领军 evidence. */
  evidence: string;
  /** B5 省部级及以上 platforms. */
  platforms: { name: string; level: string }[];
}

const refuse = (clause: string, code: string, message: string, field?: string): Refusal => ({
  code,
  message,
  clause,
  ...(field ? { field } : {}),
});

/** B4 an enterprise registered in Yunnan: USCC digits 3-4 are 53, or its registration county lies under 53. A university cannot lead. */
export function refuseLead(unit: UnitFacts | undefined): Refusal | undefined {
  if (unit?.kind !== 'enterprise')
    return refuse(
      'B4',
      'lead_not_enterprise',
      '牵头单位须为行业龙头或领军企业，高校、院所和其他机构不能牵头，请另选企业。',
      'lead',
    );
  const inYunnan = unit.uscc?.slice(2, 4) === '53' || unit.regionCode?.startsWith('53');
  return inYunnan ? undefined : refuse('B4', 'lead_outside', '牵头单位须在云南省内注册，请另选省内企业。', 'lead');
}

/** B4 the lead shows that it leads its industry. */
export function refuseEvidence(profile: LeadProfile | undefined): Refusal | undefined {
  if (profile?.evidence.trim()) return undefined;
  return refuse('B4', 'evidence_required', '请填写牵头单位属于行业龙头或领军企业的说明。', 'evidence');
}

/** B5 it has at least one platform of provincial level or above. */
export function refusePlatforms(profile: LeadProfile | undefined): Refusal | undefined {
  return profile?.platforms.some((platform) => platform.name.trim() && ['national', 'provincial'].includes(platform.level))
    ? undefined
    : refuse(
        'B5',
        'platform_required',
        '牵头单位须建有至少1个省部级及以上科技创新平台，请填写平台名称和级别（国家级或省级）。',
        'platforms',
      );
}

/** B4, B5. */
export const refuseProfile = (profile: LeadProfile | undefined): Refusal | undefined =>
  refuseEvidence(profile) ?? refusePlatforms(profile);

/** B6 原则上 one lead, one live consortium; a director of the province may grant an exception with a reason. */
export function refuseSecondLead(
  others: readonly { title: string }[],
  exception: { reason: string } | undefined,
): Refusal | undefined {
  const [other] = others;
  if (!other || exception) return undefined;
  return refuse(
    'B6',
    'leads_already',
    `牵头单位已牵头「${other.title}」，原则上一个牵头单位仅限牵头组建一个创新联合体；确有必要的，请报省科技厅处长批准例外。`,
    'lead',
  );
}

/** B8 every member shows the ability its kind asks for. */
export function refuseAbility(members: readonly Member[]): Refusal | undefined {
  const silent = members.find((member) => member.ability.trim() === '');
  if (!silent) return undefined;
  const kind = memberKinds.find(({ value }) => value === silent.kind)!;
  return refuse('B8', 'ability_required', `${silent.name}（${kind.label}）请说明：${abilityAsked[silent.kind]}。`, 'members');
}

/** 2.2: at least three units, at least one of them a university or an institute. Ownership is never asked (B9). */
export function refuseComposition(members: readonly Member[]): Refusal | undefined {
  if (members.length < 3)
    return refuse('2.2', 'too_few_members', `创新联合体至少由3家单位组成，现为${members.length}家，请继续邀请成员。`, 'members');
  return members.some((member) => member.kind === 'university' || member.kind === 'institute')
    ? undefined
    : refuse('2.2', 'no_science_member', '成员中须至少有1家高等学校或科研院所，请继续邀请成员。', 'members');
}

/** B10, R6: what the enterprises raise themselves over what the treasury gives, at least 2:1; 999.99 to 500 is too little. */
export function meetsRatio(selfRaised: Fen, fiscal: Fen): boolean {
  return selfRaised >= 2n * fiscal;
}

/** '2.35' of 2.35:1, cut after two decimals so that it never looks like more; '—' without fiscal money. */
export function ratioText(selfRaised: Fen, fiscal: Fen): string {
  if (fiscal === 0n) return '—';
  return new Decimal(selfRaised.toString()).div(fiscal.toString()).toDecimalPlaces(2, Decimal.ROUND_DOWN).toFixed(2);
}

/** B18 云南省×××创新联合体. */
export const isConsortiumName = (name: string): boolean => /^云南省\S{2,40}创新联合体$/.test(name);
