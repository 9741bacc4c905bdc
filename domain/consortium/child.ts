import type { Effect, Row, StepContext } from '#domain/process/types.js';
import { system } from './acts.js';
import type { Member, Offices } from './data.js';

/** What every case under a consortium carries of it. */
export interface ChildData {
  consortiumId: string;
  /** Its name, for titles and mail. */
  consortium: string;
  title: string;
  industry: string;
  origin: string;
  offices: Offices;
  members: Member[];
}

/** Tells the consortium what became of its child, in the same transaction. */
export const toConsortium = <D extends ChildData>(
  { state }: Pick<StepContext<D, any>, 'state'>,
  on: string,
  payload: Record<string, unknown> = {},
): Effect<D> => ({ kind: 'cascade', process: 'consortium', cases: [state.data.consortiumId], on, payload });

/**
 * What the consortium tells its live children. A change of lead or members takes effect under an open report too: the states whose desks are the lead's
 * or the recommending office's (`desksAt`) are entered again. When the consortium ends, they end with it (`ended`).
 */
export function childRows<D extends ChildData, K>(of: { live: readonly string[]; desksAt: readonly string[] }): Row<D, K>[] {
  const changed = (from: Row['from'], to: string): Row<any, any> => ({
    from,
    on: 'offices-changed',
    label: '牵头或成员单位变更生效',
    to,
    by: system,
    then: [
      ({ state, event }) => {
        const { offices, members } = (event.payload ?? {}) as { offices?: Offices; members?: Member[] };
        return [{ kind: 'data', patch: { offices: offices ?? state.data.offices, members: members ?? state.data.members } }];
      },
    ],
  });
  const rows: Row<any, any>[] = [
    ...of.desksAt.map((status) => changed(status, status)),
    changed(
      of.live.filter((status) => !of.desksAt.includes(status)),
      '=',
    ),
    { from: of.live, on: 'consortium-ended', to: 'ended', label: '联合体终止', by: system },
  ];
  return rows as Row<D, K>[];
}

/** The state of a case that ended with its consortium. */
export const endedWithConsortium = { label: '随联合体终止', tone: 'ended', final: true } as const;
