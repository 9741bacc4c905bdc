/** Where a clause stands and what it says in brief; its numbers are the rule set's. */
export interface ClauseText {
  article: string;
  text: string;
}

const measure = (article: string, text: string): ClauseText => ({ article: `措施${article}`, text });
const reading = (text: string): ClauseText => ({ article: '执行口径', text });

/** Every clause a reckoning names: the twelve measures (specification 1C) and the readings R of section 3. */
export const clauseTexts: Readonly<Record<string, ClauseText>> = {
  'C1.1': measure('（一）', '对单笔科技贷款的本金损失，按不超过规定比例给予风险补偿'),
  'C1.2': measure('（一）', '全部试点机构年度补偿合计不超过总额'),
  'C2.1': measure('（二）1', '按当年新增贷款额度给予风险补助，每家银行设年度限额'),
  'C2.2': measure('（二）2', '按评估、评级、保险等费用的年度支出总额给予补助，每家银行设年度限额'),
  'C3.1': measure('（三）', '按年度收券新增担保额给予奖补，每家担保机构设年度限额'),
  'C4.1': measure('（四）', '对初创期、早期科技型企业的股权投资满2年，按所处发展阶段给予补助'),
  'C4.2': measure('（四）', '单笔投资设年度补助限额'),
  'C5.1': measure('（五）', '新设立创业投资机构达到规模和带动投资条件的，一次性补助开办费'),
  'C5.2': measure('（五）', '单个机构第四、五条补助年度合计设限额'),
  'C6.1': measure('（六）1', '科技创新融资评价体系贷款按贷款利率的规定比例贴息，每户企业设年度限额'),
  'C6.2': measure('（六）2', '知识产权质押贷款按贷款利率的规定比例贴息，每户企业设年度限额'),
  'C7.1': measure('（七）', '创新券抵扣科技贷款担保费，每户企业设年度限额'),
  'C7.2': measure('（七）', '创新券抵扣科技保险保费，每户企业设年度限额'),
  'C7.3': measure('（七）', '科技金融领域创新券每户企业设年度综合限额'),
  'C8.1': measure('（八）', '牵头承担重大科技项目的企业，贷款期内按不超过规定比例贴息，每户企业设累计限额'),
  R11: reading('高新技术企业与其他科技型企业的补偿比例分别设定，可以调低，不得调高'),
  R13: reading('发展阶段按投资时认定：种子期、初创期、成长期'),
  R16: reading('贴息利率（财政实际承担的利率）不超过上限（含）'),
  R20: reading('投资损失补偿不超过实际损失'),
  R21: reading('按经核实的开办费和最高限额孰低补助'),
};
