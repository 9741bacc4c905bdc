import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { addPerson } from '#test/harness/api.js';
import { accessibilityViolations } from '#test/harness/browser.js';
import { act, choose, dialog, more, tabTo } from '#test/harness/desk.js';
import { ticked } from '#test/harness/programme.js';
import { press, Site } from '#test/harness/site.js';

/** 转办 委派 加签 减签 征求意见 抄送 催办 撤回 at the county's desk: `co` and two colleagues, and their leader `ru`. */
let site: Site;
beforeAll(async () => {
  site = await Site.open(atTime('2026-12-01', '09:00'), {
    join: async (db) => {
      const { id: county } = await db.unit.findFirstOrThrow({ where: { name: 'county' } });
      for (const name of ['钱一', '孙二']) await addPerson(db, name, county, 'CO');
    },
  });
});
afterAll(() => site?.close());

/** A project that lies with the county. */
const atCounty = (name: string) => site.programme.openAtCounty({ name });

async function looksRight(page: Page, name: string): Promise<void> {
  await site.shot(page, name);
  expect(await accessibilityViolations(page), name).toEqual([]);
}

/** What the person was told by a template about the project. */
async function mailTo(login: string, template: string, caseId: string): Promise<string> {
  const mails = await site.db.mail.findMany({ where: { address: `${login}@example.test`, template, caseId } });
  return mails.map(({ subject, body }) => `${subject}\n${body}`).join('\n');
}

/** From the inbox, as its reader does. */
async function open(page: Page, title: string): Promise<void> {
  await page.goto(site.url);
  await page
    .getByRole('link', { name: new RegExp(title) })
    .first()
    .click();
  await page.getByRole('toolbar', { name: '办理' }).waitFor();
}

const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.className ?? '');
const button = (page: Page, name: string) =>
  page.getByRole('toolbar', { name: '办理' }).getByRole('button', { name: new RegExp(`^${[...name].join('\\s*')}$`) });
/** The reason beside an act that is not possible. */
async function reason(page: Page, name: string): Promise<string> {
  await button(page, name).focus();
  return page.getByRole('tooltip').innerText();
}

it('S28 转办 by keyboard alone; the colleague is mailed, finds it on the desk, and 委派 it to another, from whom it comes back', async () => {
  site.tellOnFailure();
  const project = await atCounty('转办项目');
  const co = await site.signedIn('co');
  await co.getByRole('link', { name: /转办项目/ }).waitFor();
  await co.keyboard.press('j');
  await co.keyboard.press('Enter');
  await co.getByRole('toolbar', { name: '办理' }).waitFor();
  expect(await focused(co)).toBe('case-head');
  await tabTo(co, button(co, '转办'));
  await co.keyboard.press('Enter');
  await dialog(co).getByText('转办后由对方办理').waitFor();
  await co.keyboard.press('Escape');
  await dialog(co).waitFor({ state: 'hidden' });
  expect(await hasFocus(button(co, '转办'))).toBe(true);
  await co.keyboard.press('Enter');
  await expect.poll(() => hasFocus(dialog(co).getByLabel('转办给'))).toBe(true);
  await co.keyboard.type('钱');
  await co.locator('.ant-select-item-option:visible', { hasText: '钱一' }).waitFor();
  await co.keyboard.press('Enter');
  await tabTo(co, dialog(co).getByLabel('附言'));
  await co.keyboard.type('请核对环评批复原件');
  await looksRight(co, 'transfer');
  await co.keyboard.press('Control+Enter');
  await co.getByText('钱一（已签收）').waitFor();
  await co.getByText('转办 钱一').waitFor();
  expect(await focused(co)).toBe('case-head');
  expect(await reason(co, '推荐')).toContain('已由他人签收办理');
  await looksRight(co, 'transferred');
  expect(await mailTo('钱一', 'task-arrived', project)).toMatch(/待办：县级审核[\s\S]*转至您名下[\s\S]*请核对环评批复原件/);

  const qian = await site.signedIn('钱一');
  await looksRight(qian, 'transfer-inbox');
  await open(qian, '转办项目');
  await more(qian, '委派');
  await dialog(qian).getByText('仍由您作出决定').waitFor();
  await choose(qian, '委派给', '孙');
  await press(qian, '确定');
  await qian.getByText('孙二（受钱一委派）').waitFor();
  expect(await mailTo('孙二', 'task-delegated', project)).toContain('请填写意见后交回，由委派人作出决定');

  const sun = await site.signedIn('孙二');
  await open(sun, '转办项目');
  expect(await reason(sun, '推荐')).toContain('该待办系他人委派');
  await looksRight(sun, 'delegated');
  await act(sun, '交回', (asked) => asked.getByLabel('办理意见').fill('批复原件与填报一致，建议推荐'));
  expect(await mailTo('钱一', 'task-back', project)).toMatch(/已办理交回，请作出决定[\s\S]*批复原件与填报一致/);
  await open(qian, '转办项目');
  await qian.getByText('批复原件与填报一致，建议推荐').waitFor();
  await expect.poll(() => button(qian, '推荐').getAttribute('aria-disabled')).toBeNull();
  await looksRight(qian, 'handed-back');
});

