/** The roles of specification 5, with their official names. */
export const roles = {
  EA: '填报人', UA: '单位管理员', LD: '联合体牵头单位', MB: '成员单位', FI: '金融/创投/担保机构', XP: '专家',
  CO: '县级经办', PO: '州市经办', RU: '推荐单位负责人', VO: '省厅经办', VD: '省厅处长', VL: '厅领导',
  FN: '财务', SA: '系统管理员', SE: '安全管理员', AU: '审计员',
} as const;

export type Role = keyof typeof roles;
