import { describe, expect, it } from 'vitest';
import { atTime, startOfDay } from '#domain/calendar/instant.js';
import { bySystem, byTime, opinion, outcome, person, Table, unwalked, type TableRow } from '#test/harness/table.js';
import type { Member, Signature, UnitFacts } from '../data.js';
import { exampleChild, exampleMembers as members, exampleUnits } from '../examples.js';
import type { ChangeData, ChangeKnown, ChangeKind } from './data.js';
import { laterBy } from './proposal.js';
import { consortiumChange } from './process.js';

const now = atTime('2026-05-20', '10:00');
const fresh: Member = { unitId: 'firm2', name: '曲靖硅光科技(示例)', kind: 'enterprise', core: true, ability: '硅铝合金中试线' };
const units: Record<string, UnitFacts> = {
  ...exampleUnits,
  firm2: {
    id: 'firm2',
    name: fresh.name,
    kind: 'enterprise',
    uscc: '91530300MA6TEXT138',
    regionCode: '530300',
    legalRepresentative: '曲靖法人',
  },
};
const data: ChangeData = {
  ...exampleChild,
  kind: 'lead',
  reason: '牵头单位重组',
  startsOn: '2026-01-01',
  endsOn: '2028-12-31',
  newLead: { unitId: 'firm2', name: fresh.name },
  profile: { evidence: '领军企业', platforms: [{ name: '省企业技术中心', level: 'provincial' }] },
  joining: [],
  leaving: [],
  instrument: { version: 1, sha256: 'hash' },
  signatures: [],
};
const known: ChangeKnown = { units, bans: [], leads: [], bureau: 'bureau-2', agreement: [] };
const table = new Table(consortiumChange, data, known, now);

const ld = person('ld', 'lead', 'LD');
const ru = person('ru', 'bureau', 'RU');
const vo = person('vo', 'p', 'VO');
const vd = person('vd', 'p', 'VD');
const mb = (unit: string) => person(`mb-${unit}`, unit, 'MB');
const ban = (unitId: string) => ({ unitId, name: units[unitId]!.name, from: now - 1, until: now + 1 });
const signature = (unitId: string): Signature => ({ unitId, representative: '', by: 'x', at: now, sha256: 'hash' });
const sign = (unit: string) => ({ sha256: 'hash', representative: units[unit]!.legalRepresentative!, seal: true });
const allBut = (unit: string) => [...members.map(({ unitId }) => unitId), 'firm2'].filter((one) => one !== unit).map(signature);
const page = { unitId: 'firm2', representative: '曲靖法人', sha256: 'hash', file: 'f' };
const plain = (kind: ChangeKind, more: Partial<ChangeData> = {}): Partial<ChangeData> => ({
  kind,
  newLead: undefined,
  profile: undefined,
  ...more,
});
const bottomUp = { origin: 'bottom-up' };
const finding = { clause: '2.6', severity: 'error' as const, field: 'changes', message: '请填写变更内容。' };
const over = [{ name: 'filing-over', at: now, kind: 'timer' as const, scope: 'stage' as const }];

