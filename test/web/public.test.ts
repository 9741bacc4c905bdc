import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { accessibilityViolations } from '#test/harness/browser.js';
import { press, Site } from '#test/harness/site.js';

let site: Site;
let list: string;
let project: string;
beforeAll(async () => {
  site = await Site.open(atTime('2026-12-01', '09:00'));
  const { programme } = site;
  project = await programme.openProject({ name: '公示项目甲' });
  const other = await programme.openProject({ name: '公示项目乙' });
  for (const id of [project, other]) await programme.toTransmittable(id);
  await programme.transmit([project, other]);
  for (const id of [project, other]) await programme.must(id, 'form-pass', 'vo');
  list = await programme.openList([project, other]);
  await programme.must(list, 'decide', 'vl', { payload: { minutesNo: '〔2026〕1次', selected: [project, other] } });
  await programme.must(list, 'publish-notice', 'vo', { payload: { days: '5' } });
});
afterAll(() => site?.close());

it('A1 6.5 S28 anybody reads the call and the notice, and objects with real name and evidence; the list is published when the notice has ended', async () => {
  site.tellOnFailure();
  const visitor = await site.visit('/');
  await visitor.getByRole('link', { name: '公开信息' }).click();
  await visitor.getByRole('link', { name: '2027年工业和信息化高质量发展重点项目申报' }).click();
  await visitor.getByText('zdxm@example.test').waitFor();
  await visitor.getByText('2026年12月31日 24:00（含当日）').waitFor();
  expect(await accessibilityViolations(visitor)).toEqual([]);

  await visitor.goto(`${site.url}/public`);
  expect(await accessibilityViolations(visitor)).toEqual([]);
  await visitor.getByRole('link', { name: /公示$/ }).click();
  await visitor.getByText('公示期至').first().waitFor();
  await site.shot(visitor, 'public-notice');
  await visitor.getByLabel('查找项目').fill('项目甲');
  await visitor.getByText('共 2 个项目，显示 1 个').waitFor();
  await visitor.getByRole('button', { name: '对“公示项目甲”提出异议' }).click();
  await press(visitor, '提交异议');
  await visitor.getByText('请填写真实姓名，匿名异议不予受理').waitFor();
  await visitor.getByLabel('真实姓名').fill('李实名');
  await visitor.getByLabel('联系方式').fill('13800005678');
  await visitor.getByLabel('异议事项和证据').fill('该项目用地批复与公示地点不一致，附批复编号。');
  expect(await accessibilityViolations(visitor)).toEqual([]);
  await press(visitor, '提交异议');
  await visitor.getByText('异议已收到').waitFor();
  const { state } = await site.db.case.findUniqueOrThrow({ where: { id: project } });
  expect(state).toMatchObject({ data: { objections: [{ name: '李实名' }] } });

  // The rest of the list is not held up; the list appears with its document number.
  await site.programme.knock(list, 'notice-closes');
  await visitor.goto(`${site.url}/public`);
  await visitor.getByRole('link', { name: '2027年重点项目计划', exact: true }).click();
  await visitor.getByText(/云工信计划〔2027〕1号/).waitFor();
  expect(await visitor.getByRole('button', { name: /提出异议/ }).count()).toBe(0);
  expect(await accessibilityViolations(visitor)).toEqual([]);
});
