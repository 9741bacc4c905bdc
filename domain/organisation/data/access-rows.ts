/** The matrix of specification 5, row for row and column for column; 'own unit' alone means C own unit. */
// prettier-ignore
export const rows = {
  //                          EA    | UA       | LD    | MB    | FI    | XP    | CO       | PO       | RU       | VO  | VD | VL | FN | SA    | SE | AU
  'call':                   'R     | R        | R     | R     | R     | -     | R        | R        | R        | C   | V  | A  | R  | -     | -  | R',
  'project-application':    'C     | S        | -     | -     | -     | R     | V        | V        | -        | V   | V  | A  | -  | -     | -  | R',
  'transmittal':            '-     | -        | -     | -     | -     | -     | R        | S        | -        | V   | A  | R  | -  | -     | -  | R',
  'monthly-report':         'C     | S        | -     | -     | -     | -     | V        | R        | -        | R   | R  | R  | -  | -     | -  | R',
  'consortium-application': '-     | -        | C S   | R     | -     | R     | -        | R        | V        | V   | V  | A  | -  | -     | -  | R',
  'agreement':              '-     | -        | C S   | S     | -     | R     | -        | -        | R        | R   | R  | R  | -  | -     | -  | R',
  'annual-report':          '-     | -        | C S   | R     | -     | -     | -        | R        | V        | V   | A  | R  | -  | -     | -  | R',
  'evaluation':             '-     | -        | C S   | R     | -     | C     | -        | -        | V        | V   | V  | A  | R  | -     | -  | R',
  'change-dissolution':     '-     | -        | C S   | S     | -     | -     | -        | -        | V        | V   | V  | A  | -  | -     | -  | R',
  'ban-credit':             '-     | -        | R own | R own | R own | -     | -        | R        | C clue   | C   | V  | A  | R  | -     | -  | R',
  'subsidy-claim':          'C     | S        | -     | -     | C S   | R     | -        | R        | V        | V   | V  | A  | V  | -     | -  | R',
  'payment':                '-     | R own    | C S   | R own | R own | -     | -        | -        | R        | C   | V  | A  | P  | -     | -  | R',
  'problem-item':           'C     | S        | C S   | C     | C     | -     | V        | V        | V        | V   | A  | R  | -  | -     | -  | R',
  'expert-pool':            '-     | -        | -     | -     | -     | R own | -        | -        | -        | C   | A  | R  | -  | -     | -  | R',
  'notice-objection':       'C obj | C obj    | C obj | C obj | C obj | -     | R        | R        | R        | C V | A  | R  | -  | -     | -  | R',
  'users-orgs':             '-     | own unit | -     | -     | -     | -     | own unit | own unit | own unit | -   | -  | -  | -  | C     | -  | R',
  'roles-permissions':      '-     | -        | -     | -     | -     | -     | -        | -        | -        | -   | -  | -  | -  | -     | C  | R',
  'logs':                   '-     | -        | -     | -     | -     | -     | -        | -        | -        | -   | -  | -  | -  | R own | R  | R',
} as const;

export const objectNames: Record<keyof typeof rows, string> = {
  call: '申报通知、政策版本、参数',
  'project-application': '重点项目申报',
  transmittal: '州市报送、结转项目清单',
  'monthly-report': '重点项目月报',
  'consortium-application': '联合体申请、建设方案',
  agreement: '联合体协议、补充协议',
  'annual-report': '年度报告',
  evaluation: '绩效评价',
  'change-dissolution': '变更、解散',
  'ban-credit': '取消资格、禁入、信用记录',
  'subsidy-claim': '补助申报',
  payment: '拨付计划、支付',
  'problem-item': '协调事项',
  'expert-pool': '专家库、抽取、回避',
  'notice-objection': '公示、异议',
  'users-orgs': '用户、单位、字典',
  'roles-permissions': '角色、权限、密码策略',
  logs: '日志',
};
