/** Ties of an expert with a unit that exclude from its cases (回避, specification 6.2). */
export const relationKinds = {
  employed: '现任职或近三年任职',
  kin: '亲属或师生在该单位任职',
  joint: '近三年合作项目或论文',
  interest: '持有股份或其他利益',
  member: '同属一个创新联合体',
} as const;

export type RelationKind = keyof typeof relationKinds;

/** One tie; `until` (YYYY-MM-DD) is when it ended, absent while it lasts. */
export interface ExpertRelation {
  kind: RelationKind;
  unit: string;
  unitId?: string;
  until?: string;
}
