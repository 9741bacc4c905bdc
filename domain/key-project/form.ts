import type { Field, FormDefinition, FormValues } from '#domain/form/definition.js';

const option = (value: string, label = value) => ({ value, label });

/** A6 项目类型: selects the form and the rules A7-A9. */
export const projectTypes = [option('new', '新开工'), option('continued', '续建'), option('completed', '竣工投产')] as const;
export type ProjectType = (typeof projectTypes)[number]['value'];

/** A2 重点领域, "等" included as 其他. */
export const keyFields = [
  '绿色硅',
  '绿色铝',
  '新能源电池',
  '先进装备制造',
  '新材料',
  '电子信息',
  '生物医药',
  '绿色食品加工',
  '特色消费品',
  '绿色环保',
  '石油化工',
  '其他',
].map((name) => option(name));
/** A2 支持方向. */
export const directions = ['建链延链补链强链', '上中下游配套', '技术改造', '智能化提升'].map((name) => option(name));
/** A3 重点类别. */
export const categories = [
  option('1', '产业链培育重点项目'),
  option('2', '智能化升级项目'),
  option('3', '融合应用项目'),
  option('4', '先进制造业重点领域产能提升和产业升级项目'),
];
/** A3: what kind of 产业链培育 or 融合应用. */
export const subKinds = ['建链强链补链延链', '引进龙头骨干/核心配套企业落地', '智能', '绿色', '质量', '资源综合利用'].map(
  (name) => option(name),
);
/** R4 办理情况 of a pre-work procedure. */
export const procedureStates = [option('done', '已办结'), option('pending', '办理中'), option('none', '未办理')];
/** A8, A11, A12: where the project stands. */
export const stages = [
  option('study', '可研/规划'),
  option('building', '在建'),
  option('stopped', '停工'),
  option('postponed', '缓建'),
  option('finished', '已建成'),
];

/** A21: an intelligent-upgrade project has five construction parts, any other four (A20). */
export function isIntelligent(values: FormValues): boolean {
  return values.category === '2' || (Array.isArray(values.directions) && values.directions.includes('智能化提升'));
}

const plain = (values: FormValues) => !isIntelligent(values);
const type =
  (...types: ProjectType[]) =>
  (values: FormValues) =>
    types.includes(values.type as ProjectType);

const part = (key: string, label: string, when?: Field['when']): Field => ({
  key,
  label,
  kind: 'longtext',
  required: true,
  limit: 1000,
  ...(when ? { when } : {}),
});
const money = (key: string, label: string, required = true): Field => ({ key, label, kind: 'money', unit: '万元', required });
const tick = (key: string, label: string): Field => ({ key, label, kind: 'tick', required: true });

/** 备案, 土地, 环评, 规划: state, document number and date, or acceptance number and expected date (R4). */
function procedure(key: string, label: string): Field[] {
  return [
    { key: `${key}State`, label: `${label}办理情况`, kind: 'choice', options: procedureStates, required: true },
    { key: `${key}Number`, label: `${label}文号（办理中填受理编号）`, kind: 'text' },
    { key: `${key}Date`, label: `${label}日期（未办结填预计日期）`, kind: 'date' },
  ];
}

