import { describe, expect, it } from 'vitest';
import type { ChangeData } from '#domain/consortium/change/data.js';
import { consortiumChange } from '#domain/consortium/change/process.js';
import { dissolution } from '#domain/consortium/dissolution/process.js';
import { exampleChild, exampleMembers as members } from '#domain/consortium/examples.js';
import { projectTask } from '#domain/consortium/project-task/process.js';
import type { Process } from '#domain/process/types.js';
import type { FormationData } from '#domain/consortium/formation/data.js';
import { application } from '#domain/consortium/forms/application.js';
import { plan } from '#domain/consortium/forms/plan.js';
import { formation } from '#domain/consortium/formation/process.js';
import { writtenSections } from '#domain/consortium/forms/agreement.js';
import { validAgreement, validApplication, validPlan } from '#domain/consortium/forms/examples.js';
import type { DocumentContent } from '#domain/form/document.js';
import type { ClaimData } from '#domain/subsidy/claim/data.js';
import { exampleClaim } from '#domain/subsidy/claim/examples.js';
import { claim } from '#domain/subsidy/claim/process.js';
import { exampleFacts } from '#domain/subsidy/examples.js';
import { contentOfFacts } from '#domain/subsidy/form.js';
import { measureCodes, measures, type Measure } from '#domain/subsidy/measures.js';
import { printCaseDocument, type CasePaper } from './case-paper.js';
import { nameOf, shown } from './layout.js';
import { inflate, readDirectory, reader } from './zip.js';

const hash = 'ab'.repeat(32);
const data = {
  members: [...members],
  signatures: [
    { unitId: 'uni', representative: '王校长', by: 'p', at: Date.UTC(2026, 4, 20), sha256: hash },
    {
      unitId: 'inst',
      representative: '李院长',
      by: 'p',
      at: Date.UTC(2026, 4, 21),
      sha256: hash,
      page: { file: 'f', verifiedBy: 'vo' },
    },
    { unitId: 'test', representative: '旧文本', by: 'p', at: Date.UTC(2026, 4, 1), sha256: 'cd'.repeat(32) },
  ],
} as unknown as FormationData;
const opinion = { decision: '推荐', opinion: '符合条件，同意推荐', unit: '昆明市科技局', person: '陈某', date: '2026-05-21' };

const texts = (document: 'form' | 'agreement' | 'plan', content: DocumentContent, change: Partial<CasePaper> = {}) =>
  textsOf({ process: formation.name, document, rule: formation.documents![document]!, data, content: { ...content }, ...change });

async function textsOf(paper: Omit<CasePaper, 'opinions'> & Partial<CasePaper>) {
  const bytes = await printCaseDocument({ version: { version: 2, sha256: hash }, opinions: [], ...paper });
  const read = reader(bytes);
  const part = async (name: RegExp) =>
    (
      await inflate(
        readDirectory(bytes.length, read).find((entry) => name.test(entry.name))!,
        read,
      )
    ).toString();
  return { body: (await part(/^word\/document\.xml$/)).replace(/<[^>]+>/g, '\n'), foot: await part(/footer\d\.xml$/) };
}

