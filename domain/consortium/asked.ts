import { parties } from './change/guards.js';
import type { ChangeData } from './change/data.js';
import type { Member } from './data.js';
import type { DissolutionData } from './dissolution/data.js';
import type { FormationData } from './formation/data.js';
import { unsigned, type SigningData } from './signing.js';

const mustSign = (members: readonly Member[], data: SigningData, unitId: string): boolean =>
  data.instrument !== undefined && unsigned(members, data).some((party) => party.unitId === unitId);

/** By process and state: what the case waits for from one unit itself (2.2, 2.6, 2.7). Every unit answers for itself, so that no task stands on one desk. */
const asks: Record<string, Record<string, (data: any, unitId: string) => string | undefined>> = {
  'consortium-formation': {
    inviting: ({ invitations }: FormationData, unitId) =>
      invitations.some((one) => one.unitId === unitId && one.intention === undefined)
        ? '受邀加入创新联合体，请答复同意或谢绝'
        : undefined,
    signing: (data: FormationData, unitId) =>
      mustSign(data.members ?? [], data, unitId) ? '组建协议待本单位法定代表人签署' : undefined,
  },
  'consortium-change': {
    signing: (data: ChangeData, unitId) => (mustSign(parties(data), data, unitId) ? '补充协议待本单位签署' : undefined),
  },
  dissolution: {
    member_consent: (data: DissolutionData, unitId) =>
      !data.objections?.some((one) => one.unitId === unitId) && mustSign(data.members, data, unitId)
        ? '拟解散，请签署解散协议或提出异议；期满未提出的视为同意'
        : undefined,
  },
};

/** The states in which a case may wait for a unit itself, by process. */
export const askingStates: { process: string; states: string[] }[] = Object.entries(asks).map(([process, states]) => ({
  process,
  states: Object.keys(states),
}));

/** What a case waits for from the unit itself: its answer to an invitation, its signature, its consent; the province's look at a stamped page. */
export function askedOf(
  process: string,
  { status, data }: { status: string; data: unknown },
  unitId: string,
): string | undefined {
  const { offices, pages = [] } = data as SigningData;
  if (unitId === offices.province) return pages.length > 0 ? `有${pages.length}份线下盖章的签章页待核验` : undefined;
  return asks[process]?.[status]?.(data, unitId);
}
