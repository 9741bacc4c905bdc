import { describe, expect, it } from 'vitest';
import { allRoles, type Role } from './roles.js';
import { fitsUnit, refusePost } from './separation.js';

const firm = { kind: 'enterprise', level: 'unit' };
const bank = { kind: 'bank', level: 'unit' };
const zone = { kind: 'zone', level: 'prefecture' };
const county = { kind: 'government', level: 'county' };
const prefecture = { kind: 'government', level: 'prefecture' };
const province = { kind: 'government', level: 'province' };

describe('where a role is held', () => {
  const table: [unit: { kind: string; level: string }, roles: Role[]][] = [
    [firm, ['EA', 'UA', 'LD', 'MB', 'XP']],
    [bank, ['EA', 'UA', 'LD', 'MB', 'FI', 'XP']],
    [zone, ['XP', 'RU']],
    [county, ['XP', 'CO']],
    [prefecture, ['XP', 'PO', 'RU']],
    [province, ['XP', 'VO', 'VD', 'VL', 'FN', 'SA', 'SE', 'AU']],
  ];
  it.each(table)('%o', (unit, fitting) => {
    expect(allRoles.filter((role) => fitsUnit(role, unit)).toSorted()).toEqual(fitting.toSorted());
  });
  it('says where the role belongs', () => {
    expect(refusePost([], 'CO', province)).toMatchObject({
      code: 'role_not_of_unit',
      message: expect.stringContaining('县级部门'),
    });
  });
});

describe('E23 三员分立', () => {
  it.each(['SA', 'SE', 'AU'] as const)('%s holds no second role, whichever comes first', (officer) => {
    for (const other of ['SA', 'SE', 'AU', 'VO', 'VL', 'XP'] as const) {
      if (other === officer) continue;
      expect(refusePost([other], officer, province)?.code).toBe('separate_officers');
      expect(refusePost([officer], other, province)?.code).toBe('separate_officers');
    }
    expect(refusePost([], officer, province)).toBeUndefined();
    expect(refusePost([officer], officer, province)).toBeUndefined();
  });
});

it('5 who applies does not review, whichever comes first; an expert may do either', () => {
  expect(refusePost(['EA'], 'CO', county)?.code).toBe('applicant_and_reviewer');
  expect(refusePost(['VO'], 'UA', firm)?.code).toBe('applicant_and_reviewer');
  expect(refusePost(['UA'], 'EA', firm)).toBeUndefined();
  expect(refusePost(['VO'], 'VD', province)).toBeUndefined();
  expect(refusePost(['XP', 'EA'], 'UA', firm)).toBeUndefined();
  expect(refusePost(['VO'], 'XP', province)).toBeUndefined();
});
