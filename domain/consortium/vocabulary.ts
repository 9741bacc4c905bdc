const option = (value: string, label = value) => ({ value, label });

/** B3 产业领域, "等" as 其他. */
export const industries = [
  '高原特色现代农业',
  '绿色铝',
  '光伏',
  '先进制造业',
  '绿色能源',
  '烟草',
  '新材料',
  '生物医药',
  '数字经济',
  '其他',
].map((name) => option(name));

/** B36 2): an industry is one of the province's traditional strengths or a strategic emerging one. */
export const industryKinds = [option('traditional', '传统特色优势产业'), option('emerging', '战略性新兴产业')];

/** B12 how the field of a consortium comes about. */
export const origins = [option('top-down', '自上而下'), option('open-bid', '揭榜挂帅'), option('bottom-up', '自下而上')] as const;
export type Origin = (typeof origins)[number]['value'];

/** B8 members by kind. */
export const memberKinds = [
  option('enterprise', '企业'),
  option('university', '高等学校'),
  option('institute', '科研院所'),
  option('other', '其他机构'),
] as const;
export type MemberKind = 'enterprise' | 'university' | 'institute' | 'other';

/** B8 what a member of the kind has to show. */
export const abilityAsked: Record<MemberKind, string> = {
  enterprise: '处于本产业链及研发、技术配套能力',
  university: '研究团队和科研实验条件',
  institute: '研究团队和科研实验条件',
  other: '成果转化、检验检测、科技咨询、科技金融或科技服务的专业技术服务能力',
};

/** B9 recorded, never a barrier. */
export const ownerships = [
  option('state', '国有'),
  option('private', '民营'),
  option('foreign', '外资'),
  option('public', '事业单位'),
];

export const platformLevels = [option('national', '国家级'), option('provincial', '省级')];

/** B19 the five task groups: headings of plan, annual report and evaluation. */
export const taskGroups = [
  { key: 'research', label: '关键核心技术攻关' },
  { key: 'transfer', label: '成果转移转化' },
  { key: 'platforms', label: '共建共享平台载体' },
  { key: 'exchange', label: '国内外交流合作' },
  { key: 'institutions', label: '体制机制创新' },
] as const;

/** B22 the four dimensions of an evaluation, with the weights of specification 6.3 in percent. */
export const dimensions = [
  { key: 'tasks', label: '项目任务执行完成情况', weight: 40 },
  { key: 'funds', label: '财政资金预算绩效', weight: 25 },
  { key: 'management', label: '内部日常管理', weight: 15 },
  { key: 'cooperation', label: '成员单位合作情况', weight: 20 },
] as const;
export type Dimension = (typeof dimensions)[number]['key'];

/** 2.5 [O] mid-term and final by the calendar, ad hoc by the province. */
export const evaluationKinds: Record<string, string> = { 'mid-term': '中期', final: '期末', 'ad-hoc': '专项' };

/** B20, B21 支持措施 七(一)-(五). */
export const supportKinds = [
  option('project', '科技项目支持'),
  option('national-project', '推荐国家科技计划项目'),
  option('platform', '平台认定优先'),
  option('finance', '向金融机构推荐'),
  option('envoy', '派驻科技特派员、科技副总'),
  option('advice', '参与科技创新决策'),
];
/** B20 how a project reaches the consortium. */
export const projectModes = [option('designed', '主动设计'), option('commissioned', '定向委托'), option('selected', '定向择优')];

/** B25 any one of them. */
export const dissolutionGrounds = [
  option('completed', '既定项目任务已完成且无新目标任务需求'),
  option('disagreement', '牵头和成员单位意见存在严重分歧且影响正常运行'),
  option('other', '其他情形'),
];

/** B32 any one of them; nothing else opens a disqualification. */
export const disqualificationGrounds = [
  option('poor-organisation', '牵头单位组织不力'),
  option('breach', '未按共建协议履约'),
  option('refusal', '拒绝报送相关信息，影响管理工作正常开展'),
];

/** B29. */
export const conversions = [
  option('alliance', '技术创新战略联盟'),
  option('institute', '新型研发机构'),
  option('consortium', '创新联合体'),
];
