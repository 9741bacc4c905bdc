import { parties } from './change/guards.js';
import type { ChangeData } from './change/data.js';
import type { Member } from './data.js';
import type { DissolutionData } from './dissolution/data.js';
import type { FormationData } from './formation/data.js';
import { unsigned, type SigningData } from './signing.js';

/** Where every unit answers for itself, so that no task stands on one desk. */
export const asksUnits = {
  'consortium-formation': ['inviting', 'signing'],
  'consortium-change': ['signing'],
  dissolution: ['member_consent'],
} as const satisfies Record<string, readonly string[]>;

/** What a case waits for from the unit itself: its answer to an invitation, its signature, its consent (2.2, 2.6, 2.7); the province's look at a stamped page. */
export function askedOf(
  process: string,
  { status, data }: { status: string; data: unknown },
  unitId: string,
): string | undefined {
  const mustSign = (members: readonly Member[]) =>
    (data as SigningData).instrument !== undefined &&
    unsigned(members, data as SigningData).some((party) => party.unitId === unitId);
  const { offices, pages = [] } = data as SigningData;
  if (unitId === offices.province) return pages.length > 0 ? `有${pages.length}份线下盖章的签章页待核验` : undefined;
  switch (`${process}/${status}`) {
    case 'consortium-formation/inviting': {
      const own = (data as FormationData).invitations.filter((one) => one.unitId === unitId);
      return own.some(({ intention }) => intention === undefined) ? '受邀加入创新联合体，请答复同意或谢绝' : undefined;
    }
    case 'consortium-formation/signing':
      return mustSign((data as FormationData).members ?? []) ? '组建协议待本单位法定代表人签署' : undefined;
    case 'consortium-change/signing':
      return mustSign(parties(data as ChangeData)) ? '补充协议待本单位签署' : undefined;
    case 'dissolution/member_consent': {
      const { members, objections = [] } = data as DissolutionData;
      const objected = objections.some((one) => one.unitId === unitId);
      return !objected && mustSign(members) ? '拟解散，请签署解散协议或提出异议；期满未提出的视为同意' : undefined;
    }
    default:
      return undefined;
  }
}
