import type { Template } from './template.js';

const of = (kind: Template['kind'], matter: string, text: string): Template => ({ kind, matter: () => matter, text: () => text });

/** What is told while a consortium is being formed (programme B, 2.2). */
export const formationTemplates: Record<string, Template> = {
  'lead-selected': of('待办', '确定为牵头单位', '贵单位已被确定为创新联合体牵头单位，请征集成员单位意向，拟订组建协议。'),
  invited: of('待办', '邀请加入创新联合体', '牵头单位邀请贵单位加入创新联合体，请登录系统阅知目标和协议草案后答复。'),
  'register-please': {
    kind: '通知',
    matter: ({ params }) => `邀请${String(params?.unit ?? '贵单位')}注册并加入创新联合体`,
    text: ({ params }) =>
      `牵头单位拟邀请${String(params?.unit ?? '贵单位')}加入创新联合体。贵单位尚未在系统注册，请在登录页点击“单位注册”，核验通过后牵头单位将发出正式邀请。`,
  },
  'invitation-answered': of('通知', '成员邀请已答复', '受邀单位已答复，请登录系统查看初步合作意向。'),
  'invitation-lapsed': of(
    '通知',
    '成员名单已确定',
    '牵头单位已冻结成员名单。贵单位未在此前答复邀请，不再参与本次组建；如仍有意加入，请与牵头单位联系。',
  ),
  'signatures-void': of(
    '通知',
    '原签章失效',
    '成员名单有变动，协议文本须相应修改，原签章全部失效。文本修改后将另行通知重新签署。',
  ),
  'signing-idle': of('提醒', '30天无单位签署', '已连续30天没有单位签署协议，请选择继续等待、更换或剔除未签署的单位。'),
  'left-formation': of(
    '通知',
    '调整出组建名单',
    '牵头单位已将贵单位调整出拟组建的创新联合体成员名单，贵单位的签署不再有效。如有疑问请联系牵头单位。',
  ),
  'agreement-effective': of('办理结果', '组建协议生效', '全部单位法定代表人已签署盖章，组建协议自今日起生效。'),
  'consortium-approved': of('办理结果', '批复组建', '创新联合体已批复组建，批复文号、编号和牌匾号请登录系统查看。'),
};
