import type { Locator, Page } from 'playwright-core';
import type { CaseState } from '#domain/process/types.js';
import { advance } from '#records/advance.js';
import { moveClock } from '#records/clock.js';
import type { Database } from '#records/database.js';
import { press } from './site.js';

/** What people do on a case's page in a journey. */

export const dialog = (page: Page): Locator => page.getByRole('dialog');
export const tab = (page: Page, name: string | RegExp) => page.getByRole('tab', { name }).click();

/** Opens an act, lets the dialog be filled, and sends it. Sent from a list, its button also says whose line it is: `about`. */
export async function act(
  page: Page,
  name: string,
  fill: (asked: Locator) => Promise<unknown> = async () => undefined,
  about?: string,
): Promise<void> {
  await (about ? page.getByRole('button', { name: `${name}：${about}` }).click() : press(page, name));
  await fill(dialog(page));
  await press(page, '确定');
  await dialog(page).waitFor({ state: 'hidden' });
}

/** Opens what stands under 更多. */
export async function more(page: Page, name: string): Promise<void> {
  await press(page, '更多');
  await page.getByRole('menuitem', { name, exact: true }).click();
}

/** Goes on with Tab alone until the focus is there. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let step = 0; step < 200; step += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('Tab never comes there');
}

/** Picks from a list that is searched; `option`: how the wanted line reads. */
export async function choose(page: Page, label: string, text: string, option = text): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.keyboard.type(text);
  await page.getByTitle(new RegExp(option)).first().click();
}

/** The instant of the record has come: the clock stands there, and time knocks. */
export async function knock(db: Database, caseId: string, name: string): Promise<void> {
  const { state } = await db.case.findUniqueOrThrow({ where: { id: caseId } });
  const { at } = (state as unknown as CaseState).instants.find((instant) => instant.name === name)!;
  await moveClock(db, { to: at, speed: 0 });
  await advance(db, caseId, { id: `instant:${name}:${at}`, on: name, by: { kind: 'time' } });
}
