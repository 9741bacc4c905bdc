import { localDate } from '#domain/calendar/instant.js';
import type { FormationData } from '#domain/consortium/formation/data.js';
import { contentOf } from '#domain/form/document.js';
import { formOf } from '#domain/process/documents.js';
import type { DocumentRule } from '#domain/process/types.js';
import { printDocument, type PrintedSignature } from './print-document.js';
import type { PaperVersion } from './layout.js';
import type { PrintedOpinion } from './print.js';

/** A document of a case, and what the record knows of the case when it goes on paper. */
export interface CasePaper {
  process: string;
  document: string;
  rule: DocumentRule<any>;
  data: unknown;
  number?: string;
  content: Record<string, unknown>;
  version?: PaperVersion;
  /** By level, as the record has them. */
  opinions: readonly (Omit<PrintedOpinion, 'heading'> & { level: string })[];
}

/** B46 the three blocks: the lead's declaration, the recommending unit's opinion (自下而上 only), the department's. */
const headings: Record<string, string> = { prefecture: '推荐单位审核意见', province: '省科技厅审核意见' };
const declaration = {
  heading: '牵头单位意见',
  lines: ['我单位已对申报材料进行了认真审查，确认所提供材料的真实性，并对此负责。', '', '法定代表人（签章）：'],
  seal: '牵头单位（法人公章）',
};

/** The official paper of a document. A formation's application carries its opinions (B46), its agreement the grid of signatures (B47 八). */
export function printCaseDocument({
  process,
  document,
  rule,
  data,
  number,
  content,
  version,
  opinions,
}: CasePaper): Promise<Buffer> {
  const forms = process === 'consortium-formation';
  return printDocument({
    form: formOf(rule, data),
    content: contentOf(content),
    ...(rule.annex ? { annex: rule.annex } : {}),
    ...(number ? { number } : {}),
    ...(version ? { version } : {}),
    ...(forms && document === 'form'
      ? {
          declaration,
          opinions: opinions.flatMap((one) => (headings[one.level] ? [{ ...one, heading: headings[one.level]! }] : [])),
        }
      : {}),
    ...(forms && document === 'agreement'
      ? {
          signatures: {
            heading: '八、所有成员单位签章',
            rows: signatureRows(data as FormationData, contentOf(content), version),
          },
        }
      : {}),
  });
}

/** Every party of the text; its signature only where it stands on this very text (B15). */
function signatureRows(
  { signatures, members = [] }: FormationData,
  { tables }: ReturnType<typeof contentOf>,
  version?: PaperVersion,
): PrintedSignature[] {
  const parties = (tables.parties ?? []).map((party) => ({ unitId: String(party.unitId ?? ''), name: String(party.name ?? '') }));
  const named = parties.length ? parties : members;
  return named.map(({ unitId, name }) => {
    const signed = version && signatures.find((one) => one.unitId === unitId && one.sha256 === version.sha256);
    if (!signed) return { unit: name };
    return {
      unit: name,
      representative: signed.representative,
      signedOn: localDate(signed.at),
      means: signed.page ? '线下盖章（签章页经核验）' : '系统签署（登录密码确认）',
    };
  });
}
