import { describe, expect, it } from 'vitest';
import { exampleMembers as members } from '../examples.js';
import { checkAgreement } from './agreement.js';
import { checkApplication } from './application.js';
import { validAgreement, validApplication } from './examples.js';
import { namesParties, withMembers, withParties } from './prefill.js';

const today = '2026-05-20';

describe('what the record knows is filled in', () => {
  it('B47 the parties follow the list of members', () => {
    const before = validAgreement(members.slice(0, 3), today);
    expect(namesParties(before, members)).toBe(false);
    expect(checkAgreement(before, members).map((finding) => finding.field)).toEqual(['parties']);
    const after = withParties(before, members);
    expect(namesParties(after, members)).toBe(true);
    expect(checkAgreement(after, members)).toEqual([]);
  });
  it('B38 B44 R7 head, counts and table six follow it too; what was written about a unit stays with it', () => {
    const before = validApplication(members.slice(0, 3), today);
    before.fields.total = '9';
    const after = withMembers(before, members, today);
    after.tables.members![3]!.standing = '检验检测';
    expect(checkApplication(after, { today, members, effectiveOn: today })).toEqual([]);
    expect(after.tables.members![0]!.standing).toBe(before.tables.members![0]!.standing);
    expect(after.fields.others).toBe('1');
  });
});
