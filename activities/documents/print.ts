import { formatInstant, localDate, type Instant } from '#domain/calendar/instant.js';
import type { FormValues } from '#domain/form/definition.js';
import type { RecordFacts } from '#domain/key-project/comparison.js';
import { projectForm } from '#domain/key-project/form.js';
import { cell, centred, heading, label, paper, row, rowsOf, sealRow, table, type PaperVersion } from './layout.js';

/** One level's word on the application. */
export interface PrintedOpinion {
  /** Such as '县级工信部门意见'. */
  heading: string;
  opinion: string;
  /** 推荐, 同意报送 … */
  decision: string;
  unit: string;
  person: string;
  /** 'YYYY-MM-DD'. */
  date: string;
}

export interface PrintedApplication {
  year: number;
  number?: string;
  form: FormValues;
  facts: RecordFacts;
  /** The frozen version printed, with its SHA-256; without it the paper says 草稿. */
  version?: PaperVersion;
  /** Who sealed this version for the applicant, and when (6.9): the visible stamp of the built-in signature. */
  seal?: { person: string; unit: string; at: Instant };
  opinions: readonly PrintedOpinion[];
}

/** 6.12 the official form on A4, from the same definition as the page: sections, then the opinions of the levels with room for their seals. */
export function printApplication(application: PrintedApplication): Promise<Buffer> {
  const form = projectForm(application.year);
  const { form: values, facts } = application;
  const sections = form.sections.flatMap((section) => {
    const asked = section.fields.filter((field) => !field.when || field.when(values));
    return asked.length ? [heading(section.label), table(rowsOf(asked, values))] : [];
  });
  return paper(form.label, application.version, [
    centred(form.label, 36),
    table([
      row([label('项目编号'), cell(application.number ?? '（提交后生成）'), label('申报单位'), cell(facts.owner)]),
      row([label('统一社会信用代码'), cell(facts.uscc), label('所属州（市）'), cell(facts.prefecture)]),
    ]),
    ...sections,
    heading('审核意见'),
    table([
      sealRow(
        '申报单位承诺',
        [
          '本单位承诺以上填报内容及所附材料真实、准确、完整，并承担相应责任。',
          ...(application.seal ? [stamp(application.seal)] : []),
        ],
        '单位（公章）',
        application.seal && localDate(application.seal.at),
      ),
      ...application.opinions.map(opinionRow),
    ]),
  ]);
}

/** 6.9: never a seal of the national platform; the paper's hash stands at its foot. */
const stamp = ({ person, unit, at }: NonNullable<PrintedApplication['seal']>): string =>
  `【系统签章】${unit} ${person} ${formatInstant(at)}，以登录密码确认，仅对页脚校验码所示文本有效。`;

export const opinionRow = (one: PrintedOpinion) =>
  sealRow(
    one.heading,
    [one.opinion || one.decision, ...(one.opinion ? [`审核结论：${one.decision}`] : []), `经办人：${one.person}`],
    `${one.unit}（公章）`,
    one.date,
  );
