import { describe, expect, it } from 'vitest';
import { refusePayload } from './payload.js';
import type { CaseEvent, PayloadField } from './types.js';

const fields: PayloadField[] = [
  { key: 'date', label: '日期', kind: 'date', required: true },
  { key: 'target', label: '退回至', kind: 'choice', options: [{ value: 'owner', label: '申报单位' }] },
  { key: 'sections', label: '部分', kind: 'sections' },
  { key: 'seal', label: '已盖章', kind: 'tick' },
  { key: 'reason', label: '原因', kind: 'longtext' },
];
const sent = (payload?: Record<string, unknown>, kind: 'person' | 'system' = 'person'): CaseEvent => ({
  id: 'e',
  on: 'act',
  by: { kind, personId: 'p' },
  payload,
});

describe('S5 the payload of an act', () => {
  it.each([
    ['what the dialog asks', { date: '2026-12-01', target: 'owner', sections: ['a'], seal: true, reason: '补充' }, undefined],
    ['the required alone', { date: '2026-12-01' }, undefined],
    ['nothing', {}, 'payload_required'],
    ['an unknown key', { date: '2026-12-01', offices: { province: 'x' } }, 'payload_unknown'],
    ['a key of the prototype', { date: '2026-12-01', constructor: 'x' }, 'payload_unknown'],
    ['an array for a date', { date: ['2026-12-01'] }, 'payload_invalid'],
    ['an object for a text', { date: '2026-12-01', reason: { a: 1 } }, 'payload_invalid'],
    ['a text for a list', { date: '2026-12-01', sections: 'a' }, 'payload_invalid'],
    ['a list of objects', { date: '2026-12-01', sections: [{}] }, 'payload_invalid'],
    ['a text for a tick', { date: '2026-12-01', seal: 'yes' }, 'payload_invalid'],
    ['a choice that is none', { date: '2026-12-01', target: 'province' }, 'payload_invalid'],
    ['a novel', { date: '2026-12-01', reason: '长'.repeat(5_001) }, 'payload_invalid'],
  ])('%s', (_name, payload, code) => expect(refusePayload(fields, sent(payload))?.code).toBe(code));

  it.each([
    ['a day that does not exist', 'date', '2026-02-30', false],
    ['a month', 'month', '2027-01', true],
    ['a thirteenth month', 'month', '2027-13', false],
    ['an amount with separators', 'money', '1,234.50', true],
    ['an amount below zero', 'money', '-1', false],
    ['an amount in words', 'money', '一百万', false],
    ['one person', 'person', 'p', true],
    ['several where one is asked', 'person', ['p', 'q'], false],
    ['short texts', 'texts', ['甲', '乙'], true],
  ] as const)('%s', (_name, kind, value, fits) =>
    expect(refusePayload([{ key: 'k', label: '项', kind }], sent({ k: value })) === undefined).toBe(fits),
  );
  it('several persons only where several are asked', () => {
    const many: PayloadField[] = [{ key: 'k', label: '抄送给', kind: 'person', many: true }];
    expect(refusePayload(many, sent({ k: ['p', 'q'] }))).toBeUndefined();
    expect(refusePayload(many, sent({ k: 'p' }))?.code).toBe('payload_invalid');
  });
  it('a box that must be ticked is not answered by leaving it empty', () => {
    const must: PayloadField[] = [{ key: 'seal', label: '已盖章', kind: 'tick', required: true }];
    expect(refusePayload(must, sent({ seal: false }))?.code).toBe('payload_required');
    expect(refusePayload(must, sent({ seal: true }))).toBeUndefined();
  });
  it('an act without a dialog takes nothing', () => {
    expect(refusePayload([], sent({ year: 2030 }))).toMatchObject({ code: 'payload_unknown', field: 'year' });
    expect(refusePayload([], sent())).toBeUndefined();
  });
  it('does not judge what another case sends', () => {
    expect(refusePayload([], sent({ list: 'x' }, 'system'))).toBeUndefined();
  });
});
