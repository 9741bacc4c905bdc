import { stableId as idOf } from '#apps/install/stable-id.js';
import { financeOffice, scienceOffice } from '#apps/install/offices.js';
import type { Facts } from '#domain/subsidy/facts.js';
import { openRecovery } from '#records/programmes/payment/recovery.js';
import type { Player } from '../player.js';
import { Desk } from './desk.js';

const interest = (loanNo: string, year: number, paid: string, rate: string, more: Facts = {}): Facts => ({
  loanNo,
  loanDate: `${year}-01-20`,
  periods: [{ paid, penalty: '', rate, paidOn: `${year}-06-20` }],
  ...more,
});
const evaluated = (loanNo: string, year: number, paid: string, rate = '6') =>
  interest(loanNo, year, paid, rate, { product: 'CP-001' });
const pledged = (loanNo: string, year: number, paid: string, rate: string) =>
  interest(loanNo, year, paid, rate, { pledge: 'patent' });
/** As R13 tells the stages apart. */
const investees = {
  seed: { investeeFoundedOn: '2021-05-18', revenue: '260', assets: '1800', staff: '35' },
  'start-up': { investeeFoundedOn: '2018-09-03', revenue: '2400', assets: '3900', staff: '120' },
  growth: { investeeFoundedOn: '2015-04-20', revenue: '9800', assets: '15000', staff: '410' },
};
const deal = (name: string, stage: string, invested: string): Facts => ({
  ...{ form: 'risk', stage, invested, investedOn: '2022-12-15', deal: name, investeeCertificate: 'KJ-2024-001' },
  ...{ inYunnan: true, related: false, listed: false, ...investees[stage as keyof typeof investees] },
});
const loss = (loanNo: string, amount: string, borrower = 'high-tech'): Facts => ({
  ...{ loanNo, borrowerName: '示例借款企业', borrower, disbursedOn: '2024-03-01', loss: amount },
});
const converting = (loanNo: string, year: number, paid: string): Facts =>
  interest(loanNo, year, paid, '4', {
    ...{ taskNo: '202202AA080001', role: 'lead', loanDate: '2024-01-01', termFrom: '2024-01-01', termUntil: '2028-12-31' },
  });

/** Programme C of the demo: claims of 2025 at every edge of a cap (section 4), paid and recovered; claims of 2026 at every desk. */
export async function subsidyStory(player: Player): Promise<void> {
  const desk = new Desk(player);
  await registers(desk);
  await edges(desk);
  await underWay(desk);
}

async function registers(desk: Desk): Promise<void> {
  const unit = (login: string) => desk.player.who(login).unitId!;
  await desk.on('2024-01-08');
  await desk.enter('pilot-bank', { unitId: unit('yinhang') }, { documentNo: '云科金〔2024〕1号(示例)' }, '2024-01-01');
  await desk.enter('filed-product', { unitId: unit('yinhang'), number: 'CP-001' }, { name: '科创贷(示例)' }, '2024-01-01');
  await desk.enter('voucher-receiver', { unitId: unit('danbao'), number: 'SQ-001' }, { kind: '担保机构' }, '2024-01-01');
  await desk.enter('insurance-kind', { number: 'XZ-01' }, { name: '科技项目研发费用损失保险' }, '2024-01-01');
  await desk.enter('tech-certificate', { number: 'KJ-2024-001' }, { kind: '科技型中小企业' }, '2022-01-01');
  for (const [login, number] of [
    ['qiye', 'GR-001'],
    ['qiye1', 'GR-002'],
    ['qiye2', 'GR-003'],
    ['qiye3', 'GR-004'],
    ['qiye4', 'GR-005'],
  ] as const)
    await desk.enter('tech-certificate', { unitId: unit(login), number }, { kind: '高新技术企业' }, '2024-01-01');
}

