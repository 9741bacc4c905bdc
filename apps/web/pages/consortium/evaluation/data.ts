import type { CaseDetail } from '#apps/api/contract.js';
import type { EvaluationData } from '#domain/consortium/evaluation/data.js';

export const evaluationData = (one: CaseDetail) => one.data as unknown as EvaluationData;
