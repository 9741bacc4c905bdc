import { describe, expect, it } from 'vitest';
import { atTime } from '#domain/calendar/instant.js';
import { fieldsOf } from '#domain/form/definition.js';
import { validExample } from '#domain/key-project/examples.js';
import { projectForm } from '#domain/key-project/form.js';
import { printApplication, type PrintedApplication } from './print.js';
import { inflate, readDirectory, reader } from './zip.js';

const facts = { owner: '楚雄绿铝有限公司', uscc: '91532300MA6K3XYZ0R', prefecture: '楚雄彝族自治州' };
const application: PrintedApplication = {
  year: 2027,
  number: '202701ZD000001',
  form: { ...validExample('new', 2027), remarks: '<w:t>"引号"</w:t>\u0000 第一行\n第二行' },
  facts,
  version: { version: 2, sha256: 'ab'.repeat(32) },
  opinions: [
    {
      heading: '县级工信部门意见',
      opinion: '材料齐全，同意推荐',
      decision: '推荐',
      unit: '楚雄市工信局',
      person: '李科长',
      date: '2026-12-05',
    },
  ],
};

async function partOf(bytes: Buffer, name: RegExp): Promise<string> {
  const read = reader(bytes);
  return inflate(
    readDirectory(bytes.length, read).find((entry) => name.test(entry.name))!,
    read,
  ).toString();
}

describe('6.12 the printed application', () => {
  it('stands on A4 and has every asked field with its value, and the opinions of the levels', async () => {
    const xml = await partOf(await printApplication(application), /^word\/document\.xml$/);
    const text = xml.replace(/<[^>]+>/g, '');
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    for (const field of fieldsOf(projectForm(2027))) {
      const asked = !field.when || field.when(application.form);
      expect(text.includes(field.label), field.key).toBe(asked);
    }
    for (const word of [
      '202701ZD000001',
      '楚雄绿铝有限公司',
      '5000.00',
      '2027年3月1日',
      '楚雄市',
      '县级工信部门意见',
      '材料齐全，同意推荐',
      '李科长',
      '2026年12月5日',
      '&lt;w:t&gt;',
    ])
      expect(text).toContain(word);
    expect(text).not.toContain('\u0000');
  });
  it('6.9 shows the applicant’s stamp: who, of which unit, when, and that it holds for this text alone', async () => {
    const text = async (seal?: PrintedApplication['seal']) =>
      (await partOf(await printApplication({ ...application, ...(seal ? { seal } : {}) }), /^word\/document\.xml$/)).replace(
        /<[^>]+>/g,
        '',
      );
    expect(await text()).not.toContain('系统签章');
    const sealed = await text({ person: '张管理', unit: '楚雄绿铝有限公司', at: atTime('2026-12-03', '10:05') });
    for (const word of ['【系统签章】楚雄绿铝有限公司 张管理 2026-12-03 10:05', '仅对页脚校验码所示文本有效', '2026年12月3日'])
      expect(sealed).toContain(word);
  });
  it('carries the version and its SHA-256 on every page; a draft says so', async () => {
    expect(await partOf(await printApplication(application), /footer\d\.xml$/)).toContain('ab'.repeat(32));
    expect(await partOf(await printApplication({ ...application, version: undefined }), /footer\d\.xml$/)).toContain('草稿');
  });
});
