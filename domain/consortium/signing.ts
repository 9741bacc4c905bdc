import { holdsOffice } from '#domain/process/access.js';
import type { Effect, Refusal, Row, StepContext } from '#domain/process/types.js';
import { guard, lead, line, unit, patchOf, province, said, tellOf } from './acts.js';
import { refuseBanned } from './ban.js';
import type { Ban, Instrument, Member, Offices, Signature, UnitFacts } from './data.js';

/** A text that takes effect when every unit's 法定代表人 has signed and sealed it (B15): the agreement, a supplementary one, a dissolution. */
export interface SigningData {
  title: string;
  offices: Offices;
  members?: Member[];
  instrument?: Instrument;
  signatures: Signature[];
  /** 线下盖章: stamped pages the lead has uploaded and no official has verified yet. */
  pages?: StampedPage[];
}

export interface StampedPage {
  unitId: string;
  representative: string;
  sha256: string;
  file: string;
}

export interface SigningKnown {
  units: Record<string, UnitFacts>;
  bans: Ban[];
}

type Context = StepContext<SigningData, SigningKnown>;
const patch = patchOf<SigningData, SigningKnown>();
type Parties = (data: any) => Member[];

/** Who has not signed the text that stands now. */
export const unsigned = (parties: readonly Member[], { signatures, instrument }: SigningData): Member[] =>
  parties.filter((party) => !signatures.some((one) => one.unitId === party.unitId && one.sha256 === instrument?.sha256));

const isUnsigned = (parties: readonly Member[], data: SigningData, { unitId }: Member): boolean =>
  unsigned(parties, data).some((party) => party.unitId === unitId);

/** The party the actor signs for: one whose post the actor holds, an unsigned one first. */
function partyOf(parties: readonly Member[], { state, event }: Context): Member | undefined {
  const own = parties.filter(
    ({ unitId }) => holdsOffice(event.by, { unitId, role: 'MB' }) || holdsOffice(event.by, { unitId, role: 'LD' }),
  );
  return own.find((party) => isUnsigned(parties, state.data, party)) ?? own[0];
}

const textStands = guard<SigningData, SigningKnown>('textStands', 'B15', ({ state }) =>
  state.data.instrument ? undefined : { code: 'text_not_frozen', message: '协议文本尚未定稿，请待牵头单位定稿后签署。' },
);

function refuseSignature(
  party: Member,
  { state, known }: Context,
  given: { sha256: string; representative: string },
): Refusal | undefined {
  if (given.sha256 !== state.data.instrument?.sha256)
    return {
      code: 'text_changed',
      clause: 'B15',
      message: '所签文本已被修改，原签章全部失效，请审阅最新文本后重新签署。',
      field: 'sha256',
    };
  const registered = known.units[party.unitId]?.legalRepresentative;
  if (!registered || given.representative !== registered)
    return {
      code: 'representative_differs',
      clause: 'B15',
      message: `协议须由${party.name}的法定代表人签署，所填姓名与单位登记的法定代表人不一致，请核对。`,
      field: 'representative',
    };
  return undefined;
}

const signedBy = (party: Member, { state, event, now }: Context, more: Pick<Signature, 'page'> = {}): Signature => ({
  unitId: party.unitId,
  representative: said({ event }, 'representative'),
  by: event.by.personId ?? '',
  at: now,
  sha256: state.data.instrument!.sha256,
  ...more,
});

/** The state's data with one signature more; one unit, one signature. */
export const withSignature = (data: SigningData, signature: Signature): Signature[] => [
  ...data.signatures.filter((one) => one.unitId !== signature.unitId),
  signature,
];

/**
 * The rows of a stage in which all sign: on line, or by a stamped page that carries the same hash and that an official verifies. `complete` is
 * entered with the last signature; `onComplete` adds what follows from it.
 */
