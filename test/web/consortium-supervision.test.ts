import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { validAnnualReport, validSelfEvaluation } from '#domain/consortium/forms/examples.js';
import { defaultWeights } from '#domain/consortium/scoring.js';
import { moveClock } from '#records/clock.js';
import { accessibilityViolations } from '#test/harness/browser.js';
import { ConsortiumWorld } from '#test/harness/consortium.js';
import { act, knock } from '#test/harness/desk.js';
import { Site } from '#test/harness/site.js';

const from = atTime('2026-05-20', '10:00');
let site: Site;
let world: ConsortiumWorld;
beforeAll(async () => {
  site = await Site.open(from, {
    join: async (db) => {
      world = new ConsortiumWorld(db, 's-');
      await world.prepare(from);
    },
  });
});
afterAll(() => site?.close());

const signedIn = (name: string) => site.signedIn(`s-${name}`);
const open = (page: Page, caseId: string, query = '') => page.goto(`${site.url}/cases/${caseId}${query}`);
const opinion = (text: string) => (asked: Locator) => asked.getByLabel('办理意见').fill(text);
/** A picture for the eye, and no barrier in the page. */
async function looksRight(page: Page, shot: string): Promise<void> {
  await site.shot(page, `supervision-${shot}`);
  expect(await accessibilityViolations(page), shot).toEqual([]);
}

it('2.4 B30 a report that one side accepted and the other returns: the reason, the new text, and both look again', async () => {
  site.tellOnFailure();
  const id = await world.open('2026-05-20', 36);
  await knock(site.db, id, 'year-turn');
  const report = world.report(id, 2026);
  await knock(site.db, report, 'opens');
  await world.write(report, 'ld', validAnnualReport());
  await world.must(report, 'submit', 'ld');
  await world.must(report, 'accept', 'ru');

  const vo = await signedIn('vo');
  await open(vo, report);
  await act(vo, '退回修改', async (asked) => {
    await asked.getByText('退回后双方已作的接收均作废').waitFor();
    await opinion('请补充财政资金支出明细')(asked);
    await looksRight(vo, 'report-return');
  });
  const ld = await signedIn('ld');
  await open(ld, report);
  await ld.getByText(/退回：请补充财政资金支出明细/).waitFor();
  await ld.getByText('推荐单位和省科技厅均须再次审核').waitFor();
  await looksRight(ld, 'report-returned');
  await ld.locator('#field-nextPlan').fill('完成中试线建设；财政资金支出明细见经费一节');
  await act(ld, '报送');

  for (const side of ['ru', 'vo']) {
    const page = side === 'vo' ? vo : await signedIn(side);
    await open(page, report);
    await act(page, '接收');
  }
  await open(ld, report);
  await ld.getByText('已归档').first().waitFor();
  await ld.getByText('按期报送：').waitFor();
}, 180_000);

it('2.3 B31 整改: ordered, reported, not yet enough, reported again, confirmed', async () => {
  site.tellOnFailure();
  await moveClock(site.db, { to: atTime('2026-11-02', '10:00'), speed: 0 });
  const id = await world.open('2026-05-20', 36);
  const [vd, ld, vo] = [await signedIn('vd'), await signedIn('ld'), await signedIn('vo')];
  await open(vd, id);
  await act(vd, '责令限期整改', async (asked) => {
    await asked.getByLabel('整改要求').fill('建立月度例会制度');
    await asked.getByLabel('整改期限').fill('2026-12-31');
    await opinion('内部管理制度未执行')(asked);
    await looksRight(vd, 'rectify-order');
  });
  const report = async (text: string) => {
    await open(ld, id);
    await act(ld, '报告整改情况', (asked) => asked.getByLabel('整改情况').fill(text));
    await ld.getByText(`牵头单位报告：${text}`).waitFor();
  };
  await open(ld, id);
  await ld.getByText('限期整改，期限2026年12月31日：建立月度例会制度').waitFor();
  await ld.getByText('牵头单位尚未报告整改情况').waitFor();
  await looksRight(ld, 'rectifying');
  await report('已印发例会制度');
  await open(vo, id);
  await act(vo, '整改不合格，继续整改', async (asked) => {
    await asked.getByLabel('整改要求').fill('补齐两次例会纪要');
    await asked.getByLabel('整改期限').fill('2027-01-29');
    await opinion('制度已印发，尚未执行')(asked);
  });
  await open(ld, id);
  await ld.getByText('限期整改，期限2027年1月29日：补齐两次例会纪要').waitFor();
  await ld.getByText('牵头单位尚未报告整改情况').waitFor();
  await report('已召开两次例会，纪要已报');
  await open(vo, id);
  await act(vo, '整改合格', opinion('整改到位，恢复正常运行'));
  await open(ld, id);
  await ld.getByText('限期整改，期限').waitFor({ state: 'detached' });
  expect(await world.statusOf(id)).toBe('operating');
}, 180_000);

