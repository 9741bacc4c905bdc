import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { covers, periodOf, postsInTrust, refuseBeside, refusePeriod, type Deputation } from './deputy.js';
import { allRoles, type Role } from './roles.js';
import { refuseTogether } from './separation.js';

const now = atTime('2026-12-01', '09:00');
const post = (unitId: string, role: Role) => ({ unitId, role });

describe('受托代办: whose posts a deputy stands in for', () => {
  it('those of a unit both work in', () => {
    const principal = [post('county', 'CO'), post('elsewhere', 'CO')];
    expect(postsInTrust(principal, [post('county', 'RU')])).toEqual([post('county', 'CO')]);
    expect(postsInTrust(principal, [])).toEqual([]);
  });

  it('never an expert’s seat, nor one of the three officers’ beside another post (6.2, 三员分立)', () => {
    expect(postsInTrust([post('province', 'XP'), post('province', 'VD')], [post('province', 'VO')])).toEqual([
      post('province', 'VD'),
    ]);
    for (const officer of ['SA', 'SE', 'AU'] as const) {
      expect(postsInTrust([post('province', officer)], [post('province', 'VO')])).toEqual([]);
      expect(postsInTrust([post('province', 'VO')], [post('province', officer)])).toEqual([]);
    }
  });

  it('of any posts, only those the deputy could hold beside the own', () => {
    const posts = fc.array(fc.record({ unitId: fc.constantFrom('a', 'b'), role: fc.constantFrom(...allRoles) }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(posts, posts, (principal, deputy) => {
        for (const { unitId, role } of postsInTrust(principal, deputy)) {
          expect(deputy.some((own) => own.unitId === unitId)).toBe(true);
          expect(
            refuseTogether(
              deputy.map((own) => own.role),
              role,
            ),
          ).toBeUndefined();
        }
      }),
    );
  });
});

describe('受托代办: the period', () => {
  it.each([
    ['2026-12-01', '2026-12-01', undefined],
    ['2026-11-01', '2026-12-03', undefined],
    ['2026-12-05', '2026-12-04', 'period_reversed'],
    ['2026-11-01', '2026-11-30', 'period_over'],
    ['2026-12-01', '2027-12-01', undefined],
    ['2026-12-01', '2027-12-02', 'period_too_long'],
  ])('%s to %s: %s', (from, until, code) => {
    expect(refusePeriod(from, until, now)?.code).toBe(code);
  });

  it('begins now at the earliest and includes its last day', () => {
    expect(periodOf('2026-11-20', '2026-12-03', now)).toEqual({ from: now, until: atTime('2026-12-03', '24:00') });
    expect(periodOf('2026-12-02', '2026-12-03', now).from).toBe(atTime('2026-12-02', '00:00'));
  });
});

describe('受托代办: beside what stands', () => {
  const one = (change: Partial<Deputation> = {}): Deputation => ({
    ...{ principalId: 'zhang', deputyId: 'li', processes: [], from: 10, until: 20 },
    ...change,
  });
  it.each([
    ['a second deputy in the same time', one({ deputyId: 'wang', from: 19, until: 30 }), 'deputy_twice'],
    ['the same matter twice', one({ deputyId: 'wang', processes: ['call'] }), 'deputy_twice'],
    ['after the first has ended', one({ deputyId: 'wang', from: 20, until: 30 }), undefined],
    ['a deputy who is absent too', one({ principalId: 'wang', deputyId: 'zhang' }), 'deputy_absent'],
    ['a deputy who stands in for somebody', one({ principalId: 'wang' }), undefined],
  ])('%s', (_, given, code) => {
    expect(refuseBeside(given, [one()])?.code).toBe(code);
  });

  it('two deputies for different matters', () => {
    const standing = [one({ processes: ['call'] })];
    expect(refuseBeside(one({ deputyId: 'wang', processes: ['key-project'] }), standing)).toBeUndefined();
    expect([covers([], 'call'), covers(['call'], 'call'), covers(['call'], 'claim')]).toEqual([true, true, false]);
  });
});
