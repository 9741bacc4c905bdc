import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { settle } from '#records/settle.js';
import { accessibilityViolations } from '#test/harness/browser.js';
import { act, choose, dialog, tab } from '#test/harness/desk.js';
import { press, Site } from '#test/harness/site.js';

/** What the province changes for one single project: its closing 延期, and its place in the plan 调出. */
let site: Site;
/** Opened before the closing: one that the county has returned, one still a draft. */
let returned: string;
let draft: string;
beforeAll(async () => {
  site = await Site.open(atTime('2026-12-01', '09:00'));
  const { programme } = site;
  returned = await programme.openProject({ name: '延期项目' });
  draft = await programme.openProject({ name: '未延期项目' });
  await programme.toCounty(returned);
  await programme.must(returned, 'return', 'co', {
    opinion: '请补充环评批复文号',
    payload: { target: 'owner', sections: ['procedures'], fixBy: '2026-12-10' },
  });
});
afterAll(() => site?.close());

async function looksRight(page: Page, name: string): Promise<void> {
  await site.shot(page, name);
  expect(await accessibilityViolations(page), name).toEqual([]);
}

const mailTo = async (login: string, template: string, caseId: string) => {
  const { subject, body } = await site.db.mail.findFirstOrThrow({
    where: { address: `${login}@example.test`, template, caseId },
  });
  return `${subject}\n${body}`;
};

it('2.1 调出计划: confirmed, by a document, for good; the firm, the levels, the public list and the monthly table say so', async () => {
  site.tellOnFailure();
  const { programme } = site;
  const projects = [await programme.openProject({ name: '调出项目' }), await programme.openProject({ name: '留用项目' })];
  for (const project of projects) await programme.toTransmittable(project);
  await programme.toExecution(projects);
  const [project] = projects as [string];

  const director = await site.signedIn('vd');
  await director.goto(`${site.url}/cases?text=调出项目`);
  await director.getByRole('link', { name: '调出项目' }).click();
  await press(director, '调出计划');
  await dialog(director).getByText('不可恢复').waitFor();
  await dialog(director).getByLabel('文号').fill('云工信〔2027〕9号');
  await looksRight(director, 'remove');
  await press(director, '确定');
  await dialog(director).getByText('请填写不少于5个字的意见').waitFor();
  await dialog(director).getByLabel('办理意见').fill('连续两年未开工，资金未落实');
  await press(director, '确定');
  await director.getByText('调出计划（文号：云工信〔2027〕9号）').waitFor();
  await looksRight(director, 'removed');

  expect(await mailTo('ea', 'removed', project)).toMatch(/办理结果：调出计划[\s\S]*云工信〔2027〕9号[\s\S]*连续两年未开工/);
  for (const login of ['co', 'po'])
    expect(
      await site.db.digestLine.count({ where: { caseId: project, address: `${login}@example.test`, digest: 'removed' } }),
    ).toBe(1);
  const firm = await site.signedIn('ea');
  await firm.getByRole('link', { name: '调出项目' }).first().click();
  await tab(firm, '实施进展');
  await firm.getByText('调出计划（文号：云工信〔2027〕9号）').waitFor();
  expect(await firm.getByRole('button', { name: '填报月度进展' }).count()).toBe(0);
  await looksRight(firm, 'removed-firm');

  await director.goto(`${site.url}/reports/monthly?callId=${programme.callId}&month=2027-01`);
  await director.getByRole('link', { name: '楚雄彝族自治州新开工项目数 1' }).click();
  await director.getByRole('link', { name: '留用项目' }).waitFor();
  expect(await director.getByRole('link', { name: '调出项目' }).count()).toBe(0);

  const { id: plan } = await site.db.publication.findFirstOrThrow({ where: { kind: 'list' } });
  const reader = await site.visit(`/public/${plan}`);
  await reader.getByRole('row', { name: /调出项目 .*已调出计划（云工信〔2027〕9号）/ }).waitFor();
  await looksRight(reader, 'removed-public');
});

it('R1 延期 of one project: swept while it was to be corrected, it comes back; the firm is mailed, sees until when, and submits', async () => {
  site.tellOnFailure();
  const { programme } = site;
  await programme.knock(programme.callId, 'settle');
  await settle(site.db, programme.callId, 'D');
  const firm = await site.signedIn('ea');
  await firm.goto(`${site.url}/cases/${returned}`);
  await firm.getByText('逾期未报送').first().waitFor();
  await looksRight(firm, 'swept');

  const leader = await site.signedIn('vl');
  await leader.goto(`${site.url}/calls/${programme.callId}`);
  await press(leader, '延期');
  await dialog(leader).getByLabel('文号').fill('云工信〔2027〕2号');
  await dialog(leader).getByLabel('延期至').fill('2027-01-20');
  await dialog(leader).getByLabel('州（市）').click();
  await leader.getByTitle('楚雄彝族自治州', { exact: true }).click();
  await choose(leader, '单个项目', '延期项目', ' 延期项目');
  await dialog(leader).getByLabel('办理意见').fill('因自然灾害，同意延期');
  await press(leader, '确定');
  await dialog(leader).getByText('州（市）和单个项目只选一项').first().waitFor();
  await looksRight(leader, 'extend');
  await dialog(leader).locator('.ant-select', { hasText: '楚雄' }).hover();
  await dialog(leader).locator('.ant-select', { hasText: '楚雄' }).locator('.ant-select-clear').click();
  await press(leader, '确定');
  await dialog(leader).waitFor({ state: 'hidden' });
  await looksRight(leader, 'extended-call');

  expect(await mailTo('ea', 'extended', returned)).toMatch(
    /延期至2027年1月20日24:00\(星期三\)[\s\S]*云工信〔2027〕2号[\s\S]*退回修改[\s\S]*因自然灾害，同意延期/,
  );
  expect(await programme.statusOf(draft)).toBe('not_transmitted');
  await firm.reload();
  await firm.getByText('修改期限：2027年1月20日24:00(星期三)').waitFor();
  await firm.getByText('需修改的部分：前期手续').waitFor();
  await looksRight(firm, 'extended-firm');
  await act(firm, '重新提交');
  await firm.getByText('等待办理：单位审核').waitFor();
});