/** 2025: each cap met exactly, or passed and cut. */
async function edges(desk: Desk): Promise<void> {
  await desk.on('2025-03-03');
  await desk.openCall(2025, '2025-03-03', '云科金〔2025〕3号(示例)');
  const [guarantee, insurance, received] = [
    await desk.voucher('qiye3', 'guarantee', '2025-03-01', '2025-12-31'),
    await desk.voucher('qiye3', 'insurance', '2025-03-01', '2025-12-31'),
    await desk.voucher('qiye4', 'guarantee', '2025-03-01', '2025-12-31'),
  ];
  await desk.on('2025-09-01');
  // C1-5 the pool: 9950.00 used, the next loss of 200 is cut to 50.00.
  const pool = await desk.claim(2025, 'C1', 'yinhang', loss('DK-2024-101', '14214.29'));
  const crossing = await desk.claim(2025, 'C1', 'yinhang', loss('DK-2024-102', '200'));
  // C21-2 exactly 150; C22-3 130 cut to 100; C3-3 275 cut to 200.
  const loans = [
    { no: 'XD-2025-001', borrower: '91530100MA6TEXT053', product: 'CP-001', date: '2025-04-01', amount: '7500', renewal: false },
  ];
  const newLoans = await desk.claim(2025, 'C2.1', 'yinhang', { loans });
  const fees = await desk.claim(2025, 'C2.2', 'yinhang', {
    fees: [{ no: 'FP-2025-01', date: '2025-05-06', kind: 'appraisal', loan: 'ip-pledge', amount: '260' }],
  });
  const guaranteed = await desk.claim(2025, 'C3', 'danbao', {
    guarantees: [{ no: 'DB-2025-001', voucher: received, date: '2025-04-08', amount: '55000' }],
  });
  // C4-4 a deal's 200 twice, C5-1 50, and the institution's 500 leave 50 of 150.
  const deals: string[] = [];
  for (const [name, stage, invested] of [
    ['滇池生物 A轮', 'seed', '2500'],
    ['洱海智能 天使轮', 'seed', '2500'],
  ] as const)
    deals.push(await desk.claim(2025, 'C4', 'chuangtou', deal(name, stage, invested)));
  const setUp = await desk.claim(2025, 'C5', 'chuangtou', {
    capital: '5000',
    driven: '20000',
    cost: '80',
    foundedOn: '2023-03-01',
  });
  const cutByInstitution = await desk.claim(2025, 'C4', 'chuangtou', deal('抚仙材料 A轮', 'growth', '3000'));
  // C61-4 126 cut to 120, and what comes after finds nothing left; C62-2 the 5% ceiling; C7-5 30 and 20; C8 the lifetime's 500 in one year.
  const full = await desk.claim(2025, 'C6.1', 'qiye1', evaluated('LD-2025-001', 2025, '180'));
  await desk.claim(2025, 'C6.1', 'qiye1', evaluated('LD-2025-002', 2025, '20'));
  const ceiling = await desk.claim(2025, 'C6.2', 'qiye2', pledged('ZY-2025-001', 2025, '120', '12'));
  const fee = { contractNo: 'DBF-2025-001', guarantor: 'SQ-001', voucher: guarantee, fee: '90', paidOn: '2025-06-10' };
  const premium = { contractNo: 'BD-2025-001', insuranceKind: 'XZ-01', voucher: insurance, fee: '64', paidOn: '2025-06-10' };
  const vouchers = [await desk.claim(2025, 'C7.1', 'qiye3', fee), await desk.claim(2025, 'C7.2', 'qiye3', premium)];
  const lifetime = await desk.claim(2025, 'C8', 'qiye2', converting('ZH-2025-001', 2025, '1000'), { ending: '0000' });

  await desk.on('2025-09-22');
  const all = [
    pool,
    crossing,
    newLoans,
    fees,
    guaranteed,
    ...deals,
    setUp,
    cutByInstitution,
    full,
    ceiling,
    ...vouchers,
    lifetime,
  ];
  await desk.decide('2025', all, '云科厅务纪要〔2025〕18号(示例)');
  await desk.on('2025-10-20');
  const documentNo = '云财教〔2025〕76号(示例)';
  // E6 the budget of C1 is short: the second waits for the next year's, its award and its year unchanged.
  await desk.budget('C1', 2025, '9950', documentNo);
  await desk.budget('C4', 2025, '450', documentNo);
  for (const [measure, amount] of [
    ['C2.1', '150'],
    ['C2.2', '100'],
    ['C3', '200'],
    ['C6.1', '120'],
    ['C6.2', '50'],
    ['C7.1', '30'],
    ['C8', '500'],
  ] as const)
    await desk.budget(measure, 2025, amount, documentNo);
  await desk.on('2025-10-27');
  const order = await desk.order(
    '2025',
    [pool, newLoans, guaranteed, ...deals, full, ceiling, vouchers[0]!, lifetime],
    documentNo,
  );
  await desk.pay(order);
  await recovered(desk, ceiling, '退回虚列的付息凭证', '50', true);
  await recovered(desk, vouchers[0]!, '所附担保费发票已作废', '30', false);
}

