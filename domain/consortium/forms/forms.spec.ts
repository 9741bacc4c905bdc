import { describe, expect, it } from 'vitest';
import { tablesOf, type DocumentContent } from '#domain/form/document.js';
import type { Finding } from '#domain/form/finding.js';
import { exampleMembers as members } from '../examples.js';
import { dimensions, industries, memberKinds, origins, taskGroups } from '../vocabulary.js';
import { agreement, checkAgreement, writtenSections } from './agreement.js';
import { annualReportForm, checkAnnualReport, mattersOf } from './annual-report.js';
import { application, checkApplication } from './application.js';
import { validAgreement, validAnnualReport, validApplication, validPlan, validSelfEvaluation } from './examples.js';
import { checkPlan, plan } from './plan.js';
import { checkSelfEvaluation, selfEvaluation } from './self-evaluation.js';

const today = '2026-05-20';
const foreign = { ...members[3]!, unitId: 'foreign', name: 'Fraunhofer IWU', uscc: undefined, foreignId: 'HRB 4461' };

/** A valid application with one thing changed: 'fields.total' or 'team.0.age'. */
function filed(changes: Record<string, string | boolean | undefined>, list = members): Finding[] {
  const content = validApplication(list, today);
  for (const [path, value] of Object.entries(changes)) {
    const [table, row, key] = path.split('.') as [string, string, string?];
    if (key === undefined) content.fields[row] = value;
    else content.tables[table]![Number(row)]![key] = value;
  }
  return checkApplication(content, { today, members: list, effectiveOn: today });
}
const said = (findings: Finding[]) => findings.map(({ clause, field }) => `${clause} ${field}`);

