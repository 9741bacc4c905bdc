import { describe, expect, it } from 'vitest';
import { exampleMembers as members } from '#domain/consortium/examples.js';
import type { FormationData } from '#domain/consortium/formation/data.js';
import { plan } from '#domain/consortium/forms/plan.js';
import { formation } from '#domain/consortium/formation/process.js';
import { writtenSections } from '#domain/consortium/forms/agreement.js';
import { validAgreement, validApplication, validPlan } from '#domain/consortium/forms/examples.js';
import type { DocumentContent } from '#domain/form/document.js';
import { printCaseDocument, type CasePaper } from './case-paper.js';
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

async function texts(document: 'form' | 'agreement' | 'plan', content: DocumentContent, change: Partial<CasePaper> = {}) {
  const bytes = await printCaseDocument({
    ...{ process: formation.name, document, rule: formation.documents![document]!, data, content: { ...content }, opinions: [] },
    version: { version: 2, sha256: hash },
    ...change,
  });
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
