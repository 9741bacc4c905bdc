import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { paymentActivities } from '#activities/payments/index.js';
import { treasurySimulator } from '#activities/payments/simulator.js';
import { atTime } from '#domain/calendar/instant.js';
import { testPassword } from '#test/harness/api.js';
import { accessibilityViolations } from '#test/harness/browser.js';
import { Finance } from '#test/harness/finance.js';
import { press, Site } from '#test/harness/site.js';
import { moneyViolations } from '#test/oracles/money.js';

const PATIENCE = { timeout: 30_000, interval: 100 };
let site: Site;
let finance: Finance;
beforeAll(async () => {
  site = await Site.open(atTime('2026-12-01', '09:00'), {
    join: (db) => {
      finance = new Finance(db);
      return finance.join();
    },
  });
});
afterAll(() => site?.close());
afterEach(async () => expect(await moneyViolations(site.databaseUrl)).toEqual([]));

it('S28 three people of finance make, check and approve an order in a browser; the receipt comes, and the trial balance is even', async () => {
  site.tellOnFailure();
  await finance.budget('major-project', 2026, '350');
  const { instalments } = await finance.plan(500_000_000n, '70/30');
  await finance.approveInstalment(instalments[0]!, '1000');

  const maker = await site.signedIn('maker');
  await maker.getByRole('link', { name: '资金' }).click();
  await maker.getByText('1 件 350.00').waitFor();
  expect(await accessibilityViolations(maker)).toEqual([]);
  await maker.getByRole('link', { name: '重大科技专项（分期拨款）' }).click();
  await press(maker, '按核定顺序安排预算');
  await press(maker, '确定');
  await maker.goto(`${site.url}/payments/orders`);
  await maker.getByText('人民币叁佰伍拾万元整').waitFor();
  expect(await accessibilityViolations(maker)).toEqual([]);
  await press(maker, '开具支付令');
  const order = await vi.waitFor(() => site.db.case.findFirstOrThrow({ where: { process: 'payment-order' } }), PATIENCE);
  const reaches = (status: string) => vi.waitFor(async () => expect(await finance.statusOf(order.id)).toBe(status), PATIENCE);

  const checker = await site.signedIn('checker');
  await checker.getByRole('link', { name: /支付令（1笔/ }).click();
  await press(checker, '复核通过');
  expect(await accessibilityViolations(checker)).toEqual([]);
  await checker.getByLabel('登录密码').fill(testPassword);
  await press(checker, '确定');
  await reaches('approving');

  const approver = await site.signedIn('approver');
  await approver.getByRole('link', { name: /支付令（1笔/ }).click();
  await press(approver, '审批并发送');
  await approver.getByLabel('资金下达文号').fill('云财教〔2026〕18号');
  await approver.getByLabel('登录密码').fill(testPassword);
  await press(approver, '确定');
  await reaches('sent');
  await paymentActivities(site.db, treasurySimulator(site.db)).exchange({ orderId: order.id });
  await approver.goto(`${site.url}/cases/${order.id}`);
  await approver.getByText(/已支付 CZ/).waitFor();
  expect(await accessibilityViolations(approver)).toEqual([]);

  await maker.goto(`${site.url}/payments/ledger`);
  await maker.getByText('借贷平衡，各科目余额与明细一致。').waitFor();
  expect(await accessibilityViolations(maker)).toEqual([]);
  await maker
    .getByRole('row', { name: /已支付/ })
    .getByRole('button')
    .click();
  await maker.getByText('支付成功').first().waitFor();
  await maker.goto(`${site.url}/payments/reconciliation`);
  await maker.getByText('双方一致，没有差异。').waitFor();
  expect(await accessibilityViolations(maker)).toEqual([]);
});
