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
  'choose-renewal-or-dissolution': of(
    '提醒',
    '存续期即将届满，请选择续期或解散',
    '存续期即将届满。有新的技术需求并已确认项目任务来源的，请申请续期；否则请办理解散。',
  ),
  'term-over': of('提醒', '存续期届满', '存续期已届满且未作选择，除年度报告、续期和解散外不再受理其他申请，请尽快选择。'),
  'rectify-please': of('待办', '限期整改', '请按要求落实整改，并在期限内报告整改情况。'),
  'rectification-overdue': of('提醒', '整改逾期', '整改期限已过，尚未核查合格，请尽快办理。'),
  suspended: of('通知', '中止运行', '本创新联合体已中止，中止期间停止支持，不承担新任务。'),
  'suspension-over': of('待办', '中止期满', '中止期限已满，须决定恢复运行、解散或取消资格；未作决定前维持中止。'),
  supervised: of('通知', '督促指导', '主管部门提出督促指导意见，请登录系统查看并落实。'),
  supported: of('通知', '支持措施', '已登记对本联合体的支持措施，请登录系统查看。'),
  'integrity-recorded': of('通知', '科研诚信处理', '已登记科研诚信处理，请登录系统查看。'),
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
  'evaluation-notified': of('通知', '绩效评价通知', '绩效评价已启动，请牵头单位按评价期和权重组织自评，各成员单位配合。'),
  'evaluation-reviewed': of('办理结果', '绩效评价复核', '贵单位申请的复核已有结果，请登录系统查看；结果将提请审议。'),
  'sign-please': of('待办', '请签署文本', '请审阅文本，由法定代表人签署并加盖公章；文本如有修改，须重新签署。'),
  'agreement-signed': of('通知', '全部单位已签署', '有关单位均已签署，文本已提交审核，核准或备案后生效。'),
  'signing-refused': of('通知', '有单位拒绝签署', '有单位拒绝签署，请与其协商，或修改文本后重新签署。'),
  'page-uploaded': of('待办', '签章页待核验', '有单位线下盖章的签章页已上传，请核对校验码后认定。'),
  'dissolution-objected': of('通知', '对解散提出异议', '有成员单位对解散提出异议，请登录系统查看。'),
  'disqualification-notice': of(
    '通知',
    '取消资格事先告知书',
    '拟对本创新联合体作出取消资格决定，请签收告知书；签收后5个工作日内可陈述申辩。',
  ),
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
  'execution-due': of('提醒', '年度执行报告', '请提交本年度项目执行报告。'),
  'acceptance-late': of('提醒', '逾期未申请验收', '实施期满已3个月，尚未申请验收，请立即办理。'),
  'coordination-overdue': of('提醒', '协调事项已超期', '协调事项已超过办理时限，请尽快答复；答复前每周提醒。'),
  'coordination-confirmed': of('通知', '协调事项已反馈满意度', '提出单位已反馈，请登录系统查看。'),
  'coordination-supervised': of('通知', '协调事项督促指导', '上级对该协调事项提出督促指导意见，请落实。'),
};
