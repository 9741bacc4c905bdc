import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import type { CaseState } from '#domain/process/types.js';
import { advance } from '#records/advance.js';
import { moveClock } from '#records/clock.js';
import { accessibilityViolations } from '#test/harness/browser.js';
import { ConsortiumWorld } from '#test/harness/consortium.js';
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
const dialog = (page: Page) => page.getByRole('dialog');
const tab = (page: Page, name: string | RegExp) => page.getByRole('tab', { name }).click();

/** No violation, and a picture for the eye. */
async function looksRight(page: Page, name: string): Promise<void> {
  expect(await accessibilityViolations(page), name).toEqual([]);
  await site.shot(page, `life-${name}`);
}

/** Opens an act, lets the dialog be filled, and sends it. */
async function act(
  page: Page,
  name: string,
  fill: (asked: ReturnType<typeof dialog>) => Promise<unknown> = async () => undefined,
) {
  // Sent from a list, the button also says whose line it is.
  await page.getByRole('button', { name: new RegExp(`^${[...name].join('\\s*')}(：.*)?$`) }).click();
  await fill(dialog(page));
  await press(page, '确定');
  await dialog(page).waitFor({ state: 'hidden' });
}

/** The instant of the record has come. */
async function knock(id: string, name: string): Promise<void> {
  const { state } = await site.db.case.findUniqueOrThrow({ where: { id } });
  const { at } = (state as unknown as CaseState).instants.find((instant) => instant.name === name)!;
  await moveClock(site.db, { to: at, speed: 0 });
  await advance(site.db, id, { id: `instant:${name}:${at}`, on: name, by: { kind: 'time' } });
}

it('B19-B21 B30-B33 2.3-2.5 a year of a consortium in real browsers', async () => {
  site.tellOnFailure();
  const id = await world.open('2026-05-20', 36, {
    approvalNo: '云科联复〔2026〕1号',
    plaqueNo: '云科联牌2026001',
    chiefExpert: '王教授',
  });
  await knock(id, 'year-turn');
  const open = (page: Page, caseId: string) => page.goto(`${site.url}/cases/${caseId}`);

  const vo = await signedIn('vo');
  await vo.goto(`${site.url}/consortia?process=consortium`);
  await vo.getByRole('link', { name: '云南省绿色铝创新联合体' }).waitFor();
  await looksRight(vo, 'list');
  await vo.getByRole('link', { name: '云南省绿色铝创新联合体' }).click();
  await vo.getByText('存续期').first().waitFor();
  await looksRight(vo, 'overview');
  for (const [name, label] of [
    ['calendar', '日程'],
    ['reports', /年度报告/],
    ['evaluations', /绩效评价/],
    ['tasks', '五项任务'],
    ['projects', /项目与支持/],
    ['changes', /变更/],
    ['matters', /协调督导/],
    ['integrity', /科研诚信/],
  ] as const) {
    await tab(vo, label);
    await looksRight(vo, name);
  }
  await tab(vo, /项目与支持/);
  await vo.getByRole('button', { name: /^登记立项/ }).click();
  await dialog(vo).getByLabel('财政资助').fill('500');
  await looksRight(vo, 'establish');
  await press(vo, '取消');
  const ld = await signedIn('ld');
  await open(ld, id);
  await press(ld, '发起变更');
  await looksRight(ld, 'change');
  await press(ld, '取消');
  await tab(ld, '五项任务');
  await act(ld, '更新科学问题清单和攻关清单', async (asked) => {
    for (const list of ['重大科学问题清单', '关键核心技术攻关清单']) {
      await asked.getByRole('table', { name: list }).getByLabel('第1行名称').fill(`${list}第一项`);
      await asked.getByRole('table', { name: list }).getByLabel('第1行责任单位').fill('云岭大学');
    }
    await looksRight(ld, 'update-lists');
  });
  await ld.getByText('重大科学问题清单第一项').waitFor();
}, 240_000);
