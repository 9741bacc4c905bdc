import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { exampleMembers } from '#domain/consortium/examples.js';
import { validAgreement } from '#domain/consortium/forms/examples.js';
import { testPassword } from '#test/harness/api.js';
import { accessibilityViolations } from '#test/harness/browser.js';
import { act, choose, dialog, knock, tab } from '#test/harness/desk.js';
import { Formations } from '#test/harness/formation.js';
import { press, Site } from '#test/harness/site.js';

const from = atTime('2026-05-20', '10:00');
let site: Site;
let world: Formations;
beforeAll(async () => {
  site = await Site.open(from, {
    join: async (db) => {
      world = new Formations(db, 'k-');
      await world.prepare(from);
    },
  });
});
afterAll(() => site?.close());

const signedIn = (name: string) => site.signedIn(`k-${name}`);
async function sign(page: Page, unit: string) {
  await act(page, '签署', async (asked) => {
    await asked.getByText('校验码').first().waitFor();
    const { legalRepresentative } = await site.db.unit.findUniqueOrThrow({ where: { id: world.unit(unit) } });
    await asked.getByLabel('法定代表人姓名').fill(legalRepresentative!);
    await asked.getByText('已加盖单位公章').click();
    await asked.getByLabel('登录密码').fill(testPassword);
  });
}
it('S28 B12-B18 B35-B48 a consortium in real browsers: field, lead, invitation, signatures voided and given again, application, panel, notice, approval', async () => {
  site.tellOnFailure();

  // The province sets the field and selects the lead.
  const vo = await signedIn('vo');
  await vo.getByRole('link', { name: '创新联合体' }).click();
  await vo.getByText('还没有组建领域').waitFor();
  expect(await accessibilityViolations(vo)).toEqual([]);
  await press(vo, '新建组建领域');
  await dialog(vo).getByLabel('领域名称').fill('绿色铝精深加工');
  await choose(vo, '产业领域', '绿色铝');
  await dialog(vo).getByLabel('目标技术').fill('高性能铝合金短流程制备');
  await dialog(vo).getByLabel('重大项目需求').fill('承担绿色铝省级重大科技专项');
  await site.shot(vo, 'formation-open');
  await press(vo, '创建');
  await act(vo, '发布组建领域');
  await vo.getByText('等待办理：遴选牵头单位。').waitFor();
  const id = vo.url().split('/').at(-1)!;

  const vd = await signedIn('vd');
  await vd.getByRole('link', { name: '绿色铝精深加工' }).click();
  await act(vd, '确定牵头单位', async (asked) => {
    await choose(vd, '牵头单位（第一家为责任单位）', '滇中绿铝');
    await asked.getByLabel('文号').fill('云科〔2026〕12号');
    await asked.getByLabel('办理意见').fill('具备行业龙头地位，确定为牵头单位');
  });

  // The lead describes itself, invites; a member answers.
  const lead = await signedIn('ua-lead');
  await lead.getByRole('link', { name: '创新联合体' }).click();
  await lead.getByRole('link', { name: '绿色铝精深加工' }).click();
  await act(lead, '填写牵头条件', async (asked) => {
    await asked.getByLabel('龙头或领军企业说明').fill('全国铝加工龙头企业，国家技术创新示范企业');
    await press(lead, '添加一行');
    await asked.getByLabel('第1行平台名称').fill('铝合金国家工程研究中心');
    await asked.getByLabel(/第1行国家级/).fill('国家级');
  });
  await act(lead, '邀请成员', async (asked) => {
    await choose(lead, '单位', '云岭大学');
    await asked.getByText('承担攻关任务（核心成员）').click();
  });
  await lead.getByRole('table', { name: '成员单位' }).getByText('待答复').waitFor();
  await lead.getByRole('list', { name: '组建条件' }).getByText('现为1家').waitFor();
  expect(await accessibilityViolations(lead)).toEqual([]);
  await site.shot(lead, 'formation-inviting');

  const uni = await signedIn('ua-uni');
  const asked = uni.getByRole('region', { name: '待本单位答复或签署' });
  await asked.getByText('受邀加入创新联合体，请答复同意或谢绝').waitFor();
  expect(await accessibilityViolations(uni)).toEqual([]);
  await site.shot(uni, 'formation-asked');
  await asked.getByRole('link', { name: '绿色铝精深加工' }).click();
  await act(uni, '同意加入', (asked) => asked.getByLabel('能力说明').fill('材料学科团队和省级重点实验室'));
  for (const { unitId, core, ability } of exampleMembers.slice(2)) {
    await world.must(id, 'invite', 'ua-lead', { payload: { unit: world.unit(unitId), core } });
    await world.must(id, 'accept', `ua-${unitId}`, { payload: { ability } });
  }

  // 附件2: most of it is there already; the list of parties follows the members at a press.
  const agreement = validAgreement(world.members(), '2026-05-20');
  await world.draft(id, 'ua-lead', 'agreement', { ...agreement, tables: {} });
  await lead.reload();
  await tab(lead, '组建协议');
  await press(lead, '按成员名单更新');
  await lead.getByText('填报内容符合申报条件').waitFor();
  await press(lead, '保存草稿');
  await lead.getByText(/^已保存/).waitFor();
  expect(await accessibilityViolations(lead)).toEqual([]);
  await site.shot(lead, 'formation-agreement');
  await act(lead, '冻结成员名单并提请签署');

  // The member signs; then the text changes, and its signature is void.
  await uni.reload();
  await sign(uni, 'uni');
  await tab(uni, '签署');
  await uni.getByText('已签署 1 家，尚有 3 家未签署').waitFor();
  expect(await accessibilityViolations(uni)).toEqual([]);
  await site.shot(uni, 'formation-signatures');
  const [paper] = await Promise.all([uni.waitForEvent('download'), press(uni, '打印第 1 版')]);
  expect(paper.suggestedFilename()).toContain('组建协议.docx');

  await lead.reload();
  await tab(lead, '组建协议');
  await lead.locator('#field-results').fill('知识产权归完成方所有，联合体成员优先许可使用，收益按贡献分配。');
  await act(lead, '修改协议文本');
  await tab(uni, '概况与成员');
  await uni.reload();
  await tab(uni, '签署');
  await uni.getByText('已签署 0 家，尚有 4 家未签署').waitFor();
  await uni.getByText('与第1版的差异：1处条款有修改').waitFor();
  await site.shot(uni, 'formation-changed');
  await sign(uni, 'uni');
  for (const unit of ['inst', 'test'])
    await world.must(id, 'sign-agreement', `ua-${unit}`, { payload: await world.signature(id, unit) });
  await lead.reload();
  await sign(lead, 'lead');
  await tab(lead, '签署');
  await lead.getByText('全部 4 家单位已签署，协议自2026年5月20日起生效。').waitFor();

  // 附件1, 附件3, and 补正 of a count that does not match while typing.
  await world.file(id);
  await lead.reload();
  await tab(lead, '申请表');
  await lead.getByText('填报内容符合申报条件').waitFor();
  await lead.locator('#field-total').fill('5');
  await lead
    .locator('#field-total-note')
    .getByText(/「成员总数（个）」填写为5，但.*为4/)
    .waitFor();
  await site.shot(lead, 'formation-application');
  await press(lead, '按成员名单填入');
  await lead.getByText('填报内容符合申报条件').waitFor();
  expect(await accessibilityViolations(lead)).toEqual([]);
  await act(lead, '提交组建申请');
  await lead.getByText('等待办理：形式审查。').waitFor();

  // Acceptance and panel; one expert in the browser, the others through the door.
  await vo.goto(`${site.url}/cases/${id}`);
  await act(vo, '受理');
  await vo.goto(`${site.url}/cases/${id}`);
  await act(vo, '抽取专家');
  await vo.goto(`${site.url}/cases/${id}`);
  await tab(vo, '专家评审');
  await vo.getByText('抽取记录（1次）').waitFor();
  expect(await accessibilityViolations(vo)).toEqual([]);
  await site.shot(vo, 'formation-panel');
  const [first] = (await world.dataOf(id)).panel!;
  const expert = await signedIn([...world.persons].find(([, personId]) => personId === first)![0]);
  await expert.getByRole('link', { name: /绿色铝精深加工/ }).click();
  await expert.getByText('请先签署评审承诺').first().waitFor();
  await act(expert, '签署评审承诺');
  await tab(expert, '建设方案');
  await expert.getByText('短流程铸轧组织调控').first().waitFor();
  await act(expert, '提交评分', async (asked) => {
    await asked.getByLabel('评分').fill('88');
    await asked.getByLabel('评语').fill('技术路线先进，分工明确');
  });
  await world.scoreAll(id);

  // Deliberation, notice, approval.
  const vl = await signedIn('vl');
  await vl.getByRole('link', { name: /绿色铝精深加工/ }).click();
  await act(vl, '审议通过', (asked) => asked.getByLabel('会议纪要号').fill('〔2026〕第8次'));
  await vo.goto(`${site.url}/cases/${id}`);
  await act(vo, '发布公示');
  await knock(site.db, id, 'notice-closes');
  await lead.goto(`${site.url}/cases/${id}`);
  await lead.getByText('YNLHT-2026-001').first().waitFor();
  await lead.getByText('云科联复〔2026〕1号').first().waitFor();
  await lead.getByRole('link', { name: '查看联合体' }).waitFor();
  expect(await accessibilityViolations(lead)).toEqual([]);
  await site.shot(lead, 'formation-approved');
  await lead.goto(`${site.url}/consortia?process=consortium`);
  await lead.getByRole('link', { name: '云南省绿色铝精深加工创新联合体' }).waitFor();
}, 240_000);
