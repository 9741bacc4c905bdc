import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { fieldsOf, type Field, type FormValues } from '#domain/form/definition.js';
import { validExample } from '#domain/key-project/examples.js';
import { projectForm } from '#domain/key-project/form.js';
import { readDraft, saveDraft } from '#records/documents.js';
import { openKeyProject } from '#records/programmes/open-key-project.js';
import { testPassword } from '#test/harness/api.js';
import { accessibilityViolations } from '#test/harness/browser.js';
import { press, Site } from '#test/harness/site.js';

let site: Site;
beforeAll(async () => {
  site = await Site.open(atTime('2026-12-01', '09:00'));
});
afterAll(() => site?.close());

async function pick(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click();
  await page.keyboard.type(option.slice(0, 3));
  await page.locator('.ant-select-item-option:visible', { hasText: option }).first().click();
}

async function fill(page: Page, field: Field, value: string | string[] | boolean): Promise<void> {
  const control = page.locator(`#field-${field.key}`);
  if (field.kind === 'tick') return void (value && (await control.check()));
  if (field.kind === 'multi') {
    for (const one of [value].flat()) await control.getByLabel(String(one), { exact: true }).check();
    return;
  }
  const label = field.options?.find((option) => option.value === value)?.label;
  if (label && (await control.getByRole('radio').count()) > 0) return control.getByLabel(label, { exact: true }).check();
  if (label) return pick(page, field.label, label);
  await control.fill(String(value));
}

it('S28 A2 A15 A16 A17 A25 6.12 a firm fills the whole form by hand, is returned by section, corrects; county and prefecture agree; each hears by mail', async () => {
  site.tellOnFailure();
  const firm = await site.signedIn('ea');
  await firm.getByRole('heading', { name: '我的申报', exact: true }).waitFor();
  await firm.getByText('还没有申报').waitFor();
  expect(await accessibilityViolations(firm)).toEqual([]);
  await firm.getByText('11 个工作日').waitFor();
  await site.shot(firm, 'desk-empty');
  await firm.getByRole('button', { name: '新建申报' }).click();
  await firm.getByLabel('项目名称').fill('年产3万吨电池铝箔项目');
  await firm.getByLabel('新开工').check();
  await pick(firm, '建设地点（县市区）', '楚雄市');
  await press(firm, '创建草稿');
  await firm.getByText('还有').first().waitFor();
  await site.shot(firm, 'form-empty');

  const example = validExample('new', 2027);
  const form = projectForm(2027);
  const values: FormValues = { ...example, name: '年产3万吨电池铝箔项目', total: '999.99' };
  for (const field of fieldsOf(form)) {
    const value = values[field.key];
    if (['name', 'type', 'county'].includes(field.key) || value === undefined || value === false) continue;
    await fill(firm, field, value);
  }
  // The rules speak while typing, and the list jumps to the field.
  await firm.locator('#field-total-note').getByText('总投资不得低于1000.00万元').waitFor();
  await firm.getByText('点击查看').click();
  await firm.getByRole('button', { name: /总投资不得低于/ }).click();
  await expect.poll(() => firm.evaluate(() => document.activeElement?.id)).toBe('field-total');
  expect(await accessibilityViolations(firm)).toEqual([]);
  await site.shot(firm, 'form-errors');
  await firm.locator('#field-total').fill(String(example.total));
  await firm.getByText('填报内容符合申报条件').waitFor();

  await firm.getByRole('tab', { name: /附件/ }).click();
  const files = firm.getByLabel('选择附件');
  await files.setInputFiles({ name: '备案.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 备案') });
  await firm.getByRole('button', { name: '下载 备案.pdf' }).waitFor();
  const folder = mkdtempSync(join(tmpdir(), 'duban-large-'));
  const large = join(folder, '扫描件.pdf');
  writeFileSync(large, Buffer.alloc(60 * 1024 * 1024, '%PDF-1.4'));
  await files.setInputFiles(large);
  await firm.getByText('超过单个附件 50MB 的上限').waitFor();
  rmSync(folder, { recursive: true });
  await site.shot(firm, 'attachments');

  await press(firm, '提交');
  await press(firm, '确定');
  await firm.getByText('等待办理：单位审核。').waitFor();

  const seal = await site.signedIn('ua');
  await seal.getByRole('link', { name: /我的待办 1/ }).click();
  await seal.getByRole('link', { name: /年产3万吨/ }).click();
  expect(await accessibilityViolations(seal)).toEqual([]);
  await press(seal, '审核并签章');
  await seal.getByRole('dialog').getByLabel('登录密码').fill(testPassword);
  await press(seal, '确定');
  await seal.getByText('等待办理：县级审核。').waitFor();

  const county = await site.signedIn('co');
  await county.getByRole('link', { name: /年产3万吨/ }).click();
  await county
    .getByRole('button', { name: '预览 备案.pdf' })
    .or(county.getByRole('tab', { name: '附件 1' }))
    .first()
    .waitFor();
  await county.getByText('四部分建设内容齐全').waitFor();
  expect(await accessibilityViolations(county)).toEqual([]);
  await site.shot(county, 'review');
  // Whoever opened it has read it: the sender can no longer take it back.
  const project = county.url().split('/').at(-1)!;
  await expect.poll(async () => (await site.programme.act(project, 'take-back', 'ua')).outcome).toBe('refused');
  await county.emulateMedia({ media: 'print' });
  expect(await county.locator('.act-bar').isVisible()).toBe(false);
  expect(await county.locator('.print-sheet').getByText('校验码 SHA-256').isVisible()).toBe(true);
  await site.shot(county, 'print');
  await county.emulateMedia({ media: 'screen' });
  await press(county, '退回修改');
  await press(county, '确定');
  await county.getByText('请填写不少于5个字的意见').waitFor();
  await county.getByRole('dialog').getByLabel('投资情况').check();
  await county.getByRole('dialog').getByLabel('办理意见').fill('请核对银行贷款与其他资金的构成');
  await site.shot(county, 'return-dialog');
  await county.keyboard.press('Control+Enter');
  await county.getByText('等待申报单位修改后重新提交。').waitFor();

  await firm.goto(site.url);
  await firm.getByText('退回修改（投资情况）').waitFor();
  await site.shot(firm, 'desk-returned');
  await firm.getByRole('link', { name: '年产3万吨电池铝箔项目' }).first().click();
  await firm.getByText('审核部门要求修改').waitFor();
  expect(await accessibilityViolations(firm)).toEqual([]);
  await firm.locator('#field-loan').fill('2600.00');
  await firm.locator('#field-other').fill('400.00');
  // The act saves what was typed before it is sent.
  await press(firm, '重新提交');
  await press(firm, '确定');
  await firm.getByText('等待办理：单位审核。').waitFor();
  await seal.goto(`${site.url}/inbox`);
  await seal.getByRole('link', { name: /年产3万吨/ }).click();
  await press(seal, '审核并签章');
  await seal.getByRole('dialog').getByLabel('登录密码').fill(testPassword);
  await press(seal, '确定');
  await seal.getByText('等待办理：县级审核。').waitFor();

  await county.goto(site.url);
  await county.getByRole('link', { name: /年产3万吨/ }).click();
  await county.getByText('与第1版的差异（2处）').waitFor();
  await site.shot(county, 'review-differences');
  await press(county, '推荐');
  const ticks = county.getByRole('dialog').getByRole('checkbox');
  for (const tick of await ticks.all()) await tick.check();
  await press(county, '确定');
  await county.getByText('等待办理：州市审核。').waitFor();

  const prefecture = await site.signedIn('po');
  await prefecture.getByRole('link', { name: /年产3万吨/ }).click();
  await press(prefecture, '同意报送');
  for (const tick of await prefecture.getByRole('dialog').getByRole('checkbox').all()) await tick.check();
  await press(prefecture, '确定');
  await prefecture.getByText('等待州（市）汇总报送。').waitFor();

  const mails = await site.db.mail.findMany({ select: { address: true, template: true } });
  const heard = (address: string, template: string) =>
    mails.filter((mail) => mail.address === `${address}@example.test` && mail.template === template).length;
  expect(heard('ua', 'your-turn')).toBe(2);
  expect(heard('co', 'your-turn')).toBe(2);
  expect(heard('po', 'your-turn')).toBe(1);
  expect(heard('ea', 'returned')).toBe(1);
  expect(heard('ea', 'decided')).toBe(2);
});