export function signingRows<D extends SigningData, K extends SigningKnown>(of: {
  from: string;
  complete: string | ((context: StepContext<D, K>) => string);
  reaches?: readonly string[];
  parties: (data: D) => Member[];
  /** Who may not sign because of a ban (B32); by default the lead and the party itself as a core member. */
  barred?: (context: StepContext<D, K>, party: Member) => Refusal | undefined;
  onEach?: (context: StepContext<D, K>) => Effect<D>[];
  onComplete?: (context: StepContext<D, K>) => Effect<D>[];
}): Row<D, K>[] {
  const parties = of.parties as Parties;
  const refuseBarred = (context: Context, party: Member): Refusal | undefined =>
    of.barred
      ? of.barred(context as unknown as StepContext<D, K>, party)
      : refuseBanned(context.known.bans, [context.state.data.offices.lead], [party], context.now);
  const isLast = (context: Context) => unsigned(parties(context.state.data), context.state.data).length === 1;
  const to = (context: StepContext<D, K>): string =>
    isLast(context as unknown as Context) ? (typeof of.complete === 'function' ? of.complete(context) : of.complete) : '=';
  const reaches = ['=', ...(of.reaches ?? [of.complete as string])];
  const after = (context: StepContext<D, K>): Effect<D>[] => [
    ...(of.onEach?.(context) ?? []),
    ...(isLast(context as unknown as Context) ? (of.onComplete?.(context) ?? []) : []),
  ];

  const maySign = guard<SigningData, SigningKnown>('maySign', 'B15', (context) => {
    const party = partyOf(parties(context.state.data), context);
    if (!party) return { code: 'not_a_party', message: '贵单位不是本协议的签署单位。' };
    if (!isUnsigned(parties(context.state.data), context.state.data, party))
      return { code: 'signed_already', message: `${party.name}已签署本文本，无需重复签署。` };
    return refuseBarred(context, party);
  });
  const ownSignature = guard<SigningData, SigningKnown>(
    'ownSignature',
    'B15',
    (context) =>
      refuseSignature(partyOf(parties(context.state.data), context)!, context, {
        sha256: said(context, 'sha256'),
        representative: said(context, 'representative'),
      }),
    'asks',
  );
  const pageOf = ({ state, event }: Context) => state.data.pages?.find((page) => page.unitId === said({ event }, 'unit'));
  const pageVerified = guard<SigningData, SigningKnown>(
    'pageVerified',
    'B15',
    (context) => {
      const page = pageOf(context);
      const party = parties(context.state.data).find(({ unitId }) => unitId === page?.unitId);
      if (!page || !party) return { code: 'no_page', message: '该单位没有待核验的签章页，请刷新后重试。', field: 'unit' };
      if (said(context, 'sha256') !== context.state.data.instrument?.sha256)
        return { code: 'text_changed', message: '签章页所载校验码与现行文本不一致，不能认定，请退回重新签署。', field: 'sha256' };
      return refuseSignature(party, context, page) ?? refuseBarred(context, party);
    },
    'asks',
  );
  const parts = [
    {
      from: of.from,
      on: 'sign-agreement',
      to,
      reaches,
      label: '签署',
      by: { kind: 'office', unit: (data: D) => parties(data).map(({ unitId }) => unitId), roles: ['MB', 'LD'] },
      handles: [],
      signature: true,
      confirm: '签署即代表本单位法定代表人同意协议全文并加盖公章，确定吗？',
      payload: [
        line('sha256', '文本校验码'),
        line('representative', '法定代表人姓名'),
        { key: 'seal', label: '已加盖单位公章', kind: 'tick', required: true },
      ],
      when: [textStands, maySign, ownSignature],
      then: [
        patch((context: Context) => ({
          signatures: withSignature(context.state.data, signedBy(partyOf(parties(context.state.data), context)!, context)),
        })),
        after,
      ],
    },
    {
      from: of.from,
      on: 'upload-page',
      to: '=',
      label: '上传签章页',
      onList: true,
      by: lead,
      payload: [
        unit,
        line('representative', '法定代表人姓名'),
        line('sha256', '签章页校验码'),
        { key: 'file', label: '签章页扫描件', kind: 'files', required: true },
      ],
      when: [textStands],
      then: [
        patch(({ state, event }: Context) => ({
          pages: [
            ...(state.data.pages ?? []).filter((page) => page.unitId !== said({ event }, 'unit')),
            {
              unitId: said({ event }, 'unit'),
              representative: said({ event }, 'representative'),
              sha256: said({ event }, 'sha256'),
              file: String([event.payload?.file].flat()[0]),
            },
          ],
        })),
        ({ state }: Context) => tellOf(state.data, 'page-uploaded', ['province']),
      ],
    },
    {
      from: of.from,
      on: 'verify-page',
      to,
      reaches,
      label: '核验签章页',
      onList: true,
      by: province('VO'),
      handles: [],
      payload: [unit, line('sha256', '签章页上的校验码')],
      when: [textStands, pageVerified],
      then: [
        patch((context: Context) => {
          const page = pageOf(context)!;
          const { state, event, now } = context;
          return {
            pages: state.data.pages!.filter((one) => one !== page),
            signatures: withSignature(state.data, {
              unitId: page.unitId,
              representative: page.representative,
              by: event.by.personId!,
              at: now,
              sha256: page.sha256,
              page: { file: page.file, verifiedBy: event.by.personId! },
            }),
          };
        }),
        after,
      ],
    },
  ];
  return parts as unknown as Row<D, K>[];
}

/** A changed text is another text: whoever signed the old one has signed nothing (B15). */
export const voidSignatures = { signatures: [] as Signature[], pages: [] as StampedPage[] };
