import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromBase32, hotp } from '#apps/api/session/totp.js';
import { atTime } from '#domain/calendar/instant.js';
import { accessibilityViolations } from '#test/harness/browser.js';
import { press, Site } from '#test/harness/site.js';

let site: Site;
beforeAll(async () => {
  site = await Site.open(atTime('2026-12-01', '09:00'));
});
afterAll(() => site?.close());

const email = 'guanli@example.test';

async function linkInMail(template: string): Promise<string> {
  const mail = await site.db.mail.findFirstOrThrow({ where: { address: email, template }, orderBy: { createdAt: 'desc' } });
  return /\/set-password#\S+/.exec(mail.body)![0];
}

it('S28 a unit registers, its administrator activates the account, the county verifies; a second factor; a forgotten password', async () => {
  site.tellOnFailure();
  const unit = await site.visit('/');
  await unit.getByRole('link', { name: '单位注册' }).click();
  expect(await accessibilityViolations(unit)).toEqual([]);
  await unit.getByLabel('统一社会信用代码').fill('91532300MA6TEXT3X1');
  await unit.getByLabel('单位全称').fill('楚雄新能源电池(示例)');
  await unit.getByText('校验位不符').waitFor();
  await unit.getByLabel('统一社会信用代码').fill('91532300MA6TEXT3XK');
  await unit.getByLabel('单位类型').click();
  await unit.getByTitle('企业', { exact: true }).click();
  await unit.getByLabel('单位所在县（市、区）').fill('楚雄市');
  await unit.keyboard.press('Enter');
  await unit.getByLabel('法定代表人').fill('王小明');
  await unit.getByLabel('姓名').fill('张管理');
  await unit.getByLabel('联系电话').fill('13800000000');
  await unit.getByLabel('电子邮箱').fill(email);
  await unit.getByRole('button', { name: '提交注册申请' }).click();
  await unit.getByText('注册申请已提交').waitFor();

  await unit.goto(site.url + (await linkInMail('activation')));
  await unit.getByText(`您的账号为 ${email}`).waitFor();
  expect(await accessibilityViolations(unit)).toEqual([]);
  await unit.getByLabel('新密码', { exact: true }).fill('password');
  await unit.getByText('密码不足10位').waitFor();
  await unit.getByLabel('新密码', { exact: true }).fill('Kunming-2026');
  await unit.getByLabel('再次输入新密码').fill('Kunming-2026');
  await unit.getByRole('button', { name: '激活账号' }).click();
  await unit.getByRole('link', { name: '前往登录' }).click();
  await unit.getByLabel('账号').fill(email);
  await unit.getByLabel('密码').fill('Kunming-2026');
  await press(unit, '登录');
  await unit.getByRole('link', { name: '事项查询' }).click();
  await unit.getByRole('link', { name: '单位注册：楚雄新能源电池(示例)' }).waitFor();

  const county = await site.signedIn('co');
  await county.getByRole('link', { name: '单位注册：楚雄新能源电池(示例)' }).click();
  await county.getByText('91532300MA6TEXT3XK').waitFor();
  expect(await accessibilityViolations(county)).toEqual([]);
  await press(county, '核验通过');
  await county.getByRole('dialog').getByRole('checkbox').check();
  await press(county, '确定');
  await county.getByText('已办结。').waitFor();

  await unit.goto(`${site.url}/account`);
  await unit.getByText('楚雄新能源电池(示例)（').waitFor();
  expect(await accessibilityViolations(unit)).toEqual([]);
  await unit.getByLabel('登录密码').fill('Kunming-2026');
  await unit.getByRole('button', { name: '启用动态验证码' }).click();
  const secret = (await unit.locator('code').first().innerText()).trim();
  const code = (later = 0) => hotp(fromBase32(secret), Math.floor(Date.now() / 30_000) + later);
  await unit.getByLabel('验证码', { exact: true }).fill(code());
  await unit.getByRole('button', { name: '确认启用' }).click();
  await unit.getByText('已启用。更换手机时').waitFor();
  await unit.getByRole('button', { name: /退\s*出$/ }).click();

  await unit.getByRole('link', { name: '忘记密码' }).click();
  expect(await accessibilityViolations(unit)).toEqual([]);
  await unit.getByLabel('账号或登记邮箱').fill(email);
  await unit.getByRole('button', { name: '发送重置链接' }).click();
  await unit.getByText('请查收邮件').waitFor();
  await unit.goto(site.url + (await linkInMail('password-reset')));
  await unit.getByLabel('新密码', { exact: true }).fill('Dali-Erhai-2026');
  await unit.getByLabel('再次输入新密码').fill('Dali-Erhai-2026');
  await unit.getByRole('button', { name: '设置密码' }).click();
  await unit.getByRole('link', { name: '前往登录' }).click();
  await unit.getByLabel('账号').fill(email);
  await unit.getByLabel('密码').fill('Dali-Erhai-2026');
  await press(unit, '登录');
  await unit.getByLabel('动态验证码').fill(code(1));
  await press(unit, '登录');
  await unit.getByRole('navigation', { name: '主导航' }).waitFor();
});

it('S28 受托代办 one entrusts a colleague, who handles the desk in one’s place; then it is ended early', async () => {
  site.tellOnFailure();
  const { programme } = site;
  const id = await programme.openAtCounty();
  await programme.must(id, 'claim', 'co');
  const principal = await site.signedIn('co');
  await principal.getByRole('link', { name: 'co · county' }).click();
  await principal.getByRole('combobox', { name: '受托人' }).fill('ru');
  await principal.locator('.ant-select-item-option:visible', { hasText: 'ru' }).waitFor();
  await principal.keyboard.press('Enter');
  await principal.getByLabel('开始日期').fill('2026-12-05');
  await principal.getByLabel('结束日期（含）').fill('2026-12-01');
  await press(principal, '委托代办');
  await principal.getByText('结束日期不能早于开始日期').first().waitFor();
  await principal.getByLabel('开始日期').fill('2026-12-01');
  await principal.getByLabel('结束日期（含）').fill('2026-12-05');
  await press(principal, '委托代办');
  await principal.getByRole('table', { name: '我委托的' }).getByText('委托中').waitFor();
  expect(await accessibilityViolations(principal)).toEqual([]);
  await site.shot(principal, 'deputies-named');

  const deputy = await site.signedIn('ru');
  await deputy.getByRole('tab', { name: '受托代办 1' }).click();
  await deputy.getByText('受co委托').waitFor();
  await site.shot(deputy, 'deputies-inbox');
  await deputy.getByRole('table').getByRole('link').first().click();
  await press(deputy, '推荐');
  await deputy.getByText('受co委托办理，流转记录将载明受托关系。').waitFor();
  for (const tick of await deputy.getByRole('dialog').getByRole('checkbox').all()) await tick.check();
  expect(await accessibilityViolations(deputy)).toEqual([]);
  await site.shot(deputy, 'deputies-act');
  await press(deputy, '确定');
  await deputy.getByText('ru（受co委托）').first().waitFor();

  await principal.reload();
  await principal.getByRole('table', { name: '受托人已办' }).getByText('推荐').waitFor();
  await site.shot(principal, 'deputies-done');
  await press(principal, '提前终止');
  await press(principal, '确定');
  await principal.getByRole('table', { name: '我委托的' }).getByText('已结束').waitFor();
});
