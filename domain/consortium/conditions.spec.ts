import { describe, expect, it } from 'vitest';
import { endOfDay, startOfDay } from '#domain/calendar/instant.js';
import { term } from '#domain/calendar/period.js';
import { parseWanYuan } from '#domain/money/fen.js';
import { banPeriod, bansOn, refuseBanned } from './ban.js';
import {
  isConsortiumName,
  meetsRatio,
  ratioText,
  refuseAbility,
  refuseComposition,
  refuseLead,
  refuseProfile,
  refuseSecondLead,
} from './conditions.js';
import type { Ban, UnitFacts } from './data.js';
import { exampleMembers as members, exampleUnits } from './examples.js';

const unit = (change: Partial<UnitFacts>): UnitFacts => ({ ...exampleUnits.lead!, ...change });

describe('组建条件 四', () => {
  it.each([
    { id: 'B4 an enterprise registered in Yunnan leads', given: unit({}), code: undefined },
    { id: 'B4 a university cannot lead', given: exampleUnits.uni!, code: 'lead_not_enterprise' },
    { id: 'B4 an institute cannot lead', given: exampleUnits.inst!, code: 'lead_not_enterprise' },
    {
      id: 'B4 registered elsewhere by code and county',
      given: unit({ uscc: '91440101MA5CJQ4N59', regionCode: '440100' }),
      code: 'lead_outside',
    },
    {
      id: 'B4 a foreign code but a registration county under 53',
      given: unit({ uscc: '91440101MA5CJQ4N59', regionCode: '530181' }),
      code: undefined,
    },
    { id: 'B4 a code of Yunnan without region', given: unit({ regionCode: undefined }), code: undefined },
    { id: 'B4 no such unit', given: undefined, code: 'lead_not_enterprise' },
  ])('$id', ({ given, code }) => expect(refuseLead(given)?.code).toBe(code));

  it.each([
    { id: 'B5 no platform', platforms: [], code: 'platform_required' },
    { id: 'B5 only a platform of a city', platforms: [{ name: '市级中心', level: 'city' }], code: 'platform_required' },
    { id: 'B5 one provincial platform', platforms: [{ name: '省重点实验室', level: 'provincial' }], code: undefined },
    { id: 'B5 one national platform', platforms: [{ name: '国家工程研究中心', level: 'national' }], code: undefined },
  ])('$id', ({ platforms, code }) => expect(refuseProfile({ evidence: '行业龙头', platforms })?.code).toBe(code));

  it('B4 a lead without evidence that it leads its industry', () =>
    expect(refuseProfile({ evidence: ' ', platforms: [{ name: 'x', level: 'national' }] })?.code).toBe('evidence_required'));

  it('B6 a lead already leading is refused, unless a director granted an exception with a reason', () => {
    const others = [{ title: '云南省光伏创新联合体' }];
    expect(refuseSecondLead(others, undefined)).toMatchObject({
      code: 'leads_already',
      message: expect.stringContaining('云南省光伏创新联合体'),
    });
    expect(refuseSecondLead(others, { reason: '两个领域关联度低' })).toBeUndefined();
    expect(refuseSecondLead([], undefined)).toBeUndefined();
  });

  it('B8 a member of each kind without an ability statement is asked for what its kind has to show', () => {
    expect(refuseAbility(members)).toBeUndefined();
    for (const member of members) {
      const silent = members.map((one) => (one === member ? { ...one, ability: '' } : one));
      expect(refuseAbility(silent)).toMatchObject({ code: 'ability_required', message: expect.stringContaining(member.name) });
    }
  });

  const ownerships = ['state', 'private', 'foreign', undefined];
  it.each(ownerships)('B9 ownership %s is recorded and never a barrier', (ownership) => {
    const owned = members.map((member) => ({ ...member, ...(ownership ? { ownership } : {}) }));
    expect([refuseLead(exampleUnits.lead), refuseComposition(owned), refuseAbility(owned)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('2.2 two units are too few; three enterprises have no university or institute', () => {
    expect(refuseComposition(members.slice(0, 2))?.code).toBe('too_few_members');
    expect(refuseComposition(members.slice(0, 3))).toBeUndefined();
    expect(refuseComposition(members.slice(0, 3).map((member) => ({ ...member, kind: 'enterprise' as const })))?.code).toBe(
      'no_science_member',
    );
  });

  it.each([
    { id: 'P-4 R6 B10 self-raised 999.99 to fiscal 500', self: '999.99', fiscal: '500', ok: false, shown: '1.99' },
    { id: 'P-4 R6 B10 self-raised 1000.00 to fiscal 500', self: '1000.00', fiscal: '500', ok: true, shown: '2.00' },
    { id: 'B10 without fiscal money', self: '0', fiscal: '0', ok: true, shown: '—' },
  ])('$id', ({ self, fiscal, ok, shown }) => {
    expect(meetsRatio(parseWanYuan(self), parseWanYuan(fiscal))).toBe(ok);
    expect(ratioText(parseWanYuan(self), parseWanYuan(fiscal))).toBe(shown);
  });

  it.each([
    { id: 'B18 the pattern', name: '云南省绿色铝创新联合体', ok: true },
    { id: 'B18 without the province', name: '绿色铝创新联合体', ok: false },
    { id: 'B18 nothing in between', name: '云南省创新联合体', ok: false },
    { id: 'B18 with something after', name: '云南省绿色铝创新联合体（筹）', ok: false },
  ])('$id: $name', ({ name, ok }) => expect(isConsortiumName(name)).toBe(ok));
});

describe('禁入 八(四)', () => {
  it('B-1 B32 served 2024-03-15: the last banned day is 2027-03-15, the day after is free', () => {
    const { lastDay, until } = banPeriod('2024-03-15');
    expect(lastDay).toBe('2027-03-15');
    const ban: Ban = { unitId: 'lead', name: '甲', from: startOfDay('2024-03-15'), until };
    expect(bansOn([ban], ['lead'], endOfDay('2027-03-15') - 1)).toHaveLength(1);
    expect(bansOn([ban], ['lead'], startOfDay('2027-03-16'))).toHaveLength(0);
  });
  it('R10 served on 29 February: the last day is 28 February', () => expect(banPeriod('2028-02-29').lastDay).toBe('2031-02-28'));
  it('R10 the end is not moved for holidays: 1 October stays', () => expect(banPeriod('2024-10-01').lastDay).toBe('2027-10-01'));

  const now = startOfDay('2026-06-01');
  const ban = (unitId: string): Ban => ({ unitId, name: unitId, from: now - 1, until: now + 86_400_000 });
  it.each([
    { id: 'B32 a banned lead', banned: 'lead', refused: true },
    { id: 'B32 R10 a banned core member', banned: 'uni', refused: true },
    { id: 'R10 a banned ordinary member stays allowed', banned: 'inst', refused: false },
    { id: 'R10 a ban of a stranger', banned: 'other', refused: false },
  ])('$id', ({ banned, refused }) => {
    const answer = refuseBanned([ban(banned)], ['lead'], members, now);
    expect(answer?.code).toBe(refused ? 'banned' : undefined);
  });
  it('R10 a ban that has not begun or has ended binds nobody', () => {
    expect(refuseBanned([{ ...ban('lead'), from: now + 1 }], ['lead'], members, now)).toBeUndefined();
    expect(refuseBanned([{ ...ban('lead'), until: now }], ['lead'], members, now)).toBeUndefined();
  });
});

describe('存续期', () => {
  it('D-8 B24 36 months from 2023-04-01 end on 2026-03-31', () => expect(term('2023-04-01', 36).lastDay).toBe('2026-03-31'));
});