const rows: TableRow<ChangeData, ChangeKnown>[] = [
  { id: '2.6 a lead change goes to all for signature', from: 'draft', on: 'submit', by: ld, to: 'signing' },
  ...(['main-member', 'member', 'goal', 'extension', 'renewal'] as const).map((kind) => ({
    id: `2.6 ${kind} is signed too`,
    from: 'draft',
    on: 'submit',
    by: ld,
    data: plain(kind, {
      months: 12,
      goal: '新目标',
      ...(kind.endsWith('member') ? { joining: [{ ...fresh, core: kind === 'main-member' }] } : {}),
    }),
    to: 'signing',
  })),
  {
    id: '2.6 a chief expert is only filed',
    from: 'draft',
    on: 'submit',
    by: ld,
    data: plain('chief-expert', { chiefExpert: '王某' }),
    to: 'filing',
  },
  {
    id: '2.6 name and contact too',
    from: 'draft',
    on: 'submit',
    by: ld,
    data: plain('contact', { name: '云南省绿色铝创新联合体' }),
    to: 'filing',
  },
  {
    id: '2.6 自下而上 passes the recommending office',
    from: 'draft',
    on: 'submit',
    by: ld,
    data: { ...plain('chief-expert'), ...bottomUp },
    to: 'recommender',
  },
  {
    id: 'B4 a university as the new lead',
    from: 'draft',
    on: 'submit',
    by: ld,
    data: { newLead: { unitId: 'uni', name: '云岭大学(示例)' } },
    to: 'lead_not_enterprise',
  },
  {
    id: 'B5 a new lead without a platform',
    from: 'draft',
    on: 'submit',
    by: ld,
    data: { profile: { evidence: '领军企业', platforms: [] } },
    to: 'platform_required',
  },
  {
    id: 'B6 a new lead that leads already',
    from: 'draft',
    on: 'submit',
    by: ld,
    known: { leads: [{ title: '云南省光伏创新联合体' }] },
    to: 'leads_already',
  },
  { id: 'B32 R10 a banned new lead', from: 'draft', on: 'submit', by: ld, known: { bans: [ban('firm2')] }, to: 'banned' },
  {
    id: 'B32 R10 a banned new core member',
    from: 'draft',
    on: 'submit',
    by: ld,
    data: plain('main-member', { joining: [fresh] }),
    known: { bans: [ban('firm2')] },
    to: 'banned',
  },
  {
    id: 'R10 a banned ordinary member may join',
    from: 'draft',
    on: 'submit',
    by: ld,
    data: plain('member', { joining: [{ ...fresh, core: false }] }),
    known: { bans: [ban('firm2')] },
    to: 'signing',
  },
  {
    id: 'R10 who was core before the ban stays',
    from: 'draft',
    on: 'submit',
    by: ld,
    data: plain('goal', { goal: '新目标' }),
    known: { bans: [ban('uni')] },
    to: 'signing',
  },
  {
    id: '2.2 two units are no consortium',
    from: 'draft',
    on: 'submit',
    by: ld,
    data: plain('main-member', { leaving: ['uni', 'inst'] }),
    to: 'too_few_members',
  },
  {
    id: 'B8 who joins shows its ability',
    from: 'draft',
    on: 'submit',
    by: ld,
    data: plain('member', { joining: [{ ...fresh, core: false, ability: '' }] }),
    to: 'ability_required',
  },
  {
    id: 'B26 without the supplementary agreement',
    from: 'draft',
    on: 'submit',
    by: ld,
    known: { agreement: [finding] },
    to: 'form_invalid',
  },

  { id: 'B15 one signs', from: 'signing', on: 'sign-agreement', by: mb('uni'), payload: sign('uni'), to: 'signing' },
  {
    id: 'B28 the last signature of a lead change: to the province',
    from: 'signing',
    on: 'sign-agreement',
    by: mb('firm2'),
    data: { signatures: allBut('firm2') },
    payload: sign('firm2'),
    to: 'province',
  },
  {
    id: '2.6 自下而上: to the recommending office',
    from: 'signing',
    on: 'sign-agreement',
    by: mb('firm2'),
    data: { ...bottomUp, signatures: allBut('firm2') },
    payload: sign('firm2'),
    to: 'recommender',
  },
  {
    id: '2.6 an ordinary member: filed',
    from: 'signing',
    on: 'sign-agreement',
    by: mb('test'),
    data: plain('member', { leaving: ['test'], signatures: allBut('test') }),
    payload: sign('test'),
    to: 'filing',
  },
  {
    id: 'B32 a new lead banned after the filing cannot be signed for',
    from: 'signing',
    on: 'sign-agreement',
    by: mb('uni'),
    known: { bans: [ban('firm2')] },
    payload: sign('uni'),
    to: 'banned',
  },
  {
    id: 'B15 an old text',
    from: 'signing',
    on: 'sign-agreement',
    by: mb('uni'),
    payload: { ...sign('uni'), sha256: 'old' },
    to: 'text_changed',
  },
  {
    id: '2.2 a stamped page',
    from: 'signing',
    on: 'upload-page',
    by: ld,
    payload: { unit: 'firm2', representative: '曲靖法人', sha256: 'hash', file: ['f'] },
    to: 'signing',
  },
  {
    id: '2.2 verified by an official',
    from: 'signing',
    on: 'verify-page',
    by: vo,
    data: { pages: [page], signatures: allBut('firm2') },
    payload: { unit: 'firm2', sha256: 'hash' },
    to: 'province',
  },
  { id: '2.6 a unit refuses', from: 'signing', on: 'refuse-signing', by: mb('inst'), opinion, to: 'signing' },
  {
    id: '2.6 a leaving unit that cannot sign: proof',
    from: 'signing',
    on: 'accept-exit-proof',
    by: vo,
    data: plain('main-member', { leaving: ['uni'], signatures: allBut('uni') }),
    opinion,
    payload: { unit: 'uni', file: ['f'] },
    to: 'province',
  },
  {
    id: '2.6 proof is only for who leaves',
    from: 'signing',
    on: 'accept-exit-proof',
    by: vo,
    data: plain('main-member', { leaving: ['uni'] }),
    opinion,
    payload: { unit: 'inst', file: ['f'] },
    to: 'not_leaving',
  },
  { id: 'B15 a changed text: all sign again', from: 'signing', on: 'revise-agreement', by: ld, to: 'draft' },

  {
    id: '2.6 the recommending office agrees to a lead change',
    from: 'recommender',
    on: 'recommend',
    by: ru,
    data: bottomUp,
    opinion,
    to: 'province',
  },
  {
    id: '2.6 and to one that is filed',
    from: 'recommender',
    on: 'recommend',
    by: ru,
    data: plain('goal'),
    opinion,
    to: 'filing',
  },
  { id: '2.6 or returns it', from: 'recommender', on: 'return', by: ru, opinion, to: 'draft' },
  { id: 'B28 核准', from: 'province', on: 'approve', by: vd, opinion, to: 'effective' },
  {
    id: 'B32 asked again at 核准',
    from: 'province',
    on: 'approve',
    by: vd,
    known: { bans: [ban('firm2')] },
    opinion,
    to: 'banned',
  },
  { id: 'B28 returned', from: 'province', on: 'return', by: vd, opinion, to: 'draft' },
  { id: 'B28 refused', from: 'province', on: 'refuse', by: vd, opinion, to: 'refused' },
  { id: '2.6 备案: noted', from: 'filing', on: 'note', by: vo, data: plain('goal', { goal: '新目标' }), to: 'effective' },
  {
    id: '2.6 备案: returned',
    from: 'filing',
    on: 'return',
    by: vo,
    data: plain('goal', { goal: '新目标' }),
    opinion,
    to: 'draft',
  },
  {
    id: '2.6 备案: five working days of silence',
    from: 'filing',
    on: 'filing-over',
    by: byTime,
    data: plain('goal', { goal: '新目标' }),
    instants: over,
    at: startOfDay('2026-05-28'),
    to: 'effective',
  },
  { id: '2.6 withdrawn', from: 'signing', on: 'withdraw', by: ld, opinion, to: 'withdrawn' },
  {
    id: '2.6 another change took the lead meanwhile',
    from: 'draft',
    on: 'offices-changed',
    by: bySystem,
    payload: { offices: { ...exampleChild.offices, lead: 'inst' }, members },
    to: 'draft',
  },
  { id: '2.3 it ends with its consortium', from: 'draft', on: 'consortium-ended', by: bySystem, to: 'ended' },
];

