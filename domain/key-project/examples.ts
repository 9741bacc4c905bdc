import type { FormValues } from '#domain/form/definition.js';
import type { ProjectType } from './form.js';

/** A form that passes every rule of the year's call: what tests break and demo data starts from. */
export function validExample(type: ProjectType, year: number): FormValues {
  const prior = year - 1;
  const common: FormValues = {
    name: '年产5万吨绿色铝精深加工项目（示例）',
    type,
    county: '532301',
    park: '楚雄高新区',
    field: '绿色铝',
    directions: ['建链延链补链强链'],
    category: '1',
    subKind: '建链强链补链延链',
    priorHundred: false,
    contactName: '张工',
    contactPhone: '13800001234',
    coreProcess: '铸轧一体化短流程工艺',
    workshops: '新建精深加工车间两座、生产线四条',
    equipment: '铸轧机四台、冷轧机两台',
    products: '铝板带箔，年产5万吨',
    progress: '已完成备案并落实用地',
    target: '完成主体厂房并安装设备',
    total: '5000.00',
    own: '2000.00',
    loan: '2500.00',
    other: '500.00',
    plan: '2000.00',
    q1: '200.00',
    q2: '500.00',
    q3: '800.00',
    q4: '500.00',
    filingState: 'done',
    filingNumber: `云发改备〔${prior}〕12号`,
    filingDate: `${prior}-03-02`,
    landState: 'done',
    landNumber: `楚自然资〔${prior}〕8号`,
    landDate: `${prior}-05-06`,
    environmentState: 'done',
    environmentNumber: `楚环审〔${prior}〕20号`,
    environmentDate: `${prior}-06-07`,
    planningState: 'done',
    planningNumber: `楚规〔${prior}〕3号`,
    planningDate: `${prior}-06-20`,
    policy: true,
    plans: true,
    access: true,
    guide: true,
    noOvercapacity: true,
    creditClean: true,
    output: '12000.00',
    tax: '600.00',
    jobs: '120',
    canComplete: true,
  };
  if (type === 'new')
    return { ...common, stage: 'study', canStart: true, start: `${year}-03-01`, finish: `${year + 1}-06-30`, cumulative: '0.00' };
  if (type === 'continued')
    return { ...common, stage: 'building', start: `${prior}-02-01`, finish: `${year + 1}-06-30`, cumulative: '1500.00' };
  return { ...common, stage: 'building', start: `${prior}-02-01`, finish: `${year}-09-30`, cumulative: '3000.00' };
}