describe('the three annexes of a consortium on paper', () => {
  it('B35 B36 B37 B44 B46 annex 1: cover and head, six tables, the lead’s declaration, the opinions given', async () => {
    const { body, foot } = await texts('form', validApplication(members, '2026-05-20'), {
      number: 'YNLHT-2026-001',
      opinions: [
        { ...opinion, level: 'prefecture' },
        { ...opinion, level: 'county', unit: '某县' },
      ],
    });
    for (const word of [
      ...['附件1', '云南省创新联合体组建申请表', 'YNLHT-2026-001', '创新联合体名称', '协议生效时间', '2026年5月20日', '成员总数'],
      ...['三、科研团队情况', '铝合金国家工程研究中心', '200.00', '91530100MA6TEXT053', '统一社会信用代码'],
      ...['牵头单位意见', '法定代表人（签章）：', '推荐单位审核意见', '符合条件，同意推荐', '2026年5月21日'],
    ])
      expect(body).toContain(word);
    expect(body).not.toContain('某县');
    expect(foot).toContain(hash);
  });

  it('B37-B45 annex 1 carries every field and every column of every row, by its name and with what was written', async () => {
    const content = validApplication(members, '2026-05-20');
    const { body } = await texts('form', content);
    const flat = body.replaceAll('\n', '');
    const lines = application.sections.flatMap(({ fields, tables = [] }) => [
      ...fields
        .filter(({ when }) => !when || when(content.fields))
        .map((field) => ({ field, values: content.fields, alone: true })),
      ...tables.flatMap(({ key, columns }) =>
        content.tables[key]!.flatMap((values) => columns.map((field) => ({ field, values, alone: false }))),
      ),
    ]);
    expect(lines.length).toBeGreaterThan(60);
    for (const { field, values, alone } of lines) {
      // A text that is all of its section stands under the section's heading.
      if (!(alone && field.kind === 'longtext')) expect(flat).toContain(nameOf(field));
      expect(flat, field.label).toContain(shown(field, values[field.key]));
    }
    for (const { label } of application.sections) expect(flat).toContain(label);
  });

  it('B46 the opinions still to come have their rooms: the recommending unit’s from below only', async () => {
    const content = validApplication(members, '2026-05-20');
    const above = await texts('form', content, { data: { ...data, origin: 'top-down' } });
    expect(above.body).toContain('省科技厅审核意见');
    expect(above.body).not.toContain('推荐单位审核意见');
    const below = await texts('form', content, {
      data: { ...data, origin: 'bottom-up' },
      opinions: [{ ...opinion, level: 'prefecture' }],
    });
    expect(below.body.split('推荐单位审核意见')).toHaveLength(2);
    expect(below.body).toContain('省科技厅审核意见');
  });

  it('B47 annex 2: preamble, seven sections and the eighth with a room for every unit; only signatures on this very text stand in it', async () => {
    const { body } = await texts('agreement', validAgreement(members, '2026-05-20'));
    for (const { label } of writtenSections) expect(body).toContain(label);
    expect(body).toContain('一、牵头和成员单位');
    expect(body).toContain('八、所有成员单位签章');
    for (const { name } of members) expect(body).toContain(`单位（盖章）：${name}`);
    expect(body).toContain('王校长');
    expect(body).toContain('系统签署');
    expect(body).toContain('线下盖章');
    expect(body).not.toContain('旧文本');
    // The id a party is known by is nobody's to read.
    expect(body.split('\n')).not.toContain('uni');
  });

  it('B15 an earlier version, or a draft, carries nobody’s signature', async () => {
    const earlier = await texts('agreement', validAgreement(members, '2026-05-20'), {
      version: { version: 1, sha256: 'ef'.repeat(32) },
    });
    expect(earlier.body).not.toContain('王校长');
    const draft = await texts('agreement', validAgreement(members, '2026-05-20'), { version: undefined });
    expect(draft.body).not.toContain('王校长');
    expect(draft.foot).toContain('草稿');
  });

  it('B48 B19 annex 3: seven sections, the fourth under the five task groups with its two lists', async () => {
    const { body } = await texts('plan', validPlan(members));
    for (const section of plan.sections) expect(body).toContain(section.label);
    for (const group of ['关键核心技术攻关', '成果转移转化', '共建共享平台载体', '国内外交流合作', '体制机制创新'])
      expect(body).toContain(`（${group}）`);
    expect(body).toContain('短流程铸轧组织调控');
  });
});

