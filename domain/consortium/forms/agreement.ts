import { checkComplete, error, textOf, type DocumentContent, type FormDocument } from '#domain/form/document.js';
import type { Finding } from '#domain/form/finding.js';
import type { Member } from '../data.js';
import { industries } from '../vocabulary.js';

const LONG = 20_000;
const section = (clause: string, key: string, label: string, help?: string) => ({
  key,
  label,
  fields: [{ clause, key, label, kind: 'longtext' as const, required: true, limit: LONG, ...(help ? { help } : {}) }],
});

/** The sections an applicant writes: 附件2 has eight; the eighth is the grid of signatures (B47). */
export const writtenSections = [
  section('B47', 'goal', '二、技术创新目标', '拟解决的关键核心技术问题等。'),
  section('B47', 'tasks', '三、任务具体分工'),
  section('B47', 'duties', '四、各成员单位的责权利', '须明确创新联合体解散时各成员单位的权责分配。'),
  section('B47', 'results', '五、科技成果和知识产权归属、许可使用和转化收益分配办法'),
  section('B47', 'integrity', '六、科研诚信追究方式'),
  section('B47', 'breach', '七、违约责任追究方式', '含争议解决方式。'),
] as const;

/** 附件2 云南省创新联合体组建协议: cover, preamble and exactly eight sections; the first lists the parties, the last holds their signatures. */
export const agreement: FormDocument = {
  name: 'agreement',
  label: '云南省创新联合体组建协议',
  sections: [
    {
      key: 'cover',
      label: '封面及序言',
      fields: [
        { clause: 'B47', key: 'name', label: '创新联合体名称', kind: 'text', required: true, limit: 60 },
        { clause: 'B47', key: 'industry', label: '产业领域', kind: 'choice', required: true, options: industries },
        { clause: 'B47', key: 'lead', label: '牵头单位', kind: 'text', required: true },
        { clause: 'B47', key: 'contact', label: '联系人', kind: 'text', required: true },
        { clause: 'B47', key: 'phone', label: '联系电话', kind: 'phone', required: true },
        { clause: 'B47', key: 'filledOn', label: '填报日期', kind: 'date', required: true },
        { clause: 'B47', key: 'preamble', label: '序言', kind: 'longtext', required: true, limit: 2_000 },
      ],
    },
    {
      key: 'parties',
      label: '一、牵头和成员单位',
      fields: [],
      tables: [
        {
          key: 'parties',
          label: '牵头和成员单位',
          clause: 'B47',
          least: 3,
          columns: [
            { key: 'unitId', label: '单位', kind: 'text', required: true, internal: true },
            { key: 'name', label: '单位名称', kind: 'text', required: true },
          ],
        },
      ],
    },
    ...writtenSections,
  ],
};

/** B14: each matter has its section; two of them stand inside a wider one and must be named there. */
const namedInside = [
  { section: 'duties', word: '解散', label: '解散时各成员单位的权责分配' },
  { section: 'breach', word: '争议', label: '争议解决方式' },
] as const;

/** The parties as section one lists them. */
export const partiesOf = (content: DocumentContent): string[] =>
  (content.tables.parties ?? []).map((row) => textOf(row, 'unitId'));

/** B14, B47: all sections written, the parties those of the frozen list, disputes and dissolution provided for. */
export function checkAgreement(content: DocumentContent, members: readonly Member[]): Finding[] {
  const parties = partiesOf(content);
  const strangers = members.filter((member) => !parties.includes(member.unitId));
  const surplus = (content.tables.parties ?? []).filter(
    (row) => !members.some((member) => member.unitId === textOf(row, 'unitId')),
  );
  return [
    ...checkComplete(agreement, content),
    ...strangers.map((member) => error('B47', 'parties', `第一部分未列入${member.name}，协议各方须与成员名单一致。`)),
    ...surplus.map((row) => error('B47', 'parties', `第一部分列有“${textOf(row, 'name')}”，但其不在成员名单内，请删去。`)),
    ...namedInside.flatMap(({ section: key, word, label }) => {
      const text = textOf(content.fields, key);
      const where = writtenSections.find((one) => one.key === key)!.label;
      return text === '' || text.includes(word) ? [] : [error('B14', key, `「${where}」未写明${label}，请补充。`)];
    }),
  ];
}
