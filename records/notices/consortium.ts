import type { Template } from './template.js';

const of = (kind: Template['kind'], matter: string, text: string): Template => ({ kind, matter: () => matter, text: () => text });
const param =
  (text: (params: Record<string, string | number>) => string): Template['text'] =>
  (subject) =>
    text(subject.params ?? {});

/** What is told of a consortium's life (programme B, 2.3-2.8, 2.11, 2.12). */
export const consortiumLifeTemplates: Record<string, Template> = {
  'no-major-project': of(
    '提醒',
    '批复满12个月尚未牵头省级重大科技专项',
    '创新联合体原则上须牵头承担至少1个省级重大科技专项，请尽快对接项目需求。',
  ),
  'choose-renewal-or-dissolution': {
    kind: '提醒',
    matter: () => '存续期即将届满，请选择续期或解散',
    text: param(
      ({ endsOn }) => `存续期至${endsOn}止。有新的技术需求并已确认项目任务来源的，请牵头单位在此之前申请续期；否则请办理解散。`,
    ),
  },
  'term-over': of('提醒', '存续期届满', '存续期已届满且未作选择，除年度报告、续期和解散外不再受理其他申请，请尽快选择。'),
  'rectify-please': {
    kind: '待办',
    matter: () => '限期整改',
    text: param(
      ({ requirement, until }) =>
        `主管部门责令限期整改。\n整改要求：${requirement}\n请牵头单位于${until}24:00前落实整改并登录系统报告整改情况，推荐单位督促落实。`,
    ),
  },
  'rectification-overdue': of('提醒', '整改逾期', '整改期限已过，尚未核查合格，请尽快办理。'),
  suspended: {
    kind: '通知',
    matter: () => '中止运行',
    text: param(
      ({ reason, until }) =>
        `本创新联合体已中止，中止至${until}。\n原因：${reason}\n中止期间停止支持，不承担新任务，仍须按时报送年度报告；期满前由主管部门决定恢复运行、解散或取消资格。`,
    ),
  },
  'suspension-over': of('待办', '中止期满', '中止期限已满，须决定恢复运行、解散或取消资格；未作决定前维持中止。'),
  supervised: {
    kind: '通知',
    matter: () => '督促指导',
    text: param(({ text }) => `主管部门提出督促指导意见，请落实：${text}`),
  },
  supported: {
    kind: '通知',
    matter: () => '支持措施',
    text: param(({ support, detail }) => `已登记对本联合体的支持措施（${support}）：${detail}`),
  },
  'integrity-recorded': {
    kind: '通知',
    matter: () => '科研诚信处理',
    text: param(({ fact, documentNo }) => `已对贵单位登记科研诚信处理（文号：${documentNo}）。\n违规事实：${fact}`),
  },
  dissolved: of('办理结果', '准予解散', '本创新联合体已解散，牌匾收回，各单位按协议履行后续责任。'),
  converted: of('办理结果', '已转化', '本创新联合体已转化为其他组织形式。'),
  'change-effective': of('办理结果', '变更生效', '变更已生效，各单位自即日起按变更后的分工履行责任。'),
  'report-reminder': {
    kind: '提醒',
    matter: param(({ year }) => `${year ?? ''}年度报告填报`),
    text: param(({ year }) => `请于${year ?? ''}年12月31日前报送年度总结和下一年度工作计划；截止日为法定节假日的不顺延。`),
  },
  'report-overdue': of('提醒', '年度报告逾期未报', '年度报告已逾期，请立即补报；逾期未报将发出催报通知。'),
  'report-late': of('通知', '年度报告逾期报送', '该年度报告在截止后报送，已按逾期记录。'),
  'report-urged': of(
    '待办',
    '年度报告催报通知',
    '请在收到本通知之日起10个工作日内报送年度报告；逾期不报的，将按“拒绝报送相关信息”处理。',
  ),
  'report-refused': of('待办', '催报期满仍未报送年度报告', '催报期满仍未报送，请决定是否按拒绝报送启动取消资格程序。'),
  'evaluation-reviewed': of('办理结果', '绩效评价复核', '贵单位申请的复核已有结果，请登录系统查看；结果将提请审议。'),
  'evaluation-notified': {
    kind: '通知',
    matter: () => '绩效评价通知',
    text: param(
      ({ from, to }) =>
        `绩效评价已启动，评价期${from}至${to}，四项权重见系统。请牵头单位在20个工作日内提交自评报告和佐证材料，各成员单位配合。`,
    ),
  },
  'evaluation-decided': {
    kind: '办理结果',
    matter: param(({ decision }) => `绩效评价决定：${decision}`),
    text: (subject) =>
      `绩效评价等级为${subject.params?.grade}，经研究决定：${subject.params?.decision}。${subject.opinion ? `\n理由：${subject.opinion}` : ''}`,
  },
  'sign-please': of('待办', '请签署文本', '请审阅文本，由法定代表人签署并加盖公章；文本如有修改，须重新签署。'),
  'agreement-signed': of('通知', '全部单位已签署', '有关单位均已签署，文本已提交审核，核准或备案后生效。'),
  'signing-refused': of('通知', '有单位拒绝签署', '有单位拒绝签署，请与其协商，或修改文本后重新签署。'),
  'page-uploaded': of('待办', '签章页待核验', '有单位线下盖章的签章页已上传，请核对校验码后认定。'),
  'dissolution-consent': {
    kind: '待办',
    matter: () => '请签署解散协议',
    text: param(
      ({ until }) =>
        `牵头单位已提交解散协议，请审阅后由法定代表人签署并加盖公章；有异议的，请于${until}前登录系统提出并说明理由，逾期未提出视为同意。`,
    ),
  },
  'dissolution-objected': {
    kind: '通知',
    matter: () => '对解散提出异议',
    text: ({ opinion }) => `有成员单位对解散提出异议，签署期满或全部签署后由省科技厅处理。${opinion ? `\n异议：${opinion}` : ''}`,
  },
  'exit-proof-accepted': of('通知', '退出证明已认可', '省科技厅已认可退出单位的退出证明，该单位无须再签署退出声明。'),
  'disqualification-notice': of(
    '通知',
    '取消资格事先告知书',
    '拟对本创新联合体作出取消资格决定，请签收告知书；签收后5个工作日内可陈述申辩。',
  ),
  'plea-until': {
    kind: '待办',
    matter: () => '陈述申辩期限',
    text: param(({ until }) => `告知书已登记签收。对拟作决定有异议的，请于${until}前登录系统提交陈述申辩；逾期未提交视为放弃。`),
  },
  'effect-suspended': {
    kind: '通知',
    matter: () => '复核期间暂停执行',
    text: ({ opinion }) =>
      `取消资格决定正在复核，复核期间暂停执行禁入，复核决定作出后另行通知。${opinion ? `\n理由：${opinion}` : ''}`,
  },
  banned: {
    kind: '办理结果',
    matter: () => '禁入决定',
    text: param(
      ({ lastDay, decisionNo }) =>
        `依据取消资格决定（文号：${decisionNo}），贵单位至${lastDay}止不得牵头组建创新联合体或作为其他创新联合体的核心成员。牵头单位对决定不服的，可在送达后10个工作日内登录系统申请复核。`,
    ),
  },
  'ban-lifted': {
    kind: '办理结果',
    matter: () => '提前解除禁入',
    text: ({ opinion }) =>
      `经决定，贵单位的禁入自即日起提前解除，可牵头组建或作为核心成员参与创新联合体。${opinion ? `\n理由：${opinion}` : ''}`,
  },
  'plea-filed': of('通知', '收到陈述申辩', '牵头单位已提交陈述申辩，请在审议前研究。'),
  disqualified: of(
    '办理结果',
    '取消资格',
    '该创新联合体已被取消资格，停止拨款；牵头单位3年内不得牵头组建或作为核心成员参与创新联合体。',
  ),
  'ban-over': of('通知', '禁入期满', '禁入期已满，自即日起可牵头组建或作为核心成员参与创新联合体。'),
  'banned-core-elsewhere': {
    kind: '待办',
    matter: () => '被禁入单位在其他联合体承担核心任务',
    text: param(({ consortia }) => `被禁入单位现为以下创新联合体的核心成员，请研究处理：${consortia ?? ''}。`),
  },
  'task-book-signed': of('办理结果', '任务书已签订', '项目任务书已签订，请按任务书组织实施。'),
  'task-book-late': of('提醒', '任务书逾期未签订', '立项已满30天，任务书尚未签订，请尽快办理。'),
  'execution-due': of('提醒', '年度执行报告', '请登录系统提交本年度项目执行报告，写明执行情况和本年度支出。'),
  'execution-reported': {
    kind: '通知',
    matter: param(({ year }) => `${year}年度执行报告已提交`),
    text: param(({ year }) => `牵头单位已提交${year}年度项目执行报告，请登录系统查阅。`),
  },
  'mid-term-checked': {
    kind: '办理结果',
    matter: param(({ result }) => `中期检查${result}`),
    text: (subject) =>
      `项目中期检查结论：${subject.params?.result}。${subject.params?.result === '不通过' ? '请按意见整改，主管部门将再次检查。' : ''}${subject.opinion ? `\n意见：${subject.opinion}` : ''}`,
  },
  'acceptance-late': of('提醒', '逾期未申请验收', '实施期满已3个月，尚未申请验收，请立即办理。'),
  'coordination-overdue': of('提醒', '协调事项已超期', '协调事项已超过办理时限，请尽快答复；答复前每周提醒。'),
  'coordination-contributed': of('通知', '协办意见已提交', '协办单位已提交协办意见，请主办单位研究后在办理时限内答复。'),
  'coordination-confirmed': {
    kind: '通知',
    matter: () => '协调事项已反馈满意度',
    text: ({ status, params }) =>
      `提出单位反馈：${params?.answer}。${status === '办理中' ? '事项已重新办理一次，由上一级领导承办。' : '事项已办结。'}`,
  },
  'coordination-supervised': {
    kind: '通知',
    matter: () => '协调事项督促指导',
    text: param(({ text }) => `上级对该协调事项提出督促指导意见，请落实：${text}`),
  },
};