describe('2.6 every row', () => {
  it.each(rows)('$id', (row) => expect(outcome(table.run(row))).toBe(row.to));
  it('no row of the table is left unwalked', () => expect(unwalked(consortiumChange, rows)).toEqual([]));
});

const changed = (of: Partial<ChangeData>, on = 'approve') => {
  const result = table.must(table.at(on === 'approve' ? 'province' : 'filing', of), {
    on,
    by: on === 'approve' ? vd : vo,
    opinion,
  });
  const effect = result.effects.find(({ kind }) => kind === 'cascade') as unknown as {
    payload: { changed: Record<string, any> };
  };
  return effect.payload.changed;
};

describe('2.6 what takes effect', () => {
  it('B28 R23 a new lead: desks, members, and the science office of its prefecture', () => {
    expect(changed({ leaving: ['lead'] })).toMatchObject({
      offices: { lead: 'firm2', recommender: 'bureau-2', province: 'p' },
      members: [{ unitId: 'firm2', core: true }, { unitId: 'uni' }, { unitId: 'inst' }, { unitId: 'test' }],
    });
  });
  it('R23 a bottom-up consortium keeps the office that recommended it', () =>
    expect(changed(bottomUp).offices.recommender).toBe('bureau'));
  it('2.6 the old lead’s duties pass only now: until then it is the lead’s change', () =>
    expect(table.at('province').data.offices.lead).toBe('lead'));
  it('B26 a renewal begins the day after the term and runs its months', () =>
    expect(changed(plain('renewal', { months: 36, need: '再生铝' }))).toMatchObject({
      startsOn: '2029-01-01',
      endsOn: '2031-12-31',
      extended: false,
      target: '再生铝',
    }));
  it('E13 an extension moves the end, once', () =>
    expect(changed(plain('extension', { months: 12 }), 'note')).toEqual({ endsOn: '2029-12-31', extended: true }));
  it('D-8 months are added to a term that ends on 29 February', () => expect(laterBy('2028-02-29', 12)).toBe('2029-02-28'));
  it.each(['refuse', 'withdraw'])('B26 a renewal that comes to nothing (%s) tells the consortium', (on) => {
    const state = table.at(on === 'refuse' ? 'province' : 'draft', plain('renewal', { months: 36 }));
    const { effects } = table.must(state, { on, by: on === 'refuse' ? vd : ld, opinion });
    expect(effects.filter(({ kind }) => kind === 'cascade')).toMatchObject([{ on: 'renewal-closed' }]);
  });
});
