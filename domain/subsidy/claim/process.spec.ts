import { describe, expect, it } from 'vitest';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { parseWanYuan } from '#domain/money/fen.js';
import { byPublic, bySystem, byTime, opinion, outcome, person, Table, unwalked, type TableRow } from '#test/harness/table.js';
import { exampleFacts } from '../examples.js';
import type { CapMove } from './award.js';
import type { ClaimData, ClaimKnown } from './data.js';
import { exampleBooking, exampleClaim, exampleFiling } from './examples.js';
import { claim } from './process.js';

const now = atTime('2026-12-01', '10:00');
const data = exampleClaim('C6.1');
const known: ClaimKnown = { filing: exampleFiling('C6.1'), booking: exampleBooking(data) };
const table = new Table(claim, data, known, now);
const ea = person('ea', 'firm', 'EA');
const ua = person('ua', 'firm', 'UA');
const ru = person('ru', 'bureau', 'RU');
const vo = person('vo', 'province', 'VO');
const fn = person('fn', 'finance', 'FN');
const sealed = { seal: true };
const promised = { promise: true, seal: true };
const wan = (text: string) => parseWanYuan(text);
const full = exampleBooking(data, { used: wan('120') });
const notice = { noticeUntil: endOfDay('2026-12-07') };
const objection = { name: '李四', contact: '13900000000', evidence: '银行流水' };

type ClaimRow = TableRow<ClaimData, ClaimKnown>;
const row = (id: string, from: string, on: string, by: ClaimRow['by'], to: string, more: Partial<ClaimRow> = {}): ClaimRow => ({
  id,
  from,
  on,
  by,
  to,
  ...more,
});
const filing = (change: Partial<ReturnType<typeof exampleFiling>>) => ({ known: { filing: exampleFiling('C6.1', change) } });
const closed = [{ name: 'window-closes', at: now, kind: 'closing' as const, scope: 'stage' as const }];
const fixBy = (at: number) => [{ name: 'fix-by', at, kind: 'closing' as const, scope: 'stage' as const }];
const period = (paid: string, rate: string) => ({
  facts: { loanNo: 'LD-1', periods: [{ paid, penalty: '', rate, paidOn: '2026-11-20' }] },
});

