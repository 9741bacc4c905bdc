import { atTime } from '#domain/calendar/instant.js';
import { exampleMembers } from '#domain/consortium/examples.js';
import type { FormationData, FormationKnown } from '#domain/consortium/formation/data.js';
import { leadsOf } from '#domain/consortium/formation/guards.js';
import { pick, type Next } from '../random.js';
import type { World } from '../world.js';

/** What every text of a random dialog says: so it is the hash, the name of every representative, and the kind of nothing. */
const said = '云发〔2026〕1号';
const start = atTime('2026-05-20', '09:00');
const rarely = <T>(next: Next, rare: T, usual: T): T => (next() < 0.1 ? rare : usual);

const units = Object.fromEntries(
  [
    ...exampleMembers.map(({ unitId, name, kind }) => ({ id: unitId, name, kind })),
    { id: 'k1', name: '另一企业', kind: 'enterprise' },
  ].map((unit) => [unit.id, { ...unit, regionCode: '530100', legalRepresentative: said }]),
);
const candidates = Array.from({ length: 20 }, (_, index) => ({
  personId: `x${index}`,
  unitId: `lab${index}`,
  employer: `实验室${index}`,
  fields: ['绿色铝'],
  finance: index < 4,
  relations: [],
}));
const members = [...exampleMembers];
const seated = candidates.slice(0, 7).map(({ personId }) => personId);

const nearlyThere: Partial<FormationData> = {
  signatures: members
    .slice(1)
    .map(({ unitId }) => ({ unitId, representative: said, by: `mb-${unitId}`, at: start, sha256: said })),
  panel: seated,
  promised: seated,
  scores: seated.slice(1).map((personId) => ({ personId, score: 85, comment: '技术路线可行' })),
};

export const formationWorld: World<FormationData, FormationKnown> = {
  start,
  later: ['signing', 'signed', 'review', 'deliberation', 'publicity'],
  data: {
    title: '绿色铝创新联合体',
    industry: '绿色铝',
    target: '短流程制备',
    need: '省级重大科技专项',
    origin: 'top-down',
    prefectureCode: '530100',
    offices: { lead: 'lead', recommender: 'bureau', province: 'p' },
    profile: { evidence: '行业龙头', platforms: [{ name: '国家工程研究中心', level: 'national' }] },
    invitations: members.slice(1).map((member) => ({ ...member, intention: 'accepted' as const, at: start })),
    members,
    instrument: { version: 1, sha256: said },
    signatures: [],
    months: 36,
  },
  // Half of the cases have most of the way behind them, so that its end is seen as often as its beginning.
  vary: (next) => ({
    origin: pick(next, ['top-down', 'open-bid', 'bottom-up']),
    ...(next() < 0.5 ? nearlyThere : {}),
  }),
  known: (next) => ({
    units,
    // Often, so that also the rare moment is seen: a ban that comes during the notice.
    bans: next() < 0.3 ? [{ unitId: 'lead', name: '滇中绿铝集团', from: start - 1, until: start + 9_000 * 86_400_000 }] : [],
    leads: rarely(next, [{ title: '另一联合体' }], []),
    ...(next() < 0.9 ? { policy: { title: '工作方案' } } : {}),
    agreement: [],
    application: rarely(next, [{ clause: 'B38', severity: 'error' as const, field: 'total', message: '请核对。' }], []),
    plan: [],
    filed: { name: '云南省绿色铝创新联合体', months: 36 },
    agreementHash: rarely(next, said, 'another'),
    attached: rarely<string[]>(next, [], ['fund-rules']),
    homes: { k1: { prefectureCode: '530100', recommender: 'bureau' } },
    candidates,
    seed: String(next()),
  }),
  answers: { size: (next) => pick(next, ['7', '5']) },
  sent: (next, on) =>
    on === 'object' ? { name: '李某', contact: '0871-60000000', evidence: pick(next, ['成员资质不实', '']) } : undefined,
  // B15: an agreement is effective only while every unit's signature stands on its present text.
  fault: (before, _event, after) => {
    const { effectiveOn, signatures, instrument, members: parties = [] } = after.data;
    const signed = (unitId: string) => signatures.some((one) => one.unitId === unitId && one.sha256 === instrument?.sha256);
    if (effectiveOn && !before.data.effectiveOn && !parties.every(({ unitId }) => signed(unitId)))
      return 'effective without every signature';
    if (after.status === 'approved' && leadsOf(after.data).length === 0) return 'approved without a lead';
    return undefined;
  },
};