it('6.12 A22 R4 a draft saves itself each half minute; a colleague’s save in between is shown and nothing is lost; earlier answers are taken over; a warning asks its reason', async () => {
  site.tellOnFailure();
  const earlier = await site.programme.openProject({ name: '往年项目', park: '楚雄高新区二期' });
  const { id } = await openKeyProject(site.db, {
    id: randomUUID(),
    callId: site.programme.callId,
    type: 'continued',
    title: '续建新项目',
    county: '532301',
    unitId: site.programme.units.firm,
    by: site.programme.who('ea'),
  });
  const firm = await site.signedIn('ea');
  await firm.clock.install();
  await firm.goto(`${site.url}/cases/${id}`);
  await firm.getByRole('button', { name: '套用以往填报' }).click();
  await firm.getByRole('menuitem', { name: /往年项目/ }).click();
  await firm.getByRole('dialog').getByText('楚雄高新区二期').waitFor();
  await press(firm, '填入草稿');
  await expect.poll(() => firm.locator('#field-park').inputValue()).toBe('楚雄高新区二期');
  const saved = async () => (await readDraft(site.db, id))!.content;
  expect((await saved()).park).toBeUndefined();
  await firm.clock.fastForward('00:31');
  await expect.poll(async () => (await saved()).park).toBe('楚雄高新区二期');

  await firm.locator('#field-jobs').fill('99');
  const { content, savedAt } = (await readDraft(site.db, id))!;
  await saveDraft(site.db, id, { ...content, contactName: '李同事' }, { personId: site.programme.who('ua').personId! }, savedAt);
  await firm.getByRole('button', { name: '保存草稿' }).click();
  await firm.getByText('他人在您编辑期间保存了同一份草稿').waitFor();
  await firm.getByText(/^ua于 2026-12-01/).waitFor();
  await firm.getByRole('dialog').getByText('李同事').waitFor();
  expect(await accessibilityViolations(firm)).toEqual([]);
  await site.shot(firm, 'draft-conflict');
  expect(await saved()).toMatchObject({ contactName: '李同事' });
  await firm.getByRole('button', { name: '保留我的内容' }).click();
  await expect.poll(async () => (await saved()).jobs).toBe('99');

  await firm.locator('#field-landState').getByLabel('未办理').check();
  await firm.locator('#field-filingState-note').getByText('未达到“基本完备”').waitFor();
  await firm.getByLabel('备案办理情况的情况说明').fill('土地预审正在办理，预计两个月内取得');
  await firm.getByRole('button', { name: '保存草稿' }).click();
  await expect
    .poll(async () => ((await saved()).reasons as Record<string, string> | undefined)?.filingState)
    .toBe('土地预审正在办理，预计两个月内取得');
  await site.shot(firm, 'warning-reason');
  expect(await site.programme.statusOf(earlier)).toBe('draft');
});
