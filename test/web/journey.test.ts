import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { accessibilityViolations } from '#test/harness/browser.js';
import { press, Site } from '#test/harness/site.js';

let site: Site;
beforeAll(async () => {
  site = await Site.open(atTime('2026-12-01', '09:00'));
});
afterAll(() => site?.close());

it('S28 a firm submits and seals, the county finds it, ticks the check-list and recommends, all in a real browser', async () => {
  site.tellOnFailure();
  const project = await site.programme.openProject();
  const firm = await site.signedIn('ea');
  await firm.getByText('没有待办事项').waitFor();
  expect(await accessibilityViolations(firm)).toEqual([]);
  await firm.goto(`${site.url}/cases/${project}`);
  await firm.getByText('填报内容符合申报条件').waitFor();
  await press(firm, '提交');
  await press(firm, '确定');
  await firm.getByText('等待办理：单位审核。').waitFor();
  await site.programme.must(project, 'approve', 'ua');

  const county = await site.signedIn('co');
  await county.getByRole('link', { name: /绿色铝精深加工/ }).click();
  await press(county, '推荐');
  await press(county, '确定');
  await county.getByText('请核实并勾选').first().waitFor();
  for (const tick of await county.getByRole('dialog').getByRole('checkbox').all()) await tick.check();
  await press(county, '确定');
  await county.getByText('等待办理：州市审核。').waitFor();
  expect(await site.programme.statusOf(project)).toBe('prefecture');
});
