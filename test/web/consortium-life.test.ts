import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { validAnnualReport, validSelfEvaluation } from '#domain/consortium/forms/examples.js';
import { accessibilityViolations } from '#test/harness/browser.js';
import { ConsortiumWorld } from '#test/harness/consortium.js';
import { act, choose, dialog, knock, tab } from '#test/harness/desk.js';
import { press, Site } from '#test/harness/site.js';

const from = atTime('2026-05-20', '10:00');
let site: Site;
let world: ConsortiumWorld;
beforeAll(async () => {
  site = await Site.open(from, {
    join: async (db) => {
      world = new ConsortiumWorld(db, 'c-');
      await world.prepare(from);
    },
  });
});
afterAll(() => site?.close());

const signedIn = (name: string) => site.signedIn(`c-${name}`);
/** No violation, and a picture for the eye. */
async function looksRight(page: Page, name: string): Promise<void> {
  expect(await accessibilityViolations(page), name).toEqual([]);
  await site.shot(page, `life-${name}`);
}

/** What the buttons of the page's blocks say they are about. */
const about = '云南省绿色铝创新联合体';
const open = (page: Page, caseId: string, query = '') => page.goto(`${site.url}/cases/${caseId}${query}`);

it('B10 B19-B23 B30 B31 B33 R8 2.3-2.5 6.3 a consortium in real browsers: its page, a report filed and accepted on both sides, an evaluation from its weights to the decision', async () => {
  site.tellOnFailure();
  const id = await world.open('2026-05-20', 36, {
    ...{ approvalNo: '云科联复〔2026〕1号', plaqueNo: '云科联牌2026001', chiefExpert: '王教授' },
    contact: { name: '李工', phone: '13800001234' },
  });
  const other = await world.open('2026-05-20', 8, { title: '云南省光伏创新联合体', industry: '光伏', withoutProject: true });
  const report = world.report(id, 2026);
  const owed = world.report(other, 2026);
  for (const consortium of [id, other]) await knock(site.db, consortium, 'year-turn');
  for (const year of [report, owed]) await knock(site.db, year, 'opens');

  // The offices' part of the page: each act where its record stands.
  const vo = await signedIn('vo');
  await vo.goto(`${site.url}/consortia?process=consortium`);
  await vo.getByRole('link', { name: '云南省绿色铝创新联合体' }).click();
  await vo.getByText('2026年度报告：待填报').waitFor();
  await looksRight(vo, 'overview');
  await tab(vo, '日程');
  await vo.getByRole('list', { name: '2029年日程' }).getByText('存续期届满前30天提醒').waitFor();
  await looksRight(vo, 'calendar');
  await tab(vo, /项目与支持/);
  await act(
    vo,
    '登记立项',
    async (asked) => {
      await asked.getByLabel('项目名称').fill('短流程电解铝重大专项');
      await asked.getByLabel('立项编号').fill('202601AS070021');
      await asked.getByLabel('财政资助').fill('500');
      await asked.getByLabel('企业自筹').fill('999.99');
      await asked.getByText('企业自筹应不少于1,000.00万元').waitFor();
      await looksRight(vo, 'establish');
      await asked.getByLabel('企业自筹').fill('1000');
    },
    about,
  );
  await vo.getByRole('table', { name: '科技项目任务' }).getByText('（2.00:1）').waitFor();
  await world.must(id, 'support', 'vo', { kind: 'platform', units: [world.units.uni], detail: '优先认定省重点实验室' });
  await world.must(id, 'supervise', 'ru', { text: '请加快中试线建设，按月报送进度' });
  await world.must(id, 'record-integrity', 'vd', {
    ...{ kind: 'sanction', unit: world.units.test, fact: '检测数据未按规定留存', documentNo: '云科诚〔2026〕3号' },
  });
  await vo.reload();
  await vo.getByRole('table', { name: '支持措施' }).getByText('优先认定省重点实验室').waitFor();
  await looksRight(vo, 'projects');
  await tab(vo, /协调督导/);
  await vo.getByRole('table', { name: '督促指导' }).getByText('请加快中试线建设').waitFor();
  await tab(vo, /科研诚信/);
  await vo.getByRole('table', { name: '科研诚信处理' }).getByText('云科诚〔2026〕3号').waitFor();
  await looksRight(vo, 'integrity');

  // The lead keeps its lists; a change asks only what its kind needs.
  const ld = await signedIn('ld');
  await open(ld, id, '?tab=tasks');
  await act(
    ld,
    '更新科学问题清单和攻关清单',
    async (asked) => {
      for (const list of ['重大科学问题清单', '关键核心技术攻关清单']) {
        await asked.getByRole('table', { name: list }).getByLabel('第1行名称').fill(`${list}第一项`);
        await asked.getByRole('table', { name: list }).getByLabel('第1行责任单位').fill('云岭大学');
      }
    },
    about,
  );
  await ld.getByText('重大科学问题清单第一项').waitFor();
  await press(ld, '发起变更');
  await choose(ld, '变更类别', '一般成员加入或退出');
  await dialog(ld).getByText('全部单位（含拟加入单位）签署补充协议').waitFor();
  expect(await dialog(ld).getByLabel('新首席专家').count()).toBe(0);
  await press(ld, '添加一行');
  await looksRight(ld, 'change');
  await press(ld, '取消');
  await world.must(id, 'propose-change', 'ld', { kind: 'chief-expert', reason: '原首席专家退休', chiefExpert: '李教授' });
  await world.must(world.child(id, 'change'), 'submit', 'ld');
  await world.must(world.child(id, 'change'), 'note', 'vo');
  await ld.reload();
  await tab(ld, '变更 1');
  await ld.getByRole('table', { name: '变更与续期' }).getByText('已生效').waitFor();
  await looksRight(ld, 'changes');

  // The report: what is owed and until when, the ratio while typing, one last field, filed to both.
  await ld.getByRole('link', { name: '打开报告' }).click();
  await ld.getByText('报送截止：2026年12月31日24:00(星期四)，还有60天').waitFor();
  await act(ld, '开始填报');
  const { nextPlan, changes: _, ...fields } = validAnnualReport().fields;
  const matter = { title: '用电指标', detail: '中试线缺用电指标，请协调' };
  await world.write(report, 'ld', { fields: { ...fields, problems: '用电指标不足' }, tables: { matters: [matter] } });
  await open(ld, report);
  await ld.getByText('（2.20:1）').waitFor();
  await looksRight(ld, 'report-writing');
  await ld.getByRole('button', { name: /^报\s*送$/, disabled: true }).waitFor();
  await press(ld, '填入本年度已生效的变更');
  expect(await ld.locator('#field-changes').inputValue()).toBe(
    '2026年11月1日变更首席专家（云科联变〔2026〕1号）：原首席专家退休',
  );
  await ld.locator('#field-nextPlan').fill(String(nextPlan));
  await ld.getByText('填报内容符合申报条件').waitFor();
  await ld.getByText(/^已保存/).waitFor();
  await act(ld, '报送', async () => looksRight(ld, 'report-submit'));
  await open(ld, report);
  await ld.getByText('按期报送：').waitFor();

  // Two reviews, each for itself; the matter is an item of coordination already.
  const ru = await signedIn('ru');
  await open(ru, report);
  await act(ru, '接收');
  await open(vo, report);
  await vo.getByText('已接收').first().waitFor();
  await vo.getByText('审核中').first().waitFor();
  await looksRight(vo, 'report-review');
  await tab(vo, '协调事项 1');
  await vo.getByRole('table', { name: '需协调事项' }).getByRole('link', { name: '用电指标' }).waitFor();
  await act(vo, '接收', async () => looksRight(vo, 'report-accept'));
  await open(ld, report);
  await ld.getByText('已归档').first().waitFor();
  await looksRight(ld, 'report-filed');

  // An evaluation: weights that are not 100 are refused, the rest stands there already.
  await open(vo, id, '?tab=evaluations');
  await act(vo, '组织专项评价', (asked) => asked.getByLabel('评价事由').fill('年度重点督导'), about);
  await vo.getByRole('link', { name: /^专项评价/ }).click();
  await vo.getByText('尚未印发评价通知').waitFor();
  await act(vo, '印发评价通知', async (asked) => {
    await asked.getByLabel('成员单位合作情况').fill('10');
    await asked.getByText('现为90').waitFor();
    await looksRight(vo, 'evaluation-weights');
    await asked.getByLabel('成员单位合作情况').fill('20');
    await asked.getByText('合计100%').waitFor();
  });
  const evaluation = world.child(id, 'evaluation');
  const { cooperationEvidence, ...own } = validSelfEvaluation().fields;
  await world.write(evaluation, 'ld', { fields: own, tables: {} });
  await open(ld, evaluation);
  await ld.locator('#field-cooperationEvidence').fill(String(cooperationEvidence));
  await ld.getByText('填报内容符合申报条件').waitFor();
  await ld.getByText(/^已保存/).waitFor();
  await looksRight(ld, 'evaluation-self');
  await act(ld, '提交自评');
  await world.must(evaluation, 'give-opinion', 'ru');

  // The panel: one expert in the browser, who sees nothing before the promise; the others through the door.
  await open(vo, evaluation);
  await act(vo, '抽取专家');
  const { panel } = (await world.stateOf<{ panel: string[] }>(evaluation)).data;
  const [first, ...others] = panel.map((personId) => world.expert(personId));
  const expert = await signedIn(first!);
  await expert.getByRole('link', { name: /绩效评价/ }).click();
  await expert.getByText('请先签署评审承诺').first().waitFor();
  await act(expert, '签署评审承诺');
  await tab(expert, '自评报告');
  await act(expert, '提交评分', async (asked) => {
    const marks = { 项目任务执行完成情况: '90', 财政资金预算绩效: '80', 内部日常管理: '70', 成员单位合作情况: '85' };
    for (const [label, mark] of Object.entries(marks)) await asked.getByLabel(label).fill(mark);
    await asked.getByText('加权得分 83.50 分').waitFor();
    await asked.getByLabel('评语').fill('任务按期完成，成员配合良好');
    await looksRight(expert, 'evaluation-score');
  });
  for (const [at, name] of others.entries()) {
    await world.must(evaluation, 'promise', name);
    const mark = 70 + 4 * at;
    await world.must(evaluation, 'score', name, {
      ...{ tasks: mark, funds: mark, management: mark, cooperation: mark, comment: '资料齐全，进度符合计划' },
    });
  }

  // 70, 74, 78, 82, 83.5, 86, 90 without the lowest and the highest: 80.70, 良.
  await open(vo, evaluation, '?tab=experts');
  await vo.getByText('评审组得分 80.70 分（7 名专家，去掉一个最高分和一个最低分后取平均分）').waitFor();
  await vo.getByText('去掉最高分').waitFor();
  await looksRight(vo, 'evaluation-panel');
  await tab(vo, '评价结果');
  await vo.getByRole('table', { name: '四个维度' }).getByText('80.70').waitFor();
  await looksRight(vo, 'evaluation-result');
  await act(vo, '核定结果');
  await open(ld, evaluation);
  await ld.getByText('期满未提出的，视为无异议').waitFor();
  expect(await ld.getByRole('tab', { name: '专家评价' }).count()).toBe(0);
  await looksRight(ld, 'evaluation-objection');
  await act(ld, '确认结果');
  await world.must(evaluation, 'approve', 'vl', { minutesNo: '〔2026〕9次' });
  await world.must(evaluation, 'publish-notice', 'vo', { days: '5' });
  await knock(site.db, evaluation, 'notice-closes');

  // R8: the grade opens the desk and bounds the choice; the official decides, with a reason.
  const vd = await signedIn('vd');
  await open(vd, evaluation);
  await vd.getByText('不自动产生任何决定').waitFor();
  await looksRight(vd, 'evaluation-deciding');
  await act(vd, '给予滚动支持', async (asked) => {
    await asked.getByLabel('滚动支持金额').fill('200');
    await asked.getByLabel('对应的项目任务').fill('短流程电解铝重大专项');
    await press(vd, '确定');
    await asked.getByText('请填写不少于5个字的意见').waitFor();
    await looksRight(vd, 'evaluation-decide');
    await asked.getByLabel('办理意见').fill('项目实施情况良好，给予滚动支持');
  });
  await open(vd, evaluation);
  await vd.getByText('滚动支持金额：200.00万元').waitFor();
  await looksRight(vd, 'evaluation-decided');

  // What remains on the consortium's page, and in the list.
  await open(ld, id, '?tab=evaluations');
  await ld.getByRole('table', { name: '绩效评价' }).getByText('项目实施情况良好，给予滚动支持').waitFor();
  await looksRight(ld, 'evaluations');
  await tab(ld, /年度报告/);
  await ld.getByRole('table', { name: '年度报告' }).getByText('按期报送').waitFor();
  await looksRight(ld, 'reports');
  await tab(ld, '五项任务');
  await ld.getByText('体制机制创新：按省科技厅要求').waitFor();
  await looksRight(ld, 'tasks');
  await vo.goto(`${site.url}/consortia?process=consortium&grade=良`);
  await vo.getByText('2026年度').waitFor();
  await looksRight(vo, 'list');
  const [workbook] = await Promise.all([vo.waitForEvent('download'), press(vo, '导出Excel')]);
  expect(workbook.suggestedFilename()).toBe('创新联合体一览表.xlsx');

  // Another whose term is over, without a project, its report missing and urged: what calls for somebody comes first.
  await knock(site.db, owed, 'due');
  await knock(site.db, other, 'term-ends');
  await knock(site.db, owed, 'urge-opens');
  await vo.goto(`${site.url}/consortia?process=consortium&concern=report-missing`);
  await vo.getByText('逾期未报').last().waitFor();
  await looksRight(vo, 'list-missing');
  await vo.getByRole('link', { name: '2026年度' }).click();
  await act(vo, '发出催报通知', (asked) => asked.getByLabel('文号').fill('云科函〔2027〕8号'));
  await open(ld, owed);
  await ld.getByText('已发出催报通知（云科函〔2027〕8号）').waitFor();
  await looksRight(ld, 'report-urged');
  await open(ld, other);
  await ld.getByText('存续期届满：存续期至2027年1月19日止。').waitFor();
  await ld.getByText('尚未牵头承担省级重大科技专项').waitFor();
  await ld.getByText('已催报，截止时间已过').waitFor();
  await looksRight(ld, 'attention');
  await press(ld, '申请续期');
  await dialog(ld).getByText('续期后至2030年1月19日止').waitFor();
  await looksRight(ld, 'renew');
}, 300_000);