/** 追回 of a paid award, to its end or still being collected. */
async function recovered(desk: Desk, caseId: string, ground: string, amount: string, done: boolean): Promise<void> {
  const id = idOf(`recovery ${caseId}`);
  await desk.on('2025-11-10');
  await openRecovery(desk.player.db, {
    ...{ id, caseId, ground, finance: financeOffice, province: scienceOffice, by: desk.player.who('kejiting') },
    due: [{ on: '2027-01-31', fen: BigInt(amount) * 1_000_000n }],
  });
  await desk.act(id, 'decide', 'kjchuzhang', { decisionNo: `云科追〔2025〕${done ? 1 : 2}号(示例)` });
  if (done) await desk.act(id, 'receive', 'caizheng1', { amount, date: '2025-11-10', ref: 'JK-2025-001' });
}

/** 2026: a claim at every desk. */
async function underWay(desk: Desk): Promise<void> {
  await desk.on('2026-03-02');
  await desk.openCall(2026, '2026-03-02', '云科金〔2026〕5号(示例)');
  await desk.voucher('qiye', 'insurance', '2026-03-01', '2026-12-31');
  await desk.on('2026-10-12');
  const awarded = await desk.claim(2026, 'C6.1', 'qiye1', evaluated('LD-2026-001', 2026, '43.50', '4.35'));
  const noticed = await desk.claim(2026, 'C6.2', 'qiye1', pledged('ZY-2026-001', 2026, '36', '4.5'));
  // Of the lifetime's 500 nothing is left: 额度已满.
  await desk.claim(2026, 'C8', 'qiye2', converting('ZH-2026-002', 2026, '40'));
  const refused = await desk.claim(2026, 'C6.2', 'qiye4', pledged('ZY-2026-005', 2026, '9', '5'));
  await desk.decide('2026-1', [awarded], '云科厅务纪要〔2026〕21号(示例)');
  await desk.on('2026-10-26');
  await desk.budget('C6.1', 2026, '200', '云财教〔2026〕81号(示例)');
  await desk.on('2026-11-09');
  const sent = await desk.claim(2026, 'C6.1', 'qiye3', evaluated('LD-2026-010', 2026, '20'), { ending: '1111' });
  await desk.decide('2026-2', [sent], '云科厅务纪要〔2026〕23号(示例)');
  await desk.on('2026-11-17');
  await desk.budget('C6.1', 2026, '200', '云财教〔2026〕85号(示例)');
  // The bank is silent about it: 支付中.
  await desk.pay(await desk.order('2026-2', [sent], '云财教〔2026〕85号(示例)'));
  await desk.on('2026-11-18');
  await desk.claim(2026, 'C2.1', 'yinhang', {
    loans: [
      {
        no: 'XD-2026-001',
        borrower: '91530100MA6TEXT053',
        product: 'CP-001',
        date: '2026-04-01',
        amount: '5000',
        renewal: false,
      },
    ],
  });
  // Of the bank's 150 its own claim takes 100, one branch 30; of the other's 40 the remaining 20.
  for (const [branch, no, amount] of [
    ['yinhang-km', 'XD-2026-101', '1500'],
    ['yinhang-qj', 'XD-2026-201', '2000'],
  ] as const)
    await desk.claim(2026, 'C2.1', branch, {
      loans: [{ no, borrower: '91530300MA6TEXT138', product: 'CP-001', date: '2026-05-06', amount, renewal: false }],
    });
  await desk.claim(2026, 'C1', 'yinhang', loss('DK-2024-201', '333.33'), { stage: 'verifying' });
  await desk.claim(2026, 'C4', 'chuangtou', deal('阳宗半导体 A轮', 'start-up', '1888.88'), { stage: 'calculating' });
  await desk.claim(2026, 'C6.2', 'qiye2', pledged('ZY-2026-002', 2026, '100', '10'), { stage: 'form_check' });
  await desk.claim(2026, 'C6.1', 'qiye', evaluated('LD-2026-020', 2026, '30'), { stage: 'recommender' });
  await desk.claim(2026, 'C6.2', 'qiye3', pledged('ZY-2026-003', 2026, '14.50', '4.35'), { stage: 'unit_review' });
  await desk.claim(2026, 'C6.1', 'qiye4', evaluated('LD-2026-030', 2026, '25'), { stage: 'draft' });
  const returned = await desk.claim(2026, 'C6.1', 'qiye2', evaluated('LD-2026-040', 2026, '18'), { stage: 'form_check' });
  await desk.act(returned, 'correct', 'kejiting');
  const withdrawn = await desk.claim(2026, 'C6.2', 'qiye4', pledged('ZY-2026-004', 2026, '12', '5'), { stage: 'recommender' });
  await desk.act(withdrawn, 'withdraw', 'qiye4');
  await desk.decide('2026-3', [noticed, refused], '云科厅务纪要〔2026〕24号(示例)', [noticed]);
}
