import { describe, expect, it } from 'vitest';
import {
  can,
  grantFor,
  grantsOf,
  inScope,
  may,
  objectKinds,
  scopeOf,
  type Letter,
  type ObjectKind,
  type Post,
  type ScopedObject,
} from './access-matrix.js';
import { allRoles, isRole, roleName, roles, type Role } from './roles.js';

/**
 * Specification 5 read the other way round - who may do what to each object - so that a slip in the matrix cannot hide in its copy.
 * A letter before a colon, then the roles; whoever is not named may not.
 */
const specification: { id: string; object: ObjectKind; rights: string }[] = [
  { id: 'call, policy version, parameters', object: 'call', rights: 'R: EA UA LD MB FI CO PO RU FN AU; C: VO; V: VD; A: VL' },
  { id: 'project application', object: 'project-application', rights: 'C: EA; S: UA; R: XP AU; V: CO PO VO VD; A: VL' },
  { id: 'project transmittal, carry-over list', object: 'transmittal', rights: 'R: CO VL AU; S: PO; V: VO; A: VD' },
  { id: 'project monthly report', object: 'monthly-report', rights: 'C: EA; S: UA; V: CO; R: PO VO VD VL AU' },
  {
    id: 'consortium application, plan',
    object: 'consortium-application',
    rights: 'C: LD; S: LD; R: MB XP PO AU; V: RU VO VD; A: VL',
  },
  { id: 'agreement', object: 'agreement', rights: 'C: LD; S: LD MB; R: XP RU VO VD VL AU' },
  { id: 'annual report', object: 'annual-report', rights: 'C: LD; S: LD; R: MB PO VL AU; V: RU VO; A: VD' },
  { id: 'evaluation', object: 'evaluation', rights: 'C: LD XP; S: LD; R: MB FN AU; V: RU VO VD; A: VL' },
  { id: 'change, dissolution', object: 'change-dissolution', rights: 'C: LD; S: LD MB; V: RU VO VD; A: VL; R: AU' },
  {
    id: 'disqualification, ban, credit record',
    object: 'ban-credit',
    rights: 'R: LD/own MB/own FI/own PO FN AU; C: RU/clue VO; V: VD; A: VL',
  },
  { id: 'subsidy claim', object: 'subsidy-claim', rights: 'C: EA FI; S: UA FI; R: XP PO AU; V: RU VO VD FN; A: VL' },
  {
    id: 'disbursement plan, payment',
    object: 'payment',
    rights: 'R: UA/own MB/own FI/own RU AU; C: LD VO; S: LD; V: VD; A: VL; P: FN',
  },
  { id: 'problem item', object: 'problem-item', rights: 'C: EA LD MB FI; S: UA LD; V: CO PO RU VO; A: VD; R: VL AU' },
  { id: 'expert pool, draw, recusal', object: 'expert-pool', rights: 'R: XP/own VL AU; C: VO; A: VD' },
  {
    id: 'public notice 公示, objection',
    object: 'notice-objection',
    rights: 'C: EA/obj UA/obj LD/obj MB/obj FI/obj VO; V: VO; A: VD; R: CO PO RU VL AU',
  },
  {
    id: 'users, orgs, dictionaries',
    object: 'users-orgs',
    rights: 'C: UA/own-unit CO/own-unit PO/own-unit RU/own-unit SA; R: AU',
  },
  { id: 'roles, permissions, password policy', object: 'roles-permissions', rights: 'C: SE; R: AU' },
  { id: 'logs', object: 'logs', rights: 'R: SA/own SE AU' },
];

const letters: Letter[] = ['C', 'S', 'R', 'V', 'A', 'P'];
const grantText = (role: Role, object: ObjectKind) =>
  grantsOf(role, object).map(({ letter, qualifier }) => `${letter}/${qualifier ?? ''}`);

function cellOf(rights: string, role: Role): string[] {
  return rights.split('; ').flatMap((part) => {
    const [letter, holders = ''] = part.split(': ');
    return holders
      .split(' ')
      .map((holder) => holder.split('/'))
      .filter(([name]) => name === role)
      .map(([, qualifier = '']) => `${letter}/${qualifier}`);
  });
}

describe('roles', () => {
  it('are the sixteen of specification 5, in its order', () => {
    expect(allRoles).toEqual('EA UA LD MB FI XP CO PO RU VO VD VL FN SA SE AU'.split(' '));
    expect(roleName('EA')).toBe('填报人');
    expect([isRole('VL'), isRole('XX'), isRole('toString')]).toEqual([true, false, false]);
    for (const role of allRoles) expect(roles[role].description).not.toBe('');
  });
});

