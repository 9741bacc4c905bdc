import { expect, it } from 'vitest';
import { askedOf } from './asked.js';

const instrument = { document: 'agreement', version: 1, sha256: 'now' };
const members = [{ unitId: 'lead' }, { unitId: 'uni' }];
const base = {
  offices: { lead: 'lead', province: 'p', recommender: 'b' },
  members,
  instrument,
  signatures: [{ unitId: 'lead', sha256: 'now' }],
};
const of = (process: string, status: string, data: object, unitId: string) =>
  askedOf(process, { status, data: { ...base, ...data } }, unitId);

it('2.2 an invitation waits for an answer, once', () => {
  const invited = (intention?: string) => ({ invitations: [{ unitId: 'uni', intention }] });
  expect(of('consortium-formation', 'inviting', invited(), 'uni')).toMatch(/请答复/);
  expect(of('consortium-formation', 'inviting', invited('declined'), 'uni')).toBeUndefined();
  expect(of('consortium-formation', 'inviting', invited(), 'other')).toBeUndefined();
});

it('2.2 B15 an agreement waits for who has not signed the text as it is; without a text nobody can sign', () => {
  expect(of('consortium-formation', 'signing', {}, 'uni')).toMatch(/签署/);
  expect(of('consortium-formation', 'signing', {}, 'lead')).toBeUndefined();
  expect(of('consortium-formation', 'signing', { signatures: [{ unitId: 'lead', sha256: 'before' }] }, 'lead')).toMatch(/签署/);
  expect(of('consortium-formation', 'signing', { instrument: undefined }, 'uni')).toBeUndefined();
  expect(of('consortium-formation', 'signed', {}, 'uni')).toBeUndefined();
});

it('2.6 a supplementary agreement waits for members and newcomers', () => {
  const change = { joining: [{ unitId: 'new' }], leaving: [] };
  expect(of('consortium-change', 'signing', change, 'new')).toMatch(/补充协议/);
  expect(of('consortium-change', 'signing', change, 'lead')).toBeUndefined();
});

it('2.7 a dissolution waits for consent until one signs or objects', () => {
  expect(of('dissolution', 'member_consent', {}, 'uni')).toMatch(/视为同意/);
  expect(of('dissolution', 'member_consent', { objections: [{ unitId: 'uni', reason: '项目未了' }] }, 'uni')).toBeUndefined();
});

it('B15 a stamped page waits for the province', () => {
  expect(of('consortium-formation', 'signing', { pages: [{ unitId: 'uni' }] }, 'p')).toMatch(/1份/);
  expect(of('consortium-formation', 'signing', {}, 'p')).toBeUndefined();
});