it('加签: the decision waits for who signs before it and is held by who signs after it; 不同意 brings it back; 减签 takes one off', async () => {
  site.tellOnFailure();
  const project = await atCounty('加签项目');
  await site.programme.must(project, 'claim', 'co');
  const addSigner = (person: string, position: string) =>
    act(co, '加签', async (asked) => {
      await choose(co, '加签人', person);
      await asked.getByLabel('加签方式').click();
      await co.getByTitle(position, { exact: true }).click();
    });
  const sign = (page: Page, answer: string) =>
    act(page, '签署', async (asked) => {
      await asked.getByLabel('签署意见').click();
      await page.getByTitle(answer, { exact: true }).click();
      if (answer === '不同意') await asked.getByLabel('办理意见').fill('投资数据与备案证不一致');
    });
  const recommend = () =>
    act(co, '推荐', async (asked) => {
      for (const tick of await asked.getByRole('checkbox').all()) await tick.check();
    });

  const co = await site.signedIn('co');
  await open(co, '加签项目');
  await addSigner('ru', '前加签');
  await addSigner('孙二', '前加签');
  for (const signer of ['ru', '孙二']) await co.getByText(`县级审核（前加签） ${signer}`).waitFor();
  expect(await reason(co, '推荐')).toContain('尚有 2 位加签人未签署');
  await looksRight(co, 'signers-before');
  await more(co, '减签');
  await dialog(co).getByLabel('加签人').click();
  await co.getByTitle('孙二（前加签）').click();
  await press(co, '确定');
  await co.getByText('减签 孙二').waitFor();

  const leader = await site.signedIn('ru');
  await looksRight(leader, 'signer-inbox');
  await open(leader, '加签项目');
  await press(leader, '签署');
  await dialog(leader).getByLabel('签署意见').click();
  await leader.getByTitle('不同意', { exact: true }).click();
  await press(leader, '确定');
  await dialog(leader).getByText('不同意须填写不少于5个字的意见').first().waitFor();
  await expect.poll(() => hasFocus(dialog(leader).getByLabel('办理意见'))).toBe(true);
  await looksRight(leader, 'sign');
  await dialog(leader).getByLabel('办理意见').fill('请先核实用地手续');
  await press(leader, '确定');
  await expect.poll(() => mailTo('co', 'task-back', project)).toMatch(/前加签已签署完毕，请作出决定[\s\S]*请先核实用地手续/);

  await open(co, '加签项目');
  await co.getByText('签署：不同意').waitFor();
  await addSigner('孙二', '后加签');
  await recommend();
  await co.getByText('决定已作出，等待后加签人签署').waitFor();
  expect(await reason(co, '退回修改')).toContain('等待后加签人签署');
  await looksRight(co, 'decision-held');
  const sun = await site.signedIn('孙二');
  await open(sun, '加签项目');
  await sign(sun, '不同意');
  await expect.poll(() => mailTo('co', 'task-back', project)).toContain('后加签人不同意，决定未生效');

  await open(co, '加签项目');
  await addSigner('孙二', '后加签');
  await recommend();
  await open(sun, '加签项目');
  await sign(sun, '同意');
  await expect.poll(() => site.programme.statusOf(project)).toBe('prefecture');
});