describe('the matrix', () => {
  it('has every row of the specification', () => {
    expect(specification.map(({ object }) => object)).toEqual(objectKinds);
  });

  describe.each(specification)('$id', ({ object, rights }) => {
    it.each(allRoles)('%s', (role) => {
      const expected = cellOf(rights, role);
      expect(grantText(role, object).sort()).toEqual(expected.sort());
      for (const letter of letters) {
        const named = expected.some((cell) => cell.startsWith(letter));
        expect(can(role, letter, object), letter).toBe(named || (letter === 'R' && expected.length > 0));
      }
    });
  });

  it('三员分立: administrators touch no business object, the auditor only reads', () => {
    const business = objectKinds.filter((object) => !['users-orgs', 'roles-permissions', 'logs'].includes(object));
    for (const object of business) {
      for (const letter of letters) {
        expect(can('SA', letter, object)).toBe(false);
        expect(can('SE', letter, object)).toBe(false);
      }
    }
    for (const object of objectKinds) expect(letters.filter((letter) => can('AU', letter, object))).toEqual(['R']);
    expect(can('SE', 'C', 'users-orgs')).toBe(false);
    expect(can('SA', 'C', 'roles-permissions')).toBe(false);
  });

  it('a wider right carries reading with its own qualifier', () => {
    expect(grantFor('UA', 'R', 'users-orgs')).toEqual({ letter: 'C', qualifier: 'own-unit' });
    expect(grantFor('CO', 'R', 'project-application')).toEqual({ letter: 'V' });
    expect(grantFor('FI', 'R', 'call')).toEqual({ letter: 'R' });
  });
});

const official = (role: Role, level: Post['level'], regionCode?: string, department?: Post['department']): Post => ({
  role,
  unitId: `${level}-${regionCode ?? 'office'}-${department ?? 'all'}`,
  level,
  regionCode,
  department,
});
const firm = (role: Role, unitId = 'firm'): Post => ({ role, unitId, level: 'unit' });
const expert: Post = { role: 'XP', unitId: 'university', level: 'unit' };

/** A project of `firm`, to be built in 楚雄市 (532301). */
const project: ScopedObject = {
  object: 'project-application',
  department: 'miit',
  unitId: 'firm',
  countyCode: '532301',
  prefectureCode: '532300',
};
const claim: ScopedObject = { ...project, object: 'subsidy-claim', department: 'sti' };
const payment: ScopedObject = { ...project, object: 'payment', department: 'sti' };
const nothing = { kind: 'nothing' };

describe('the scope of a post', () => {
  it.each([
    {
      id: 'A15 the county of the project sees it',
      post: official('CO', 'county', '532301', 'miit'),
      object: project,
      seen: true,
    },
    {
      id: 'A15 another county of the prefecture does not',
      post: official('CO', 'county', '532302', 'miit'),
      object: project,
      seen: false,
    },
    {
      id: 'A15 the county where the firm is registered does not see its project elsewhere',
      post: official('CO', 'county', '532301', 'miit'),
      object: { ...project, countyCode: '530102', prefectureCode: '530100' },
      seen: false,
    },
    { id: 'a county bureau for both departments sees it', post: official('CO', 'county', '532301'), object: project, seen: true },
    {
      id: 'a county bureau of the other department does not',
      post: official('CO', 'county', '532301', 'sti'),
      object: project,
      seen: false,
    },
    { id: 'the prefecture sees its counties', post: official('PO', 'prefecture', '532300', 'miit'), object: project, seen: true },
    {
      id: 'the prefecture of the county by the table, where only the county is known',
      post: official('PO', 'prefecture', '532300', 'miit'),
      object: { ...project, prefectureCode: undefined },
      seen: true,
    },
    { id: 'another prefecture does not', post: official('PO', 'prefecture', '530100', 'miit'), object: project, seen: false },
    {
      id: 'a prefecture office sees nothing that has no region',
      post: official('PO', 'prefecture', '532300', 'miit'),
      object: { object: 'project-application', department: 'miit', unitId: 'firm' },
      seen: false,
    },
    { id: '省工信厅 sees all of document A', post: official('VO', 'province', undefined, 'miit'), object: project, seen: true },
    { id: '省科技厅 sees none of it', post: official('VL', 'province', undefined, 'sti'), object: project, seen: false },
    { id: '省科技厅 sees all claims', post: official('VD', 'province', undefined, 'sti'), object: claim, seen: true },
    {
      id: '省财政厅 sees the payments of every department',
      post: official('FN', 'province', undefined, 'finance'),
      object: payment,
      seen: true,
    },
    { id: '省财政厅 sees no project', post: official('FN', 'province', undefined, 'finance'), object: project, seen: false },
    { id: 'the owner sees its own', post: firm('EA'), object: project, seen: true },
    { id: 'another firm does not', post: firm('EA', 'rival'), object: project, seen: false },
    {
      id: 'a firm in the same county does not',
      post: { ...firm('UA', 'rival'), regionCode: '532301' },
      object: project,
      seen: false,
    },
    {
      id: 'a member unit sees what it takes part in',
      post: firm('MB', 'member'),
      object: { ...claim, participants: ['member'] },
      seen: true,
    },
    { id: 'a call is open to every firm', post: firm('EA', 'rival'), object: { object: 'call', department: 'miit' }, seen: true },
    {
      id: 'and to every office',
      post: official('CO', 'county', '530102', 'miit'),
      object: { object: 'call', department: 'miit' },
      seen: true,
    },
    { id: 'the auditor sees everything', post: official('AU', 'province'), object: project, seen: true },
  ] satisfies { id: string; post: Post; object: ScopedObject; seen: boolean }[])('$id', ({ post, object, seen }) => {
    expect(inScope(post, object)).toBe(seen);
  });

  it('an expert sees only what is assigned to that person while the round is open', () => {
    expect(inScope(expert, { ...project, assignedTo: ['zhang'] }, 'zhang')).toBe(true);
    expect(inScope(expert, { ...project, assignedTo: ['zhang'] }, 'li')).toBe(false);
    expect(inScope(expert, { ...project, assignedTo: [] }, 'zhang')).toBe(false);
    expect(inScope(expert, { ...project, unitId: 'university', assignedTo: [] }, 'zhang')).toBe(false);
    expect(inScope(expert, { ...project, assignedTo: ['zhang'] })).toBe(false);
  });

  it('an official role outside an office of its level reaches nothing', () => {
    expect(scopeOf(official('CO', 'unit', '532301'))).toEqual(nothing);
    expect(scopeOf(official('PO', 'county', '532301'))).toEqual(nothing);
    expect(scopeOf(official('CO', 'county'))).toEqual(nothing);
    expect(scopeOf(official('VL', 'province'))).toEqual(nothing);
    expect(scopeOf(official('VO', 'prefecture', '532300', 'miit'))).toEqual(nothing);
    expect(inScope(official('VL', 'province'), project)).toBe(false);
  });

  it('a firm’s role held in a government office reaches that office only', () => {
    expect(scopeOf({ ...official('UA', 'county', '532301', 'miit'), unitId: 'bureau' })).toEqual({
      kind: 'unit',
      unitId: 'bureau',
    });
  });
});

