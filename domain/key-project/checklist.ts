import type { Finding } from '#domain/form/finding.js';
import type { FormValues } from '#domain/form/definition.js';
import { isIntelligent, type ProjectType } from './form.js';

export interface ProvenPoint {
  clause: string;
  label: string;
  state: 'holds' | 'warns' | 'fails';
  message?: string;
}

const ofType: Record<ProjectType, [clause: string, label: string]> = {
  new: ['A7', '新开工：前期手续、计划开工日期和年度计划符合要求'],
  continued: ['A8', '续建：已开工，前期手续基本完备，年度计划大于0'],
  completed: ['A9', '竣工投产：备案、土地、环评完备，投产日期在计划年度内'],
};

/** Readings stand for the clause they read. */
const readingOf: Record<string, string> = { R3: 'A7', R4: 'A8' };

/** A19: the points of the check-list that the machine proves from the form and its findings; a warning is the reviewer's to weigh. */
export function provenPoints(form: FormValues, findings: readonly Finding[]): ProvenPoint[] {
  const type = ofType[form.type as ProjectType];
  const points: [clause: string, label: string][] = [
    ['A4', '产业政策、发展规划、准入条件、指导目录四项均已承诺'],
    ['A5', '总投资不低于1000万元'],
    ...(type ? [type] : []),
    ['A11', '不属于可研/规划阶段且当年不能开工'],
    ['A12', '不属于停缓建且当年不能复工'],
    ['A13', '上年底前未建成投产'],
    isIntelligent(form) ? ['A21', '智能化项目五部分建设内容齐全'] : ['A20', '四部分建设内容齐全'],
    ['A22', '资金来源、年度计划与总投资勾稽一致，起止日期合理'],
  ];
  return points.map(([clause, label]) => {
    const found = findings.filter((finding) => (readingOf[finding.clause] ?? finding.clause) === clause);
    const worst = found.find((finding) => finding.severity === 'error') ?? found[0];
    if (!worst) return { clause, label, state: 'holds' };
    return { clause, label, state: worst.severity === 'error' ? 'fails' : 'warns', message: worst.message };
  });
}
