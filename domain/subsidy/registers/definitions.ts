import type { Field } from '#domain/form/definition.js';
import type { RegisterDefinition } from './definition.js';

const option = (value: string) => ({ value, label: value });
const choice = (key: string, label: string, ...values: string[]): Field => ({
  key,
  label,
  kind: 'choice',
  required: true,
  options: values.map(option),
});
const text = (key: string, label: string, required = true): Field => ({ key, label, kind: 'text', limit: 100, required });
const long = (key: string, label: string, required = true): Field => ({ key, label, kind: 'longtext', limit: 1000, required });
const money = (key: string, label: string, required = true): Field => ({ key, label, kind: 'money', unit: '万元', required });
const count = (key: string, label: string): Field => ({ key, label, kind: 'number', required: true });
const date = (key: string, label: string): Field => ({ key, label, kind: 'date', required: true });
const valid = { from: '有效期起', until: '有效期止' };
const productKinds = ['信用贷款', '首贷', '续贷', '知识产权质押', '科技保险', '人才贷', '职业责任险'];

/** Registers behind the guards (2.9) and the measures that pay nothing (C9-C12). */
export const registerDefinitions: readonly RegisterDefinition[] = [
  {
    key: 'pilot-bank',
    label: '科技贷款试点合作银行',
    clause: 'C1.1',
    about: '放款时在名单内的银行可以申报科技贷款风险补偿；可另设单家银行的年度限额（R11）。',
    unit: '银行（在滇一级法人机构）',
    dated: valid,
    published: true,
    fields: [money('yearLimit', '单家年度补偿限额', false), text('documentNo', '批准文号')],
  },
  {
    key: 'filed-product',
    label: '科技创新融资评价体系备案产品',
    clause: 'C2.1',
    about: '在备案有效期内放出的贷款计入当年新增贷款，其贷款企业可以申报贴息。',
    unit: '银行',
    number: '产品备案号',
    dated: valid,
    published: true,
    fields: [text('name', '产品名称')],
  },
  {
    key: 'voucher-receiver',
    label: '科技创新券收券机构',
    clause: 'C3.1',
    about: '证书有效期内收券形成的担保计入奖补。',
    unit: '机构',
    number: '证书编号',
    dated: valid,
    published: true,
    fields: [choice('kind', '机构类型', '担保机构', '保险机构')],
  },
  {
    key: 'insurance-kind',
    label: '科技保险险种',
    clause: 'C7.2',
    about: '名单内险种的保费可以用创新券抵扣。',
    number: '险种编号',
    dated: valid,
    published: true,
    fields: [text('name', '险种名称')],
  },
  {
    key: 'tech-certificate',
    label: '科技型企业证书',
    clause: '2.9',
    about: '申报基准日须在有效期内。',
    unit: '企业',
    number: '证书编号',
    dated: valid,
    published: true,
    fields: [choice('kind', '类别', '高新技术企业', '科技型中小企业', '专精特新企业', '其他科技型企业')],
  },
  {
    key: 'listed-reserve',
    label: '金种子企业与上市后备企业',
    clause: 'C9.1',
    about: '入库企业在科研项目和财政资金支持上由省厅研究决定，不按公式计算。',
    unit: '企业',
    dated: { from: '入库日期', until: '出库日期' },
    flag: '金种子/上市后备',
    application: 'project',
    fields: [
      choice('pool', '库别', '金种子企业库', '上市后备库'),
      choice('board', '拟上市板块', '北交所', '深交所', '上交所', '新三板', '科创板', '省股权交易中心'),
      text('project', '支持的科研项目编号', false),
      long('decision', '支持决定', false),
    ],
  },
  {
    key: 'fund-consortium',
    label: '创业投资基金联合体投资与储备',
    clause: 'C10.1',
    about: '联合体成员基金的投资按第四、五条规则申报；获投企业在省级科技计划中优先（C10.2）。',
    unit: '被投企业',
    dated: { from: '入库（投资）日期', until: '优先截止日期' },
    flag: '基金联合体获投，优先',
    flagWhen: ({ state }) => state === '已投资',
    fields: [
      text('fund', '投资基金'),
      choice('state', '状态', '已投资', '科研项目储备'),
      money('invested', '投资金额', false),
      text('round', '投资轮次', false),
    ],
  },
  {
    key: 'finance-product',
    label: '科技金融产品',
    clause: 'C11.1',
    about: '金融机构为科技型企业提供的产品。',
    unit: '金融机构',
    number: '产品编号',
    dated: { from: '推出日期', until: '停办日期' },
    published: true,
    fields: [text('name', '产品名称'), choice('kind', '产品类别', ...productKinds), long('terms', '适用对象和条件')],
  },
  {
    key: 'product-statistics',
    label: '科技金融产品年度统计',
    clause: 'C11.1',
    about: '每年末贷款余额和有贷款户数；不涉及补助。',
    unit: '金融机构',
    number: '产品编号',
    yearEnd: 'year',
    fields: [
      choice('kind', '产品类别', ...productKinds),
      count('year', '年度'),
      money('balance', '贷款余额'),
      count('borrowers', '有贷款户数'),
    ],
  },
  {
    key: 'platform-catalogue',
    label: '科技金融服务平台目录',
    clause: 'C12.1',
    about: '政策、资源、项目、平台、人才、服务目录。',
    number: '目录编号',
    dated: { from: '发布日期', until: '下架日期' },
    published: true,
    fields: [
      choice('kind', '类别', '政策', '资源', '项目', '平台', '人才', '服务'),
      text('name', '名称'),
      long('content', '内容'),
      text('contact', '联系方式', false),
    ],
  },
  {
    key: 'financing-demand',
    label: '企业融资需求',
    clause: 'C12.1',
    about: '企业填报；经企业同意的向金融机构开放。',
    unit: '企业',
    dated: { from: '提出日期', until: '截止日期' },
    ownEntries: true,
    consent: 'consent',
    fields: [
      money('amount', '需求金额'),
      choice('kind', '意向产品类别', ...productKinds),
      date('neededBy', '需求时间'),
      long('purpose', '用途'),
      { key: 'consent', label: '同意向金融机构开放以上信息', kind: 'tick' },
    ],
  },
];

/** Throws nothing; an unknown key is nobody's register. */
export const registerOfKey = (key: string): RegisterDefinition | undefined => registerDefinitions.find((one) => one.key === key);