describe('the papers of a consortium’s life', () => {
  const written = (process: Process, document: string, own: Record<string, unknown>, change: Partial<CasePaper> = {}) => {
    const rule = process.documents![document]!;
    const form = typeof rule.form === 'function' ? rule.form(own) : rule.form;
    const fields = Object.fromEntries(form.sections.flatMap(({ fields }) => fields).map(({ key }) => [key, `正文${key}`]));
    return textsOf({ process: process.name, document, rule, data: own, content: { fields, tables: {} }, ...change });
  };
  const { signatures } = data;
  const joining = [{ ...members[3]!, unitId: 'new', name: '曲靖硅光科技(示例)' }];
  const change = {
    ...exampleChild,
    ...{ kind: 'member', reason: '补充检测能力', joining, leaving: ['test'], signatures },
    ...{ startsOn: '2026-03-02', endsOn: '2029-03-01' },
  } satisfies ChangeData;

  it('2.6 B26 补充协议: what changes, a room for every unit that stays, joins or leaves, the opinions of both offices', async () => {
    const { body, foot } = await written(consortiumChange as never, 'agreement', change, {
      number: '云科联变〔2026〕1号',
      opinions: [
        { ...opinion, level: 'prefecture' },
        { ...opinion, level: 'province', unit: '云南省科学技术厅', opinion: '同意备案' },
      ],
    });
    for (const word of [
      ...['创新联合体补充协议', '云科联变〔2026〕1号', '云南省绿色铝创新联合体', '一般成员加入或退出', '补充检测能力'],
      ...['一、变更内容', '正文changes', '正文exit', '四、所有单位签章', '推荐单位审核意见', '省科技厅意见', '同意备案'],
    ])
      expect(body).toContain(word);
    expect(body).toContain('单位（盖章）：曲靖硅光科技(示例)');
    expect(body).toContain(`单位（盖章）：${members[3]!.name}（退出声明）`);
    expect(body).toContain('王校长');
    expect(body).not.toContain('旧文本');
    expect(foot).toContain(hash);
  });

  it('B26 续期: the need, the source of its task and the months stand on it', async () => {
    const renewal = { ...change, kind: 'renewal', reason: '', need: '再生铝低碳冶炼', taskSource: '2029年度指南', months: 36 };
    const { body } = await written(consortiumChange as never, 'agreement', { ...renewal, joining: [], leaving: [] });
    for (const word of ['续期', '再生铝低碳冶炼', '2029年度指南', '36个月']) expect(body).toContain(word);
    expect(body).not.toContain('退出的单位');
  });

  it('2.7 B25 解散协议: the ground in words, a room for every unit, only signatures on this very text', async () => {
    const own = { ...exampleChild, ground: 'completed', detail: '任务全部验收', requestedBy: 'lead', signatures };
    const { body } = await written(dissolution as never, 'agreement', own);
    for (const word of ['既定项目任务已完成且无新目标任务需求：任务全部验收', '正文division', '四、所有成员单位签章', '王校长'])
      expect(body).toContain(word);
    for (const { name } of members) expect(body).toContain(`单位（盖章）：${name}`);
    expect(body).not.toContain('旧文本');
    expect((await written(dissolution as never, 'agreement', own, { version: undefined })).body).not.toContain('王校长');
  });

  it('2.12 B10 任务书: what was established, its money, five sections, the seals of both sides', async () => {
    const own = {
      ...exampleChild,
      ...{ name: '短流程专项', projectNo: '202601AS070021', level: 'provincial', mode: 'commissioned', taskBookNo: 'YN2026-001' },
      ...{ startsOn: '2026-04-01', endsOn: '2028-02-29', establishedOn: '2026-03-02' },
      ...{ fiscalFen: '500000000', selfRaisedFen: '1000000000', members: [...members] },
    };
    const { body } = await written(projectTask as never, 'form', own);
    for (const word of [
      ...['项目任务书', '202601AS070021', 'YN2026-001', '省级，定向委托', '滇中绿铝集团(示例)', '2026年4月1日至2028年2月29日'],
      ...['500.00', '1,000.00', '五、经费预算', '正文budget', '六、签章', '甲方（下达单位）', '乙方（承担单位）'],
    ])
      expect(body).toContain(word);
    expect(body).not.toContain('意见');
  });
});

describe('2.9 the 申报表 of a claim', () => {
  const written = (measure: Measure, change: Partial<ClaimData>, opinions: CasePaper['opinions'] = []) =>
    textsOf({
      ...{ process: claim.name, document: 'form', rule: claim.documents!.form!, data: exampleClaim(measure, change), opinions },
      content: {
        ...contentOfFacts(exampleFacts[measure], { name: '昆明锗业', bank: '彩云银行', number: '6222020200001234567' }),
      },
    });

  it.each(measureCodes)('%s has title, clause, form, the claimant’s word and rooms for seal and date', async (measure) => {
    const { body } = await written(measure, { direct: false, claimant: { unitId: 'x', name: '昆明锗业' } });
    const { label, clause } = measures[measure];
    for (const word of [
      ...[`${label}申报表`, `《促进科技型企业融资12条措施》${clause}${label}`, '补助年度', '收款账户', '6222020200001234567'],
      ...['申报单位承诺', '法定代表人（签字）：', '昆明锗业（公章）', '推荐单位审核意见', '省科技厅审核意见', '负责人（签字）：'],
    ])
      expect(body).toContain(word);
    expect(body).not.toContain('核定补助金额');
  });

  it('6.7 the award stands in 万元 and in capitals; an opinion given takes its room; who goes direct has no recommender’s', async () => {
    const awarded = { awardFen: '30450000', approvedAt: Date.UTC(2026, 11, 20), planNo: '云科金〔2026〕18号', direct: false };
    const { body } = await written('C6.1', awarded, [{ ...opinion, level: 'prefecture' }]);
    for (const word of ['30.45万元（大写：人民币叁拾万肆仟伍佰元整）', '云科金〔2026〕18号', '符合条件，同意推荐'])
      expect(body).toContain(word);
    expect(body.split('推荐单位审核意见')).toHaveLength(2);
    expect((await written('C1', { direct: true })).body).not.toContain('推荐单位审核意见');
  });
});