const rows: ClaimRow[] = [
  row('2.9 draft → unit_review', 'draft', 'submit', ea, 'unit_review'),
  row('2.9 R17 window not open', 'draft', 'submit', ea, 'window_closed', { known: { callClosed: '申报窗口尚未开放。' } }),
  row('2.9 R2 at the closing', 'draft', 'submit', ea, 'too_late', { instants: closed }),
  row('2.9 6.10 disqualified', 'draft', 'submit', ea, 'disqualified', filing({ disqualified: true })),
  row('2.9 nothing filled in', 'draft', 'submit', ea, 'form_empty', { known: { filing: undefined } }),
  row(
    '2.9 evidence',
    'draft',
    'submit',
    ea,
    'evidence_missing',
    filing({ attached: ['contract', 'drawdown', 'interest', 'filing'] }),
  ),
  row(
    '2.9 interest that is still to be paid',
    'draft',
    'submit',
    ea,
    'date_ahead',
    filing({
      facts: { ...exampleFacts['C6.1'], periods: [{ paid: '43.50', penalty: '', rate: '4.35', paidOn: '2026-12-31' }] },
    }),
  ),
  row('2.9 C4 an exit that is still to come', 'draft', 'submit', ea, 'date_ahead', {
    data: { measure: 'C4' },
    known: {
      filing: exampleFiling('C4', {
        facts: { ...exampleFacts.C4, form: 'loss', exitedOn: '2026-12-02', actualLoss: '200' },
      }),
    },
  }),
  row('2.9 promise', 'draft', 'submit', ea, 'promise_missing', filing({ promise: false })),
  row('2.9 account', 'draft', 'submit', ea, 'account_incomplete', filing({ account: {} })),
  row(
    '2.9 account of another',
    'draft',
    'submit',
    ea,
    'account_name',
    filing({ account: { name: '别家', bank: '行', number: '6222020200001234567' } }),
  ),
  row(
    '2.9 no account number',
    'draft',
    'submit',
    ea,
    'account_number',
    filing({ account: { name: '示例公司', bank: '行', number: 'abc' } }),
  ),
  row(
    '2.9 R19 claimed elsewhere',
    'draft',
    'submit',
    ea,
    'matter_taken',
    filing({ taken: [{ label: '贷款合同 LD-1', by: 'KJJR-2026-C62-0001' }] }),
  ),
  row(
    '2.9 not in the register',
    'draft',
    'submit',
    ea,
    'certificate_missing',
    filing({ unregistered: [{ code: 'certificate_missing', message: '无证书' }] }),
  ),
  row('C6.1 bad input: rate 0', 'draft', 'submit', ea, 'rate_out_of_range', filing(period('43.50', '0'))),
  row('C6.1 bad input: rate 100', 'draft', 'submit', ea, 'rate_out_of_range', filing(period('43.50', '100'))),
  row('C6.1 bad input: negative interest', 'draft', 'submit', ea, 'money_negative', filing(period('-43.50', '4.35'))),
  row('C6.1 bad input: three decimals', 'draft', 'submit', ea, 'money_decimals', filing(period('43.505', '4.35'))),
  row('C6.1 bad input: 1e21', 'draft', 'submit', ea, 'money_format', filing(period('1e21', '4.35'))),
  row('2.9 another firm', 'draft', 'submit', person('x', 'other', 'EA'), 'not_your_office'),
  row('2.9 unit_review → recommender', 'unit_review', 'approve', ua, 'recommender', { payload: promised }),
  row(
    '6.9 unit_review without the password entered again',
    'unit_review',
    'approve',
    { ...ua, reauthenticated: undefined },
    'password_required',
    {
      payload: promised,
    },
  ),
  row('2.9 without the promise', 'unit_review', 'approve', ua, 'payload_required', { payload: sealed }),
  row('2.9 direct to the province', 'unit_review', 'approve', ua, 'form_check', { payload: promised, data: { direct: true } }),
  row('2.9 a corrected one back to its desk', 'unit_review', 'approve', ua, 'form_check', {
    payload: promised,
    data: { returnTo: 'form_check' },
  }),
  row('2.9 unit returns', 'unit_review', 'return', ua, 'returned', { opinion }),
  row('2.9 recommender → form_check', 'recommender', 'recommend', ru, 'form_check', { payload: sealed, opinion }),
  row('2.9 recommender → returned', 'recommender', 'return', ru, 'returned', { opinion }),
  row('2.9 recommender → refused', 'recommender', 'refuse', ru, 'refused', { opinion }),
  row('2.9 an opinion is wanted', 'recommender', 'refuse', ru, 'opinion_required'),
  row('2.9 returned → unit_review', 'returned', 'submit', ea, 'unit_review'),
  row('2.9 补正 in time', 'returned', 'submit', ea, 'unit_review', { instants: fixBy(now + 1) }),
  row('2.9 E32 补正 late', 'returned', 'submit', ea, 'too_late', { instants: fixBy(now) }),
  row('2.9 form_check → calculating', 'form_check', 'accept', vo, 'calculating'),
  row('2.9 facts that bear no award are not accepted', 'form_check', 'accept', vo, 'rate_out_of_range', {
    data: period('43.50', '0'),
  }),
  row('2.9 4 a computed 0.00', 'form_check', 'accept', vo, 'exhausted', { known: { booking: full } }),
  row('2.9 form_check → returned', 'form_check', 'correct', vo, 'returned', { opinion }),
  row('2.9 补正 once', 'form_check', 'correct', vo, 'corrected_before', { opinion, data: { corrected: true } }),
  row('2.9 form_check → refused', 'form_check', 'not-accept', vo, 'refused', { opinion }),
  row('2.9 E32 补正 not made', 'returned', 'not-accept', vo, 'refused', { opinion, instants: fixBy(now) }),
  row('2.9 补正 still open', 'returned', 'not-accept', vo, 'fix_pending', { opinion, instants: fixBy(now + 1) }),
  row('2.9 calculating → verifying', 'calculating', 'confirm', vo, 'verifying'),
  row('2.9 officer lowers', 'calculating', 'lower', vo, 'verifying', { payload: { amount: '30.44' }, opinion }),
  row('2.9 officer raises above the formula', 'calculating', 'lower', vo, 'above_formula', {
    payload: { amount: '30.46' },
    opinion,
  }),
  row('2.9 lowering is lowering', 'calculating', 'lower', vo, 'not_lower', { payload: { amount: '30.45' }, opinion }),
  row('2.9 nothing', 'calculating', 'lower', vo, 'amount_zero', { payload: { amount: '0' }, opinion }),
  row('2.9 lowering wants a reason', 'calculating', 'lower', vo, 'opinion_required', { payload: { amount: '1' } }),
  row('R11 C6.1 has a fixed ratio', 'calculating', 'lower-ratio', vo, 'ratio_fixed', { payload: { ratio: '60' }, opinion }),
  row('2.9 verifying → meeting', 'verifying', 'verify', fn, 'meeting'),
  row('2.9 verification adjusts', 'verifying', 'adjust', fn, 'meeting', { payload: { amount: '20' }, opinion }),
  row('2.9 adjusting never above the formula', 'verifying', 'adjust', fn, 'above_formula', {
    payload: { amount: '30.46' },
    opinion,
  }),
  row('2.9 verifying → refused', 'verifying', 'reject', fn, 'refused', { opinion }),
  row('2.9 verifying is finance’s', 'verifying', 'verify', vo, 'not_your_task'),
  row('2.9 meeting → publicity', 'meeting', 'select', bySystem, 'publicity', { payload: { minutesNo: '1' } }),
  row('2.9 the meeting refuses', 'meeting', 'not-select', bySystem, 'refused', { payload: { minutesNo: '1' } }),
  row('2.9 nobody approves one by one', 'meeting', 'select', vo, 'not_for_persons'),
  row('6.5 notice opens', 'publicity', 'notice-opened', bySystem, 'publicity', { payload: { closesAt: notice.noticeUntil } }),
  row('6.5 objection by name', 'publicity', 'object', byPublic, 'publicity', { payload: objection, data: notice }),
  row('6.5 anonymous', 'publicity', 'object', byPublic, 'objection_incomplete', { payload: { name: '李四' }, data: notice }),
  row('6.5 objection upheld', 'publicity', 'objection-upheld', vo, 'refused', {
    opinion,
    data: { objections: [{ ...objection, at: now }] },
  }),
  row('6.5 dismissed in the notice', 'publicity', 'objection-dismissed', vo, 'publicity', {
    opinion,
    data: { objections: [{ ...objection, at: now }] },
  }),
  row('6.5 dismissed after it', 'publicity', 'objection-dismissed', vo, 'approved', {
    opinion,
    data: { objections: [{ ...objection, at: now }], noticeClosed: true },
  }),
  row('2.9 publicity → approved', 'publicity', 'publicity-closes', bySystem, 'approved', { payload: { planNo: 'n' } }),
  row('2.9 held up by its objection', 'publicity', 'publicity-closes', bySystem, 'publicity', {
    payload: { planNo: 'n' },
    data: { objections: [{ ...objection, at: now }] },
  }),
  row('2.9 approved → payable', 'approved', 'fund', bySystem, 'payable', { payload: { budgetYear: 2026 } }),
  row('2.9 E6 approved → queued', 'approved', 'queue', bySystem, 'queued'),
  row('2.9 queued → payable', 'queued', 'fund', bySystem, 'payable', { payload: { budgetYear: 2027 } }),
  row('2.9 payable → paying', 'payable', 'order', bySystem, 'paying', { payload: { documentNo: 'd' } }),
  row('2.9 paying → paid', 'paying', 'paid', bySystem, 'paid', { payload: { ref: 'r' } }),
  row('2.9 bounce', 'paying', 'bounced', bySystem, 'payable', { payload: { ref: 'r', reason: '账号有误' } }),
  row('2.9 a bounced account is corrected', 'payable', 'correct-account', ua, 'payable', {
    payload: { bank: '彩云银行', number: '6222020200009999999' },
    data: { bounced: '账号有误' },
  }),
  row(
    'S12 the account is not changed without the password entered again',
    'payable',
    'correct-account',
    { ...ua, reauthenticated: undefined },
    'password_required',
    { payload: { bank: '彩云银行', number: '6222020200009999999' }, data: { bounced: '账号有误' } },
  ),
  row('2.9 a bounced account is not corrected to none', 'payable', 'correct-account', ua, 'account_number', {
    payload: { bank: '彩云银行', number: 'abc' },
    data: { bounced: '账号有误' },
  }),
  row('2.9 no other account', 'payable', 'correct-account', ua, 'not_bounced', { payload: { bank: '行', number: '62220202' } }),
  row('2.9 paid → recovering', 'paid', 'recover', bySystem, 'recovering'),
  row('2.9 approved → recovering', 'approved', 'recover', bySystem, 'recovering'),
  row('2.9 recovering → recovered', 'recovering', 'recovered', bySystem, 'recovered', { payload: { recoveredFen: '1000000' } }),
  ...['draft', 'returned', 'unit_review', 'recommender', 'form_check', 'calculating', 'verifying'].map((from) =>
    row(`2.9 withdraw before the meeting: ${from}`, from, 'withdraw', ea, 'withdrawn', { opinion }),
  ),
  row('2.9 not from the meeting on', 'meeting', 'withdraw', ea, 'not_possible_now', { opinion }),
  row('2.9 freed quota: exhausted → calculating', 'exhausted', 'recalculate', bySystem, 'calculating', {
    data: { awardFen: '0' },
  }),
  row('2.9 freed quota: a cut one gets more', 'meeting', 'recalculate', bySystem, 'meeting', { data: { awardFen: '1000000' } }),
  row('2.9 nothing to gain', 'meeting', 'recalculate', bySystem, 'unchanged'),
  row('2.9 the list has closed', 'exhausted', 'recalculate', bySystem, 'quota_closed', {
    data: { awardFen: '0', quotaClosed: true },
  }),
  row('2.9 the list closes', 'exhausted', 'quota-closed', bySystem, 'exhausted'),
  row('R17 an extension', 'draft', 'window-moved', bySystem, 'draft', { payload: { closesAt: now + 1 } }),
];