describe('附件1 组建申请表', () => {
  it('B35 B37 a complete form has nothing to complain about', () => expect(filed({})).toEqual([]));

  it.each(['name', 'industry', 'lead', 'contact', 'phone', 'filledOn'])('B35 cover: %s is asked for', (key) =>
    expect(said(filed({ [`fields.${key}`]: '' }))).toContain(`B35 ${key}`),
  );
  it.each([
    'effectiveOn',
    'chiefExpert',
    'chiefTitle',
    'nationalPlatforms',
    'provincialPlatforms',
    'total',
    'enterprises',
    'universities',
    'institutes',
  ])('B37 head: %s is asked for', (key) => expect(said(filed({ [`fields.${key}`]: '' }))).toContain(`B37 ${key}`));
  it('B36 the seal of the lead, and an industry of one of the two kinds', () => {
    expect(said(filed({ 'fields.leadSeal': false }))).toEqual(['B36 leadSeal']);
    expect(said(filed({ 'fields.industryKind': 'other' }))).toEqual(['B36 industryKind']);
  });
  it('B3 the ten industries, 其他 with its text', () => {
    expect(industries).toHaveLength(10);
    expect(said(filed({ 'fields.industry': '其他' }))).toEqual(['B3 otherIndustry']);
    expect(said(filed({ 'fields.industry': '房地产' }))).toEqual(['B35 industry']);
  });
  it('B1 a target technology and a project need', () => {
    expect(said(filed({ 'fields.target': '', 'fields.need': ' ' }))).toEqual(['B1 target', 'B1 need']);
  });
  it('B8 B12 four kinds of members, three origins', () => {
    expect(memberKinds.map(({ label }) => label)).toEqual(['企业', '高等学校', '科研院所', '其他机构']);
    expect(origins.map(({ label }) => label)).toEqual(['自上而下', '揭榜挂帅', '自下而上']);
  });
  it('B18 the name must follow 云南省×××创新联合体', () =>
    expect(said(filed({ 'fields.name': '绿色铝创新联合体' }))).toEqual(['B18 name']));
  it('B37 the effective date is that of the last signature', () =>
    expect(said(filed({ 'fields.effectiveOn': '2026-05-19' }))).toEqual(['B37 effectiveOn']));

  it('B38 R7 the total is the sum of four kinds and the rows of table six; both numbers are named', () => {
    const [sum, rows] = filed({ 'fields.total': '5' });
    expect(sum).toMatchObject({
      clause: 'B38',
      field: 'total',
      message: '「成员总数（个）」填写为5，但企业、高等学校、研究机构与其他机构数量之和为4，请核对一致。',
    });
    expect(rows!.message).toContain('为5，但表六的单位行数为4');
  });
  it('B38 R7 other institutions left out default to 0 and then disagree', () =>
    expect(filed({ 'fields.others': '' }).map(({ message }) => message)).toEqual([
      expect.stringContaining('为3'),
      expect.stringContaining('为0，但成员名单中为1'),
    ]));
  it.each(['-1', '1.5', '一', '1e3'])('B38 a count of %s is not an integer ≥ 0', (value) =>
    expect(said(filed({ 'fields.institutes': value }))).toContain('B37 institutes'),
  );
  it('B38 platform counts are those of table four, per level', () => {
    expect(said(filed({ 'fields.nationalPlatforms': '2' }))).toEqual(['B38 nationalPlatforms']);
    expect(said(filed({ 'platforms.0.level': 'provincial' }))).toEqual(['B38 nationalPlatforms', 'B38 provincialPlatforms']);
  });
  it('B38 the lead counts once, as an enterprise', () => {
    const findings = filed({ 'fields.enterprises': '2', 'fields.total': '5' });
    expect(findings.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('「企业数量」填写为2，但成员名单中为1'),
    );
  });

  it.each([
    { id: 'B39 goal of 500 characters', key: 'goal', text: '字'.repeat(500), ok: true },
    { id: 'B39 goal of 501 characters', key: 'goal', text: '字'.repeat(501), ok: false },
    { id: 'B39 500 characters with white space between', key: 'goal', text: '字 \n　'.repeat(500), ok: true },
    { id: 'B39 punctuation counts', key: 'goal', text: `${'字'.repeat(500)}。`, ok: false },
    { id: 'B39 an extension character counts as one', key: 'goal', text: '𠮷'.repeat(500), ok: true },
    { id: 'B39 an empty goal', key: 'goal', text: ' ', ok: false },
    { id: 'B40 resume of 5000 characters', key: 'resume', text: '字'.repeat(5_000), ok: true },
    { id: 'B40 resume of 5001 characters', key: 'resume', text: '字'.repeat(5_001), ok: false },
    { id: 'B40 an empty resume', key: 'resume', text: '', ok: false },
    { id: 'B45 basis of 500 characters', key: 'basis', text: '字'.repeat(500), ok: true },
    { id: 'B45 basis of 501 characters', key: 'basis', text: '字'.repeat(501), ok: false },
  ])('$id', ({ key, text, ok, id }) =>
    expect(said(filed({ [`fields.${key}`]: text }))).toEqual(ok ? [] : [`${id.slice(0, 3)} ${key}`]),
  );

  it.each([
    { id: 'B41 age 15', age: '15', ok: false },
    { id: 'B41 age 16', age: '16', ok: true },
    { id: 'B41 age 100', age: '100', ok: true },
    { id: 'B41 age 101', age: '101', ok: false },
    { id: 'B41 age 30.5', age: '30.5', ok: false },
  ])('$id', ({ age, ok }) => expect(said(filed({ 'team.0.age': age }))).toEqual(ok ? [] : ['B41 team.0.age']));
  it('B41 a team member of a stranger unit', () => expect(said(filed({ 'team.0.unit': '某公司' }))).toEqual(['B41 team.0.unit']));

  it('B42 a platform of a city, one not running, one not built yet, one of a stranger', () => {
    expect(said(filed({ 'platforms.0.level': 'city' }))).toContain('B42 platforms.0.level');
    expect(said(filed({ 'platforms.0.running': false }))).toEqual(['B42 platforms.0.running']);
    expect(said(filed({ 'platforms.0.builtOn': '2026-05-21' }))).toEqual(['B42 platforms.0.builtOn']);
    expect(said(filed({ 'platforms.1.host': '某公司' }))).toEqual(['B42 platforms.1.host']);
  });

  it.each([
    { id: 'B43 199.99 is refused', fiscal: '199.99', ok: false },
    { id: 'B43 200.00 is accepted', fiscal: '200.00', ok: true },
    { id: 'B43 200 is accepted', fiscal: '200', ok: true },
    { id: 'B43 0 is refused', fiscal: '0', ok: false },
  ])('$id', ({ fiscal, ok }) =>
    expect(said(filed({ 'projects.0.fiscal': fiscal }))).toEqual(ok ? [] : ['B43 projects.0.fiscal']),
  );
  it('B43 only the last three years, only national or provincial', () => {
    expect(said(filed({ 'projects.0.from': '2020-01-01', 'projects.0.to': '2023-05-19' }))).toEqual(['B43 projects.0.to']);
    expect(said(filed({ 'projects.0.from': '2020-01-01', 'projects.0.to': '2023-05-20' }))).toEqual([]);
    expect(said(filed({ 'projects.0.level': 'city' }))).toEqual(['B43 projects.0.level']);
  });

  it('B44 the code has 18 characters and its check digit, and is unique in the table', () => {
    expect(said(filed({ 'members.1.uscc': '12530000MB0TEXT67D' }))).toEqual(['B44 members.1.uscc']);
    expect(said(filed({ 'members.1.uscc': '12530000MB0TEXT67' }))).toEqual(['B44 members.1.uscc']);
    expect(said(filed({ 'members.1.uscc': '' }))).toEqual(['B44 members.1.uscc']);
    expect(said(filed({ 'members.1.uscc': members[2]!.uscc }))).toEqual(['B44 members.2.uscc']);
  });
  it('B44 a foreign unit may lack a code, with another id', () => {
    const list = [...members.slice(0, 3), foreign];
    expect(filed({}, list)).toEqual([]);
    expect(said(filed({ 'members.3.foreignId': '' }, list))).toEqual(['B44 members.3.uscc']);
  });
  it.each([
    { id: 'B44 200 characters', length: 200, ok: true },
    { id: 'B44 201 characters', length: 201, ok: false },
  ])('$id of standing and share', ({ length, ok }) =>
    expect(said(filed({ 'members.0.standing': '字'.repeat(length) }))).toEqual(ok ? [] : ['B44 members.0.standing']),
  );
  it('B44 only units of the frozen list', () =>
    expect(said(filed({ 'members.2.name': '某公司' }))).toEqual(['B44 members.2.name']));

  it('B10 P-4 the commitment in the application: 999.99 fails, 1000.00 passes', () => {
    expect(said(filed({ 'fields.selfRaised': '999.99' }))).toEqual(['B10 selfRaised']);
    expect(filed({ 'fields.selfRaised': '1000.00' })).toEqual([]);
    expect(said(filed({ 'fields.ratioPromise': false }))).toEqual(['B10 ratioPromise']);
  });
  it('B11 all organs named, at least one of staff, a fund rule; running as an entity is optional', () => {
    expect(
      said(
        filed({ 'fields.decisionBody': '', 'fields.advisoryBody': '', 'fields.executiveBody': '', 'fields.fundRules': false }),
      ),
    ).toEqual(['B11 decisionBody', 'B11 advisoryBody', 'B11 executiveBody', 'B11 fundRules']);
    expect(said(filed({ 'fields.staff': '0' }))).toEqual(['B11 staff']);
    expect(filed({ 'fields.staff': '1', 'fields.entity': true })).toEqual([]);
  });
  it.each([
    { id: 'B24 36 months', months: '36', ok: true },
    { id: 'B24 60 months', months: '60', ok: true },
    { id: 'B24 35 months want a reason', months: '35', ok: false },
    { id: 'B24 61 months want a reason', months: '61', ok: false },
  ])('$id', ({ months, ok }) => {
    expect(said(filed({ 'fields.months': months }))).toEqual(ok ? [] : ['B24 monthsReason']);
    expect(filed({ 'fields.months': months, 'fields.monthsReason': '与项目任务周期一致' })).toEqual([]);
  });
  it('B46 the truth declaration of the lead', () => expect(said(filed({ 'fields.truth': false }))).toEqual(['B46 truth']));
});

