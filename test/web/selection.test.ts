import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { publishYear } from '#records/calendar.js';
import { moveClock } from '#records/clock.js';
import { accessibilityViolations } from '#test/harness/browser.js';
import { press, Site } from '#test/harness/site.js';

let site: Site;
beforeAll(async () => {
  site = await Site.open(atTime('2026-12-01', '09:00'));
});
afterAll(() => site?.close());

async function looksRight(page: Page, name: string): Promise<void> {
  await site.shot(page, name);
  expect(await accessibilityViolations(page)).toEqual([]);
}

const dialog = (page: Page) => page.getByRole('dialog');

it('A26 6.5 2.1 a list is drawn up, decided, put on notice; an objection is dismissed; when the notice closes it is the plan, and the monthly table opens its projects', async () => {
  site.tellOnFailure();
  const { programme } = site;
  const projects: string[] = [];
  for (const name of ['铜箔项目', '铜箔扩建', '落选项目']) projects.push(await programme.openProject({ name }));
  for (const project of projects) await programme.toTransmittable(project);
  await programme.transmit(projects);
  for (const project of projects) await programme.must(project, 'form-pass', 'vo');

  const officer = await site.signedIn('vo');
  await officer.goto(`${site.url}/calls/${programme.callId}/selection`);
  await press(officer, '新建上会名单');
  await officer.getByText('共 3 个项目').waitFor();
  await looksRight(officer, 'selection-new');
  await officer.getByRole('button', { name: '生成上会名单（3 个）' }).click();
  await officer.getByRole('heading', { name: /上会 3 个/ }).waitFor();
  const list = officer.url();

  const leader = await site.signedIn('vl');
  await leader.goto(`${site.url}/inbox`);
  await leader.getByRole('link', { name: /上会 3 个/ }).click();
  await leader.waitForURL(/\/selection\//);
  await leader.getByText('已入选 3 个').waitFor();
  await leader.getByLabel('编号、名称或单位').fill('落选');
  await leader.keyboard.press('Enter');
  await press(leader, '取消筛选出的');
  await leader.getByText('已入选 2 个').waitFor();
  await leader.getByRole('button', { name: '清除筛选' }).click();
  await leader.getByText('共 3 个项目，总投资').waitFor();
  await looksRight(leader, 'selection-decide-table');
  await press(leader, '审议决定');
  await dialog(leader).getByLabel('会议纪要号').fill('〔2026〕18次');
  await leader.getByText('入选 2 个，未入选 1 个').waitFor();
  await looksRight(leader, 'selection-decide');
  await press(leader, '确定');
  await expect.poll(() => programme.statusOf(projects[2]!)).toBe('not_selected');

  await officer.reload();
  await officer.getByText('〔2026〕18次').waitFor();
  await press(officer, '发布公示');
  await officer.getByText('至 2026年12月7日 24:00 止').waitFor();
  await press(officer, '确定');
  await officer.getByText('公示至 2026年12月7日24:00').waitFor();

  const objection = { name: '王某', contact: '13800000000', evidence: '环评批复编号与公示不符' };
  await programme.must(projects[1]!, 'object', 'vo', { by: { kind: 'public', name: '王某' }, payload: objection });
  await officer.reload();
  await officer.getByRole('button', { name: '查看异议：铜箔扩建' }).click();
  await officer.getByText('环评批复编号与公示不符').waitFor();
  await looksRight(officer, 'objection');
  await press(officer, '异议不成立');
  await dialog(officer).getByLabel('办理意见').fill('经核查，环评批复编号属笔误');
  await press(officer, '确定');
  await officer.getByText('异议已处理').waitFor();

  await publishYear(site.db, { year: 2027, off: ['2027-01-01'], work: [] });
  await programme.knock(list.split('/').at(-1)!, 'notice-closes');
  await officer.goto(list);
  await officer.getByText('云工信计划〔2027〕1号').first().waitFor();
  await looksRight(officer, 'selection-listed');

  await moveClock(site.db, { to: atTime('2027-02-03', '09:00'), speed: 0 });
  for (const project of projects.slice(0, 2)) await programme.knock(project, 'begin');
  const month = { month: '2027-01', monthInvestment: '120.50', cumulative: '120.50', progress: '主体施工' };
  await programme.must(projects[0]!, 'report-month', 'ea', { payload: month });
  const director = await site.signedIn('vd');
  await director.getByRole('link', { name: '月度调度' }).click();
  await director.getByRole('table').getByText('楚雄彝族自治州').waitFor();
  await looksRight(director, 'monthly');
  const [table] = await Promise.all([director.waitForEvent('download'), press(director, '导出Excel')]);
  expect(table.suggestedFilename()).toBe('2027年重点项目月度调度表（2027-01）.xlsx');
  await director.getByRole('link', { name: '楚雄彝族自治州新开工本月已报 1' }).click();
  await director.getByText('主体施工').waitFor();
  expect(await director.getByRole('link', { name: '铜箔扩建' }).count()).toBe(0);
  await looksRight(director, 'monthly-projects');
  await director.getByRole('link', { name: '铜箔项目' }).click();
  await director.waitForURL(/\/cases\//);
});

it('a list of three hundred projects is filtered, sorted and decided without pain', async () => {
  site.tellOnFailure();
  const { programme } = site;
  const from = await site.db.case.findFirstOrThrow({ where: { process: 'key-project' } });
  const state = from.state as { data: object };
  const ids = Array.from({ length: 300 }, () => randomUUID());
  await site.db.case.createMany({
    data: ids.map((id, index) => {
      const [title, number] = [`批量项目${index + 1}`, `202701BB${String(index + 1).padStart(6, '0')}`];
      const data = { ...state.data, title, number };
      const fresh = { status: 'meeting', ended: false };
      return {
        ...from,
        ...fresh,
        id,
        title,
        number,
        nextInstant: null,
        nextInstantAt: null,
        state: { ...state, ...fresh, data, tasks: [], instants: [] },
      };
    }),
  });
  const listId = await programme.openList(ids);
  const leader = await site.signedIn('vl');
  await leader.goto(`${site.url}/calls/${programme.callId}/selection/${listId}`);
  await leader.getByText('已入选 300 个').waitFor();
  expect(await leader.getByRole('table', { name: '上会项目' }).getByRole('checkbox').count()).toBeLessThanOrEqual(51);
  await leader.getByLabel('编号、名称或单位').fill('批量项目1');
  await leader.keyboard.press('Enter');
  await leader.getByText('筛选出 111 个').waitFor();
  await press(leader, '取消筛选出的');
  await leader.getByText('已入选 189 个').waitFor();
  await looksRight(leader, 'selection-300');
  await press(leader, '审议决定');
  await dialog(leader).getByLabel('会议纪要号').fill('〔2027〕1次');
  await press(leader, '确定');
  await expect.poll(() => site.db.case.count({ where: { id: { in: ids }, status: 'publicity' } }), { timeout: 30_000 }).toBe(189);
  expect(await site.db.case.count({ where: { id: { in: ids }, status: 'not_selected' } })).toBe(111);
});