describe('补助申报 2.9, row for row', () => {
  it.each(rows)('$id', (one) => expect(outcome(table.run(one))).toBe(one.to));
  it('every row of the table is walked', () => expect(unwalked(claim, rows).filter((on) => on !== 'lower-ratio')).toEqual([]));
  it('review periods run by time', () => {
    const state = table.at('recommender');
    const due = state.instants.find(({ name }) => name === 'overdue')!;
    expect(outcome(table.send(state, { on: 'overdue', by: byTime, at: due.at }))).toBe('recommender');
  });
});

const movesOf = (one: ClaimRow): CapMove[] => {
  const result = table.run(one);
  if (!result.ok) throw new Error(result.refusal.message);
  return result.effects.flatMap((effect) =>
    effect.kind === 'record' && effect.register === 'caps' ? (effect.row.moves as CapMove[]) : [],
  );
};
const cap = 'C6.1/firm/2026';
const reserved = (fen: string, used = '0') => [{ key: cap, reserved: fen, used }];

describe('caps follow the claim (2.9)', () => {
  it.each([
    [
      'reserved at calculation',
      row('', 'form_check', 'accept', vo, '', { data: { assessment: undefined, awardFen: undefined } }),
      '30450000',
    ],
    [
      'lowered: the difference is given back',
      row('', 'calculating', 'lower', vo, '', { payload: { amount: '20' }, opinion }),
      '-10450000',
    ],
    [
      'adjusted: released and reserved anew',
      row('', 'verifying', 'adjust', fn, '', { payload: { amount: '30' }, opinion }),
      '-450000',
    ],
    ['rejected', row('', 'verifying', 'reject', fn, '', { opinion }), '-30450000'],
    ['withdrawn', row('', 'calculating', 'withdraw', ea, '', { opinion }), '-30450000'],
    ['not selected', row('', 'meeting', 'not-select', bySystem, ''), '-30450000'],
  ])('%s', (_what, one, fen) => expect(movesOf(one)).toEqual(reserved(fen)));

  it('consumed at the award', () =>
    expect(movesOf(row('', 'publicity', 'publicity-closes', bySystem, ''))).toEqual(reserved('-30450000', '30450000')));

  it.each([
    ['what was recovered', '1000000', now, '-1000000'],
    ['the whole award that was never paid', '0', now, '-30450000'],
  ])('recovery frees %s in the same subsidy year', (_what, recoveredFen, at, used) =>
    expect(movesOf(row('', 'recovering', 'recovered', bySystem, '', { payload: { recoveredFen }, at }))).toEqual(
      reserved('0', used),
    ),
  );

  it('recovery in a later year frees nothing', () =>
    expect(
      movesOf(
        row('', 'recovering', 'recovered', bySystem, '', { payload: { recoveredFen: '1' }, at: atTime('2027-01-04', '10:00') }),
      ),
    ).toEqual([]));

  it('who was cut is reckoned again, in the order of calculation, when something is given back', () => {
    const result = table.run(
      row('', 'verifying', 'reject', fn, '', { opinion, known: { booking: exampleBooking(data, { behind: ['b', 'a'] }) } }),
    );
    expect(result.ok && result.effects.find(({ kind }) => kind === 'cascade')).toMatchObject({
      on: 'recalculate',
      cases: ['b', 'a'],
      each: 'skip',
    });
  });
});