/** The form of a call in year `year`: A2-A13, A20-A23 and specification 6.4. */
export function projectForm(year: number): FormDefinition {
  return {
    name: 'key-project',
    label: `${year}年工业和信息化高质量发展重点项目申报表`,
    sections: [
      {
        key: 'basic',
        label: '基本信息',
        fields: [
          { key: 'name', label: '项目名称', kind: 'text', required: true, limit: 80 },
          { key: 'type', label: '项目类型', kind: 'choice', options: projectTypes, required: true },
          {
            key: 'county',
            label: '建设地点（县市区）',
            kind: 'county',
            required: true,
            help: '按项目所在地申报，由该县（市、区）工信部门受理。',
          },
          { key: 'park', label: '所在园区', kind: 'text' },
          { key: 'field', label: '重点领域', kind: 'choice', options: keyFields, required: true },
          { key: 'otherField', label: '其他领域说明', kind: 'text', required: true, when: (values) => values.field === '其他' },
          { key: 'directions', label: '支持方向', kind: 'multi', options: directions, required: true },
          { key: 'category', label: '重点类别', kind: 'choice', options: categories, required: true },
          {
            key: 'subKind',
            label: '类别细项',
            kind: 'choice',
            options: subKinds,
            required: true,
            when: (values) => values.category === '1' || values.category === '3',
          },
          { key: 'priorHundred', label: `是否${year - 1}年“3个100”项目`, kind: 'tick' },
          { key: 'contactName', label: '联系人', kind: 'text', required: true },
          { key: 'contactPhone', label: '联系电话', kind: 'phone', required: true },
        ],
      },
      {
        key: 'construction',
        label: '建设内容及规模',
        fields: [
          part('coreProcess', '核心工艺技术'),
          part('workshops', '建设的车间生产线', plain),
          part('equipment', '购置的主要设备', plain),
          part('smartEquipment', '主要智能装备及生产线', isIntelligent),
          part('controlSystems', '管理及控制系统', isIntelligent),
          part('smartFunctions', '实现的智能化功能', isIntelligent),
          part('products', '主要产品名称及产能'),
        ],
      },
      {
        key: 'schedule',
        label: '建设进度',
        fields: [
          { key: 'stage', label: '当前阶段', kind: 'choice', options: stages, required: true },
          { key: 'start', label: '开工日期（计划或实际）', kind: 'date', required: true },
          { key: 'finish', label: '完工投产日期（计划或实际）', kind: 'date', required: true },
          { key: 'canStart', label: `${year}年内能开工建设`, kind: 'tick', when: (values) => values.stage === 'study' },
          {
            key: 'canResume',
            label: `${year}年内能复工建设`,
            kind: 'tick',
            when: (values) => values.stage === 'stopped' || values.stage === 'postponed',
          },
          { key: 'progress', label: '前期进展/已完成形象进度/手续完备情况', kind: 'longtext', required: true, limit: 500 },
          { key: 'target', label: `${year}年形象进度目标`, kind: 'longtext', required: true, limit: 500 },
        ],
      },
      {
        key: 'investment',
        label: '投资情况',
        fields: [
          money('total', '总投资'),
          money('own', '其中：自有资金'),
          money('loan', '其中：银行贷款'),
          money('other', '其中：其他资金'),
          money('cumulative', `截至${year - 1}年底累计完成投资`),
          { ...money('preliminary', '其中：前期费', false), when: type('new') },
          money('plan', `${year}年度计划投资`),
          money('q1', '一季度'),
          money('q2', '二季度'),
          money('q3', '三季度'),
          money('q4', '四季度'),
          {
            key: 'canComplete',
            label: `承诺能完成${year}年度投资计划`,
            kind: 'tick',
            required: true,
            when: type('new', 'continued'),
          },
        ],
      },
      {
        key: 'procedures',
        label: '前期手续',
        fields: [
          ...procedure('filing', '备案'),
          ...procedure('land', '土地'),
          ...procedure('environment', '环评'),
          ...procedure('planning', '规划'),
        ],
      },
      {
        key: 'declarations',
        label: '承诺事项',
        fields: [
          tick('policy', '符合国家产业发展政策'),
          tick('plans', '符合发展规划'),
          tick('access', '符合行业准入条件'),
          tick('guide', '符合《云南省工业技术进步指导目录（2018年版）》'),
          tick('noOvercapacity', '不属于国家明确的产能过剩行业违规扩能项目'),
          tick('creditClean', '未列入经营异常名录和严重违法失信名单'),
        ],
      },
      {
        key: 'benefits',
        label: '预期效益',
        fields: [
          money('output', '新增产值'),
          money('tax', '新增税收'),
          { key: 'jobs', label: '新增就业', kind: 'number', unit: '人', required: true },
          { key: 'remarks', label: '备注', kind: 'longtext', limit: 500 },
        ],
      },
    ],
  };
}