it('征求意见 and its answer, 抄送, 催办 by the firm, 撤回 while nobody has opened it: each reaches whom it names, or says why it cannot', async () => {
  site.tellOnFailure();
  const project = await atCounty('征求意见项目');
  const co = await site.signedIn('co');
  await open(co, '征求意见项目');
  await more(co, '征求意见');
  await choose(co, '征求对象', '孙');
  await dialog(co).getByLabel('需征求的问题').fill('环评批复是否仍在有效期内？');
  await press(co, '确定');
  await co.getByText('征求意见 孙二').waitFor();
  await more(co, '抄送');
  await choose(co, '抄送给', '钱');
  await dialog(co).getByLabel('附言').fill('请了解本项目进展');
  await dialog(co).getByText('请对方知悉').click();
  await press(co, '确定');
  await co.getByText('抄送 钱一').waitFor();
  await press(co, '更多');
  await co.getByRole('menu').getByText('没有未签署的加签人').waitFor();
  await expect.poll(() => focused(co)).toContain('menu');
  await co.keyboard.press('End');
  await expect.poll(() => hasFocus(co.getByRole('menuitem', { name: '恢复' }))).toBe(true);
  await co.keyboard.press('Enter');
  await co.locator('.ant-message').getByText('事项未暂停').waitFor();
  await press(co, '更多');
  await looksRight(co, 'more');
  await co.keyboard.press('Escape');

  const qian = await site.signedIn('钱一');
  await qian.getByRole('tab', { name: '抄送我的 1' }).click();
  await qian.getByRole('link', { name: /征求意见项目/ }).waitFor();
  await looksRight(qian, 'copied');
  expect(await mailTo('钱一', 'copied', project)).toMatch(/通知：抄送[\s\S]*请了解本项目进展/);

  const sun = await site.signedIn('孙二');
  await sun.getByText('征求意见：环评批复是否仍在有效期内？').waitFor();
  await sun
    .getByRole('row', { name: /征求意见：/ })
    .getByRole('link')
    .click();
  await press(sun, '回复意见');
  await dialog(sun).getByText('环评批复是否仍在有效期内？').waitFor();
  await dialog(sun).getByLabel('办理意见').fill('有效期至2028年，可以使用');
  await looksRight(sun, 'advise');
  await press(sun, '确定');
  await expect.poll(() => mailTo('co', 'advised', project)).toContain('有效期至2028年');
  await open(co, '征求意见项目');
  await co.getByText('有效期至2028年，可以使用').waitFor();

  const firm = await site.signedIn('ea');
  await open(firm, '征求意见项目');
  await press(firm, '催办');
  await dialog(firm).getByText('24小时内限催办一次').waitFor();
  await dialog(firm).getByLabel('附言').fill('设备已到货，请尽快审核');
  await looksRight(firm, 'urge');
  await press(firm, '确定');
  await firm.getByText('2026-12-01 09:00已催办').waitFor();
  await press(firm, '更多');
  await firm.getByRole('menu').getByText('请于 2026-12-02 09:00 后再催办').waitFor();
  expect(await mailTo('co', 'task-urged', project)).toMatch(/催办：县级审核[\s\S]*设备已到货/);

  const again = () => site.programme.must(project, 'recommend', 'co', { payload: ticked });
  await again();
  await co.goto(`${site.url}/cases/${project}`);
  await press(co, '撤回');
  await dialog(co).getByText('对方查阅后不能再撤回').waitFor();
  await looksRight(co, 'take-back');
  await press(co, '确定');
  await co.getByText('等待办理：县级审核').waitFor();
  await again();
  const prefecture = await site.signedIn('po');
  await open(prefecture, '征求意见项目');
  await prefecture.getByRole('tab', { name: '申报表' }).waitFor();
  await co.reload();
  await press(co, '更多');
  await co.getByRole('menu').getByText('下一环节已查阅或签收，不能撤回').waitFor();
});
