import { afterAll, beforeAll, expect, it } from 'vitest';
import { publishPolicies } from '#apps/install/policies.js';
import { atTime } from '#domain/calendar/instant.js';
import { moveClock } from '#records/clock.js';
import { accessibilityViolations } from '#test/harness/browser.js';
import { press, Site } from '#test/harness/site.js';

let site: Site;
beforeAll(async () => {
  site = await Site.open(atTime('2026-12-01', '09:00'));
});
afterAll(() => site?.close());

it('6.5 A1 S28 without sign-in: the open call, a notice whose project is objected to under seal, policy texts; a late objection is refused in words', async () => {
  site.tellOnFailure();
  const { programme } = site;
  await publishPolicies(site.db);
  const projects: string[] = [];
  for (const name of ['动力电池结构件', '绿色铝合金扁锭']) projects.push(await programme.openProject({ name }));
  for (const project of projects) await programme.toTransmittable(project);
  await programme.transmit(projects);
  for (const project of projects) await programme.must(project, 'form-pass', 'vo');
  const list = await programme.openList(projects);
  await programme.must(list, 'decide', 'vl', { payload: { minutesNo: '〔2026〕18次', selected: projects } });
  await programme.must(list, 'publish-notice', 'vo', { payload: { days: '5' } });

  const visitor = await site.visit('/');
  await visitor.getByRole('link', { name: '公开信息' }).click();
  await visitor.getByRole('heading', { name: '政策文件 共 2 项' }).waitFor();
  await site.shot(visitor, 'public-home');
  expect(await accessibilityViolations(visitor)).toEqual([]);

  await visitor.getByRole('link', { name: '2027年工业和信息化高质量发展重点项目申报' }).click();
  await visitor.getByText('还剩 30 天（22 个工作日），至 2026年12月31日24:00').waitFor();
  await visitor.getByText('0871-63500010').waitFor();
  await visitor.getByRole('row', { name: /楚雄彝族自治州 2026年12月16日24:00/ }).waitFor();
  await site.shot(visitor, 'public-call');
  expect(await accessibilityViolations(visitor)).toEqual([]);

  await visitor.getByRole('link', { name: '公开信息', exact: true }).click();
  await visitor.getByRole('link', { name: '促进科技型企业融资12条措施' }).click();
  await visitor.getByRole('heading', { name: '（四）激励创业投资机构投早、投小、投创新' }).waitFor();
  expect(await accessibilityViolations(visitor)).toEqual([]);

  await visitor.getByRole('link', { name: '公开信息', exact: true }).click();
  await visitor.getByRole('link', { name: /公示$/ }).click();
  await visitor.getByText('还剩 6 天（4 个工作日），至 2026年12月7日24:00').waitFor();
  await site.shot(visitor, 'public-notice');
  expect(await accessibilityViolations(visitor)).toEqual([]);
  await visitor.emulateMedia({ media: 'print' });
  expect(await visitor.getByRole('button').count()).toBe(0);
  await site.shot(visitor, 'public-notice-print');
  await visitor.emulateMedia({ media: 'screen' });

  await visitor.getByRole('button', { name: '对“绿色铝合金扁锭”提出异议' }).click();
  await visitor.getByRole('radio', { name: '单位' }).check();
  await visitor.getByRole('button', { name: '提交异议' }).click();
  await visitor.getByText('请填写真实姓名，匿名异议不予受理').waitFor();
  await visitor.getByLabel('单位全称').fill('某新材料公司');
  await visitor.getByLabel('法定代表人姓名').fill('王某');
  await visitor.getByLabel('联系电话或邮箱').fill('13800000001');
  await visitor.getByLabel('异议内容和事实依据').fill('环评批复编号与公示不符');
  await visitor.getByRole('checkbox').check();
  await visitor.getByRole('button', { name: '提交异议' }).click();
  await visitor.getByText('请上传法定代表人签字并加盖公章的异议书').waitFor();
  await site.shot(visitor, 'public-objection');
  expect(await accessibilityViolations(visitor)).toEqual([]);
  const letter = { name: '异议书.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 异议书') };
  await visitor.getByLabel('证据材料').setInputFiles(letter);
  await visitor.getByRole('button', { name: '提交异议' }).click();
  await visitor.getByText('异议已收到').waitFor();

  const officer = await site.signedIn('vo');
  await officer.goto(`${site.url}/calls/${programme.callId}/selection/${list}`);
  await officer.getByRole('button', { name: '查看异议：绿色铝合金扁锭' }).click();
  const [file] = await Promise.all([
    officer.waitForEvent('download'),
    officer.getByRole('button', { name: '异议书.pdf' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('异议书.pdf');

  await press(visitor, '返回公示');
  await visitor.getByRole('button', { name: '对“动力电池结构件”提出异议' }).click();
  await visitor.getByLabel('真实姓名').fill('李某');
  await visitor.getByLabel('联系电话或邮箱').fill('13800000002');
  await visitor.getByLabel('异议内容和事实依据').fill('用地手续未办结');
  await moveClock(site.db, { to: atTime('2026-12-08', '00:00') });
  await visitor.getByRole('button', { name: '提交异议' }).click();
  await visitor.getByText('不在公示期内，不受理异议').waitFor();

  // The rest of the list is not held up; the list appears with its document number.
  await programme.knock(list, 'notice-closes');
  await visitor.goto(`${site.url}/public`);
  await visitor.getByRole('link', { name: '2027年重点项目计划', exact: true }).click();
  await visitor.getByText(/云工信计划〔2027〕1号/).waitFor();
  await site.shot(visitor, 'public-list');
  expect(await visitor.getByRole('button', { name: /提出异议/ }).count()).toBe(0);
  expect(await accessibilityViolations(visitor)).toEqual([]);
});
