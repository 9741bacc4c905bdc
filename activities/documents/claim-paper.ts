import { formatDate } from '#domain/calendar/instant.js';
import { formatWanYuan } from '#domain/money/fen.js';
import { toChineseUppercase } from '#domain/money/uppercase.js';
import type { ClaimData } from '#domain/subsidy/claim/data.js';
import { measures } from '#domain/subsidy/measures.js';
import type { Besides } from './case-paper.js';
import { levelsOf, type Paper } from './consortium-papers.js';

/** By process and document: what the papers of programme C carry besides their text. */
export const claimPapers: Record<string, (paper: Paper) => Besides> = { 'claim form': claimForm };

/** 2.9 the claim form of every measure: whose claim under which clause, the claimant's word, and the levels' opinions or the rooms for them. */
function claimForm({ data, opinions }: Paper): Besides {
  const { claimant, measure, year, filedOn, direct, awardFen, approvedAt, planNo } = data as ClaimData;
  const { label, clause } = measures[measure];
  // Reckoned is not yet 核定: only the end of the notice makes it so.
  const award = approvedAt === undefined || awardFen === undefined ? undefined : BigInt(awardFen);
  const { given, waiting } = levelsOf(opinions, [...(direct ? [] : ['推荐单位审核意见']), '省科技厅审核意见']);
  return {
    facts: [
      ['申报单位', claimant.name],
      ['申报措施', `《促进科技型企业融资12条措施》${clause}${label}`],
      ['补助年度', `${year}年度`],
      ...(filedOn ? [['申报日期', formatDate(filedOn)] as const] : []),
      ...(award === undefined
        ? []
        : [['核定补助金额', `${formatWanYuan(award)}万元（大写：${toChineseUppercase(award)}）`] as const]),
      ...(planNo ? [['核定文号', planNo] as const] : []),
    ],
    seals: {
      heading: '承诺与审核意见',
      rooms: [
        {
          heading: '申报单位承诺',
          lines: ['本单位承诺以上填报内容及所附材料真实、准确、完整，并承担相应责任。', '', '法定代表人（签字）：'],
          seal: `${claimant.name}（公章）`,
        },
        ...waiting,
      ],
    },
    opinions: given,
  };
}
