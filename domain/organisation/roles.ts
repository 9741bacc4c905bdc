/** The sixteen roles of specification 5. */
export const roles = {
  EA: { name: '填报人', description: '填写本单位的申报材料和报告' },
  UA: { name: '单位管理员', description: '审核并签章提交本单位材料，管理本单位人员' },
  LD: { name: '联合体牵头单位', description: '组织创新联合体，提交全部材料' },
  MB: { name: '联合体成员单位', description: '签署协议，查看所在联合体' },
  FI: { name: '金融机构', description: '银行、担保、创投机构，申报科技金融补助' },
  XP: { name: '专家', description: '评审分配给本人且无须回避的项目' },
  CO: { name: '县级经办', description: '审核本县(市、区)的申报' },
  PO: { name: '州市经办', description: '审核并报送本州(市)的申报' },
  RU: { name: '推荐单位负责人', description: '州(市)科技局、国家高新区，出具推荐意见' },
  VO: { name: '省厅经办', description: '形式审查，组织评审、公示' },
  VD: { name: '省厅处长', description: '复核并决定本处室事项' },
  VL: { name: '厅领导', description: '审议并作出最终决定' },
  FN: { name: '财务', description: '资金核查与支付，经办、复核、审批须为三人' },
  SA: { name: '系统管理员', description: '维护用户、单位、字典，不接触业务内容' },
  SE: { name: '安全管理员', description: '管理角色、权限和密码策略' },
  AU: { name: '审计员', description: '只读查阅业务和日志' },
} as const satisfies Record<string, { name: string; description: string }>;

export type Role = keyof typeof roles;

/** The roles in the order of the specification's table. */
export const allRoles = Object.keys(roles) as Role[];

/** Whether the text is the code of a role. */
export function isRole(text: string): text is Role {
  return Object.hasOwn(roles, text);
}

/** The Chinese name of the role. */
export function roleName(role: Role): string {
  return roles[role].name;
}