describe('附件2 组建协议', () => {
  const changed = (key: string, value: string): Finding[] => {
    const content = validAgreement(members, today);
    content.fields[key] = value;
    return checkAgreement(content, members);
  };
  it('B47 exactly eight sections: the parties, six texts, and the grid of signatures', () => {
    expect(agreement.sections.slice(1).map(({ label }) => label.slice(0, 2))).toEqual([
      '一、',
      '二、',
      '三、',
      '四、',
      '五、',
      '六、',
      '七、',
    ]);
    expect(checkAgreement(validAgreement(members, today), members)).toEqual([]);
  });
  it.each(writtenSections.map(({ key, label }) => ({ key, label })))('B47 without $label', ({ key }) =>
    expect(said(changed(key, ''))).toEqual([`B47 ${key}`]),
  );
  it('B14 dispute resolution and the sharing of rights at dissolution must be written', () => {
    expect(said(changed('breach', '违约方赔偿损失。'))).toEqual(['B14 breach']);
    expect(said(changed('duties', '各方共享权利、分担义务。'))).toEqual(['B14 duties']);
  });
  it('B47 the parties of section one are exactly the frozen members', () => {
    const few = validAgreement(members.slice(0, 3), today);
    expect(checkAgreement(few, members)).toMatchObject([
      { clause: 'B47', field: 'parties', message: expect.stringContaining(members[3]!.name) },
    ]);
    expect(checkAgreement(validAgreement(members, today), members.slice(0, 3))).toHaveLength(1);
  });
});

