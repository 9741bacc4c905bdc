import type { CaseDetail } from '#apps/api/contract.js';
import type { EvaluationData } from '#domain/consortium/evaluation/data.js';
import type { Stage } from '../../case/stages.js';

export const evaluationData = (one: CaseDetail) => one.data as unknown as EvaluationData;

/** 办理步骤 (2.5). */
export const evaluationStages: readonly Stage[] = [
  { label: '通知', at: ['planned'] },
  { label: '自评', at: ['self_eval'] },
  { label: '推荐意见', at: ['recommender_opinion'] },
  { label: '专家评价', at: ['panel'] },
  { label: '核定复核', at: ['result_draft', 'objection', 'reviewing'] },
  { label: '审议', at: ['deliberation'] },
  { label: '公示', at: ['published'] },
  { label: '决定', at: ['deciding'] },
  { label: '办结', at: ['decided'] },
];