describe('may: matrix, qualifier and scope together', () => {
  const viewer = (post: Post, personId = 'zhang') => ({ personId, posts: [post] });
  const county = viewer(official('CO', 'county', '532301', 'miit'));

  it('both are needed', () => {
    expect(may(county, 'V', project)).toBe(true);
    expect(may(county, 'A', project)).toBe(false);
    expect(may(viewer(official('CO', 'county', '532302', 'miit')), 'V', project)).toBe(false);
    expect(may(viewer(firm('EA')), 'C', project)).toBe(true);
    expect(may(viewer(firm('EA')), 'S', project)).toBe(false);
    expect(may({ personId: 'zhang', posts: [] }, 'R', project)).toBe(false);
  });

  it('one post gives the right, another the scope: that is not enough', () => {
    const posts = [official('CO', 'county', '530102', 'miit'), firm('EA')];
    expect(may({ personId: 'zhang', posts }, 'V', project)).toBe(false);
    expect(may({ personId: 'zhang', posts }, 'C', project)).toBe(true);
  });

  it('own: an expert’s own entry, an administrator’s own log, a unit’s own payment', () => {
    expect(may(viewer(expert), 'R', { object: 'expert-pool', personId: 'zhang' })).toBe(true);
    expect(may(viewer(expert), 'R', { object: 'expert-pool', personId: 'li', assignedTo: ['zhang'] })).toBe(false);
    const administrator = viewer(official('SA', 'province'));
    expect(may(administrator, 'R', { object: 'logs', personId: 'zhang' })).toBe(true);
    expect(may(administrator, 'R', { object: 'logs', personId: 'li' })).toBe(false);
    expect(may(viewer(official('SE', 'province')), 'R', { object: 'logs', personId: 'li' })).toBe(true);
    expect(may(viewer(firm('UA')), 'R', payment)).toBe(true);
    expect(may(viewer(firm('UA', 'rival')), 'R', payment)).toBe(false);
  });

  it('own unit: an administrator manages only the people of the unit, at every level', () => {
    const users = (unitId: string): ScopedObject => ({
      object: 'users-orgs',
      unitId,
      countyCode: '532301',
      prefectureCode: '532300',
    });
    expect(may(viewer(firm('UA')), 'C', users('firm'))).toBe(true);
    expect(may(viewer(firm('UA')), 'C', users('rival'))).toBe(false);
    expect(may(county, 'C', users('county-532301-miit'))).toBe(true);
    expect(may(county, 'C', users('firm'))).toBe(false);
    expect(may(viewer(official('SA', 'province')), 'C', users('firm'))).toBe(true);
  });

  it('objection: anybody files one of the own unit, nobody reads another’s', () => {
    const objection: ScopedObject = { object: 'notice-objection', department: 'miit', unitId: 'rival' };
    expect(may(viewer(firm('EA', 'rival')), 'C', objection)).toBe(true);
    expect(may(viewer(firm('EA')), 'R', objection)).toBe(false);
    expect(may(viewer(official('VO', 'province', undefined, 'miit')), 'V', objection)).toBe(true);
  });

  it('clue: a recommending unit reports about units of its region', () => {
    const clue: ScopedObject = { object: 'ban-credit', department: 'sti', unitId: 'firm', countyCode: '532301' };
    expect(may(viewer(official('RU', 'prefecture', '532300', 'sti')), 'C', clue)).toBe(true);
    expect(may(viewer(official('RU', 'prefecture', '530100', 'sti')), 'C', clue)).toBe(false);
  });
});
