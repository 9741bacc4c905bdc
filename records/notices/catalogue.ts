import { formatDeadline } from '#domain/calendar/instant.js';
import { consortiumLifeTemplates } from './consortium.js';
import { formationTemplates } from './formation.js';
import type { NoticeSubject, Template } from './template.js';

export interface NoticeText {
  subject: string;
  body: string;
}

/** The opinion 意见 that came with it, when there is one. */
const said = ({ opinion }: NoticeSubject): string => (opinion ? `\n意见：${opinion}` : '');

const templates: Record<string, Template> = {
  ...formationTemplates,
  ...consortiumLifeTemplates,
  'your-turn': { kind: '待办', matter: ({ task }) => task ?? '待办事项', text: () => '有一项待办事项请您办理。' },
  'task-arrived': {
    kind: '待办',
    matter: ({ task }) => task ?? '待办事项',
    text: (of) => `有一项待办事项转至您名下，请办理。${said(of)}`,
  },
  'task-delegated': {
    kind: '待办',
    matter: ({ task }) => task ?? '待办事项',
    text: (of) => `有一项待办事项委派您办理，请填写意见后交回，由委派人作出决定。${said(of)}`,
  },
  'task-back': {
    kind: '待办',
    matter: ({ task }) => task ?? '待办事项',
    text: (of) => `${String(of.params?.why)}${said(of)}`,
  },
  'task-left': {
    kind: '待办',
    matter: ({ task }) => `${task ?? '待办事项'}（原办理人离岗，请接续办理）`,
    text: () => '该待办的原办理人已离岗，请接续办理，办理时限不变。',
  },
  advised: { kind: '通知', matter: () => '征求意见已回复', text: (of) => `您征求的意见已回复。${said(of)}` },
  'task-half-time': {
    kind: '提醒',
    matter: ({ task }) => `${task ?? '待办事项'}办理时限过半`,
    text: () => '该事项办理时限已过半，请及时办理。',
  },
  'task-day-before': {
    kind: '提醒',
    matter: ({ task, due }) => `${task ?? '待办事项'}将于${formatDeadline(due!)}到期`,
    text: () => '该事项即将到期，请及时办理。',
  },
  'task-overdue': {
    kind: '提醒',
    matter: ({ task }) => `${task ?? '待办事项'}已超期`,
    text: () => '该事项已超过办理时限，请尽快办理；超期不会自动通过。',
  },
  'task-urged': {
    kind: '提醒',
    matter: ({ task }) => `催办：${task ?? '待办事项'}`,
    text: (of) => `申报单位或上一环节提请您尽快办理。${said(of)}`,
  },
  copied: { kind: '通知', matter: () => '抄送', text: (of) => `现将该事项抄送您知悉。${said(of)}` },
  decided: {
    kind: '办理结果',
    matter: ({ status }) => status ?? '已办理',
    text: (of) => `该事项当前状态：${of.status ?? '已更新'}。${said(of)}`,
  },
  returned: {
    kind: '办理结果',
    matter: () => '退回修改',
    text: ({ opinion, due }) =>
      `该事项已退回修改。${opinion ? `\n退回原因：${opinion}` : ''}${due ? `\n请于 ${formatDeadline(due)} 前修改并重新提交。` : ''}`,
  },
  closing: {
    kind: '提醒',
    matter: ({ params }) => `申报截止提醒（${String(params?.reminder ?? '')}）`,
    text: ({ params }) => `申报将于 ${String(params?.closing ?? '')} 截止，请在截止前完成填报、审核或报送。截止后系统不再受理。`,
  },
  'not-transmitted': {
    kind: '办理结果',
    matter: () => '逾期未报送',
    text: () => '申报已截止，该项目未完成报送，系统已记录截止时所在环节；如需延期请联系省级主管部门。',
  },
  extended: {
    kind: '通知',
    matter: ({ params }) => `延期至${String(params?.closing)}`,
    text: (of) =>
      `经批准延期（文号：${String(of.params?.documentNo)}），项目当前环节：${of.status}。\n申报单位填报截止：${String(of.params?.owner)}\n州（市）报送截止：${String(of.params?.closing)}${said(of)}`,
  },
  removed: {
    kind: '办理结果',
    matter: () => '调出计划',
    text: (of) => `该项目已调出计划（文号：${String(of.params?.documentNo)}），不再按月填报进展。${said(of)}`,
  },
  transmitted: {
    kind: '通知',
    matter: () => '州（市）报送',
    text: () => '现报送重点项目，项目申报表（Excel汇总）见附件，纸质材料另行寄送。',
  },
  'call-published': { kind: '通知', matter: () => '申报通知', text: () => '新的申报通知已发布，请登录系统查看并组织申报。' },
  'month-due': {
    kind: '提醒',
    matter: ({ params }) => `${String(params?.months)}月度进展填报`,
    text: ({ params }) => `${String(params?.months)}进展尚未填报，请于${String(params?.due)}前登录系统填报。`,
  },
  'month-overdue': {
    kind: '提醒',
    matter: ({ params }) => `${String(params?.months)}月度进展逾期未报`,
    text: ({ params }) => `${String(params?.months)}进展已过填报时限（次月5日）仍未填报，请尽快补报。`,
  },
  'payment-bounced': {
    kind: '待办',
    matter: () => '款项被退回',
    text: () => '该笔款项被银行退回，请核对收款账户信息并联系主管部门更正。',
  },
  'recovery-decided': {
    kind: '通知',
    matter: () => '追回资金决定',
    text: ({ params }) => `已决定追回资金 ${String(params?.amount ?? '')} 万元，首期请于 ${String(params?.due ?? '')} 前退回。`,
  },
  'recovery-due': {
    kind: '提醒',
    matter: () => '退回资金到期提醒',
    text: ({ params }) => `应退回资金 ${String(params?.amount ?? '')} 万元，请于 ${String(params?.due ?? '')} 前退回。`,
  },
  'recovery-overdue': {
    kind: '提醒',
    matter: () => '退回资金已逾期',
    text: ({ params }) => `应于 ${String(params?.due ?? '')} 前退回的资金 ${String(params?.amount ?? '')} 万元尚未退回。`,
  },
  'rectify-over': {
    kind: '提醒',
    matter: () => '中期整改期限届满',
    text: () => '中期整改期限已届满，请决定恢复拨付或终止项目。',
  },
  'award-raised': {
    kind: '通知',
    matter: () => '核算金额调整',
    text: ({ params }) => `额度释放后重新核算，核算金额调整为 ${String(params?.amount ?? '')} 万元。`,
  },
  'voucher-issued': {
    kind: '办理结果',
    matter: () => '创新券已发放',
    text: ({ params }) =>
      `已发放面额 ${String(params?.amount ?? '')} 万元的科技创新券，有效期至 ${String(params?.until ?? '')}。`,
  },
  'voucher-expiring': {
    kind: '提醒',
    matter: () => '科技创新券即将到期',
    text: ({ params }) => `该券有效期至 ${String(params?.until ?? '')}，到期未使用的自动失效，请及时使用。`,
  },
  'on-notice': {
    kind: '通知',
    matter: () => '公示',
    text: ({ params }) => `该事项现予公示，公示期至${String(params?.until)}。公示期满无异议或异议不成立的，按程序办理。`,
  },
  objection: { kind: '待办', matter: () => '公示异议', text: () => '公示期内收到实名异议，请于15个工作日内核实处理。' },
};

/** Subject and body of a notice. Throws when the template does not exist: a process that names one is wrong, and its tests say so. */
export function renderNotice(template: string, of: NoticeSubject): NoticeText {
  const found = templates[template];
  if (!found) throw new Error(`no such notice template: ${template}`);
  const due = of.due === undefined ? '' : `\n办理时限：${formatDeadline(of.due)}`;
  return {
    subject: `【云南省科技项目系统】${found.kind}：${found.matter(of)} ${of.number ?? of.title}`.replace(/[\r\n]+/g, ' '),
    body: `事项：${of.title}${of.number ? `（${of.number}）` : ''}\n${found.text(of)}${due}\n\n请登录系统办理。本邮件由系统自动发送，请勿直接回复。`,
  };
}

export const templateNames = Object.keys(templates);