it('2.5 a draft result is the offices’; confirmed, the lead sees it and asks for its 复核, once; the answer stands beside it', async () => {
  site.tellOnFailure();
  await moveClock(site.db, { to: atTime('2026-11-02', '10:00'), speed: 0 });
  const id = await world.open('2026-05-20', 36);
  await world.must(id, 'plan-evaluation', 'vo', { reason: '年度重点督导' });
  const evaluation = world.child(id, 'evaluation');
  await world.must(evaluation, 'notify', 'vo', { from: '2026-05-20', to: '2026-10-31', ...defaultWeights });
  await world.write(evaluation, 'ld', validSelfEvaluation());
  await world.must(evaluation, 'submit', 'ld');
  await world.must(evaluation, 'give-opinion', 'ru');
  await world.must(evaluation, 'draw-panel', 'vo', { size: 7 });
  const { panel } = (await world.stateOf<{ panel: string[] }>(evaluation)).data;
  for (const expert of panel.map((personId) => world.expert(personId))) {
    await world.must(evaluation, 'promise', expert);
    const marks = { tasks: 75, funds: 75, management: 75, cooperation: 75 };
    await world.must(evaluation, 'score', expert, { ...marks, comment: '进度略有滞后，资料齐全' });
  }

  const [ld, vo] = [await signedIn('ld'), await signedIn('vo')];
  await open(ld, evaluation);
  await ld.getByText('结果初定').first().waitFor();
  await ld.getByText('四个维度：权重和得分').waitFor();
  expect(await ld.getByText('75.00').count()).toBe(0);
  expect(await ld.getByText('评价结果：').count()).toBe(0);
  await open(vo, evaluation);
  await vo.getByText('评价结果：得分 75.00，等级').waitFor();
  await act(vo, '核定结果');

  await open(ld, evaluation);
  await ld.getByText('评价结果：得分 75.00，等级').waitFor();
  await act(ld, '申请复核', async (asked) => {
    await asked.getByText('复核仅限申请一次').waitFor();
    await opinion('第二季度装备到货单未计入任务完成情况')(asked);
    await looksRight(ld, 'review-ask');
  });
  await open(vo, evaluation);
  await vo
    .getByText(/第二季度装备到货单未计入任务完成情况/)
    .first()
    .waitFor();
  await looksRight(vo, 'reviewing');
  await act(vo, '维持结果', opinion('到货单已计入，维持原评价结果'));
  await open(ld, evaluation);
  await ld.getByText('到货单已计入，维持原评价结果').first().waitFor();
  await ld.getByText('审议').first().waitFor();
  expect(await ld.getByRole('button', { name: '申请复核' }).count()).toBe(0);
  await looksRight(ld, 'review-answered');
}, 180_000);

it('2.3 R9 中止: six months at most, no support meanwhile; its end decides nothing and asks the director, who resumes', async () => {
  site.tellOnFailure();
  await moveClock(site.db, { to: atTime('2026-11-02', '10:00'), speed: 0 });
  const id = await world.open('2026-05-20', 36);
  const [vd, ld] = [await signedIn('vd'), await signedIn('ld')];
  await open(vd, id);
  await act(vd, '中止', async (asked) => {
    await asked.getByLabel('会议纪要号').fill('〔2026〕21次');
    await asked.getByLabel('中止至（最长6个月）').fill('2027-05-03');
    await opinion('主要成员停产，攻关任务无法推进')(asked);
    await asked.getByRole('button', { name: /^确\s*定$/ }).click();
    await asked.getByText('中止最长6个月，至迟到2027年5月2日').first().waitFor();
    await looksRight(vd, 'suspend');
    await asked.getByLabel('中止至（最长6个月）').fill('2027-05-02');
  });
  await open(ld, id);
  await ld.getByText('中止，自2026年11月2日至2027年5月2日：停止支持，不承担新任务').waitFor();
  await looksRight(ld, 'suspended');
  const vo = await signedIn('vo');
  await open(vo, id);
  expect(await vo.getByRole('button', { name: /登记支持措施|登记立项/, disabled: false }).count()).toBe(0);

  await knock(site.db, id, 'suspension-over');
  await open(vd, id);
  await vd.getByText('（已期满，待决定）').waitFor();
  await vd.getByText('中止期满，请决定恢复、解散或取消资格').first().waitFor();
  await looksRight(vd, 'suspension-over');
  expect(await world.statusOf(id)).toBe('suspended');
  await act(vd, '恢复运行', async (asked) => {
    await asked.getByLabel('会议纪要号').fill('〔2027〕6次');
    await opinion('成员已复产，同意恢复运行')(asked);
  });
  await open(ld, id);
  await ld.getByText('中止，自').waitFor({ state: 'detached' });
  expect(await world.statusOf(id)).toBe('operating');
}, 180_000);