describe('R11 C8 a maximum ratio may be lowered', () => {
  const c1 = exampleClaim('C1');
  const loss = new Table(claim, c1, { booking: exampleBooking(c1) }, now);
  const ratio = (value: string) =>
    loss.run(row('', 'calculating', 'lower-ratio', vo, '', { payload: { ratio: value }, opinion }));

  it('R11 to 60%: 60.00', () => {
    const result = ratio('60');
    expect(result.ok && result.state.data.awardFen).toBe('60000000');
    expect(outcome(result)).toBe('calculating');
  });
  it('C1-3 75% is above 70%', () => expect(outcome(ratio('75'))).toBe('ratio_above_maximum'));
  it('C8-7 55% is above 50%', () => {
    const c8 = exampleClaim('C8');
    const major = new Table(claim, c8, { booking: exampleBooking(c8) }, now);
    const one = row('', 'calculating', 'lower-ratio', vo, '', { payload: { ratio: '55' }, opinion });
    expect(outcome(major.run(one))).toBe('ratio_above_maximum');
  });
});

describe('R17 C1 counts in the year of its 核定', () => {
  const c1 = exampleClaim('C1');
  const inNewYear = (used: bigint) =>
    new Table(claim, c1, { booking: exampleBooking(c1, { year: 2027, used }) }, atTime('2027-01-04', '00:00')).run(
      row('', 'publicity', 'publicity-closes', bySystem, ''),
    );

  it('under the new pool: the old one gets its part back', () => {
    const result = inNewYear(0n);
    expect(outcome(result)).toBe('approved');
    expect(result.ok && result.state.data.year).toBe(2027);
    expect(result.ok && result.effects.find((effect) => effect.kind === 'record' && effect.register === 'caps')).toMatchObject({
      row: {
        moves: [
          { key: 'C1.2/pool/2026', reserved: '-70000000', used: '0' },
          { key: 'C1.2/pool/2027', reserved: '0', used: '70000000' },
        ],
      },
    });
  });
  it('what the new pool has left', () => {
    const result = inNewYear(wan('9950'));
    expect(result.ok && result.state.data.awardFen).toBe('50000000');
  });
  it('额度已满 when it has nothing', () => expect(outcome(inNewYear(wan('10000')))).toBe('exhausted'));
});

describe('a claim keeps the rules it was opened under', () => {
  it('R16 the award and its trace name them', () => {
    const result = table.run(row('', 'form_check', 'accept', vo, ''));
    expect(result.ok && result.state.data.assessment).toMatchObject({ rules: '2022', awardFen: '30450000' });
  });
});