describe('附件3 建设方案', () => {
  it('B48 exactly seven sections, all required', () => {
    expect(plan.sections).toHaveLength(7);
    expect(checkPlan(validPlan(members))).toEqual([]);
    for (const part of [1, 2, 3, 5, 6, 7]) {
      const content = validPlan(members);
      content.fields[`part${part}`] = '';
      expect(said(checkPlan(content))).toEqual([`B48 part${part}`]);
    }
  });
  it('B19 section four stands under the five task groups and keeps the two lists', () => {
    expect(plan.sections[3]!.fields.map(({ label }) => label)).toEqual(taskGroups.map(({ label }) => label));
    expect(tablesOf(plan).map(({ label }) => label)).toEqual(['重大科学问题清单', '关键核心技术攻关清单']);
    expect(said(checkPlan({ ...validPlan(members), tables: {} }))).toEqual(['B19 problems', 'B19 targets']);
  });
});

describe('年度报告与自评', () => {
  it('B30 summary, funds, member changes, next plan, problems; a matter for the government is a line of its own', () => {
    expect(annualReportForm.sections.map(({ label }) => label)).toEqual([
      '年度总结',
      '经费情况',
      '成员变化',
      '下一年度工作计划',
      '存在问题和需政府协调事项',
    ]);
    const report = validAnnualReport([{ title: '用地指标', detail: '中试基地用地未落实' }]);
    expect(checkAnnualReport(report)).toEqual([]);
    expect(mattersOf(report)).toEqual([{ title: '用地指标', detail: '中试基地用地未落实' }]);
    expect(said(checkAnnualReport({ ...report, fields: { ...report.fields, nextPlan: '' } }))).toEqual(['B30 nextPlan']);
  });
  it('B19 the five headings of the annual report', () =>
    expect(annualReportForm.sections[0]!.fields.map(({ label }) => label)).toEqual(taskGroups.map(({ label }) => label)));
  it('B30 more spent than received is asked about', () =>
    expect(
      said(checkAnnualReport({ ...validAnnualReport(), fields: { ...validAnnualReport().fields, spent: '320.01' } })),
    ).toEqual(['B30 spent']));
  it('B22 exactly four dimensions, each with evidence', () => {
    expect(dimensions.map(({ label }) => label)).toEqual([
      '项目任务执行完成情况',
      '财政资金预算绩效',
      '内部日常管理',
      '成员单位合作情况',
    ]);
    expect(selfEvaluation.sections).toHaveLength(4);
    const content: DocumentContent = validSelfEvaluation();
    expect(checkSelfEvaluation(content)).toEqual([]);
    content.fields.fundsEvidence = '';
    expect(said(checkSelfEvaluation(content))).toEqual(['B22 fundsEvidence']);
  });
  it('B19 B48 none of the application is lost: its seven tables and texts', () =>
    expect(application.sections.map(({ label }) => label).filter((label) => /^[一二三四五六七]、/.test(label))).toHaveLength(7));
});
