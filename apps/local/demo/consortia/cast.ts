import type { LocalDate } from '#domain/calendar/instant.js';
import type { Origin } from '#domain/consortium/vocabulary.js';
import { bodies, BATTERY, firmLogin, firmOf, firms } from '../units.js';
import type { Party } from './script.js';

/** One consortium of the demo, from its field 领域 on. */
export interface Consortium {
  /** 云南省×××创新联合体. */
  name: string;
  industry: string;
  /** B1. */
  target: string;
  /** Place in `firms`. */
  lead: number;
  /** Places in `bodies`; the first carries 攻关任务. */
  members: number[];
  /** A Monday: when its field is set. */
  begins: LocalDate;
  months: number;
  origin?: Origin;
}

const [YUNLING, DIANCHI, METALS, TESTING] = [0, 1, 2, 3];
const of = (topic: string, more: Omit<Consortium, 'name'>): Consortium => ({ name: `云南省${topic}创新联合体`, ...more });

/** What its name is about. */
export const topicOf = ({ name }: Pick<Consortium, 'name'>): string => name.slice('云南省'.length, -'创新联合体'.length);

/** One in each state of its life (2.3), under the name of that state. */
export const lives = {
  operating: of('绿色铝精深加工', {
    ...{ industry: '绿色铝', target: '高性能铝合金短流程制备', lead: 0 },
    ...{ members: [YUNLING, METALS, TESTING], begins: '2024-03-04', months: 36 },
  }),
  changing: of('光伏硅材料', {
    ...{ industry: '光伏', target: '大尺寸N型单晶硅棒低氧控制', lead: 1 },
    ...{ members: [DIANCHI, METALS], begins: '2024-07-08', months: 36 },
  }),
  rectifying: of('稀贵金属新材料', {
    ...{ industry: '新材料', target: '高纯铂族金属前驱体国产化', lead: 2 },
    ...{ members: [YUNLING, METALS], begins: '2024-10-14', months: 36 },
  }),
  suspended: of('民族药现代化', {
    ...{ industry: '生物医药', target: '三七皂苷高效提取与质量控制', lead: 5 },
    ...{ members: [YUNLING, TESTING], begins: '2024-11-18', months: 36 },
  }),
  renewing: of('锡基新材料', {
    ...{ industry: '新材料', target: '电子级高纯锡及低温焊料', lead: 4 },
    ...{ members: [DIANCHI, METALS], begins: '2023-10-16', months: 36 },
  }),
  dissolving: of('普洱茶智能制造', {
    ...{ industry: '高原特色现代农业', target: '普洱茶发酵过程在线监测', lead: 7 },
    ...{ members: [YUNLING, TESTING], begins: '2025-01-06', months: 48 },
  }),
  dissolved: of('高原果蔬精深加工', {
    ...{ industry: '高原特色现代农业', target: '高原果蔬低温锁鲜加工', lead: 6 },
    ...{ members: [DIANCHI, TESTING], begins: '2024-09-16', months: 36 },
  }),
  disqualifying: of('工业硅绿色制造', {
    ...{ industry: '光伏', target: '工业硅冶炼余热与硅粉回收', lead: 8 },
    ...{ members: [DIANCHI, METALS], begins: '2025-03-10', months: 48 },
  }),
  disqualified: of('跨境电子信息制造', {
    ...{ industry: '数字经济', target: '高密度电子装联柔性产线', lead: 9 },
    ...{ members: [YUNLING, TESTING], begins: '2024-04-15', months: 48 },
  }),
  converted: of('烟草智能装备', {
    ...{ industry: '烟草', target: '卷烟高速包装机视觉检测', lead: 10 },
    ...{ members: [DIANCHI, TESTING], begins: '2024-11-04', months: 36 },
  }),
  /** 存续期届满 without a choice. */
  expired: of('高原风电装备', {
    ...{ industry: '先进制造业', target: '高海拔低风速风电机组', lead: 11 },
    ...{ members: [YUNLING, METALS], begins: '2023-07-10', months: 36 },
  }),
} as const;

/** Formations under way, under the stage of 2.2 that they have reached. */
export const formations = {
  field_set: of('高原数字乡村', {
    ...{ industry: '数字经济', target: '山区低成本数据采集与农情监测' },
    ...{ lead: -1, members: [], begins: '2026-11-16', months: 36 },
  }),
  lead_selection: of('绿色水电铝硅耦合', {
    ...{ industry: '绿色能源', target: '水电负荷与铝硅产能协同调控' },
    ...{ lead: -1, members: [], begins: '2026-10-26', months: 36 },
  }),
  inviting: of('新能源电池', {
    ...{ industry: '绿色能源', target: '磷酸锰铁锂正极材料及回收' },
    ...{ lead: BATTERY, members: [YUNLING, DIANCHI, TESTING], begins: '2026-11-02', months: 36 },
  }),
  signing: of('产业数字化', {
    ...{ industry: '数字经济', target: '流程工业智能控制软件国产化' },
    ...{ lead: 12, members: [YUNLING, METALS], begins: '2026-10-12', months: 36 },
  }),
  recommending: of('再生铝保级利用', {
    ...{ industry: '绿色铝', target: '再生铝杂质脱除与保级利用', origin: 'bottom-up' },
    ...{ lead: 13, members: [DIANCHI, METALS], begins: '2026-10-12', months: 36 },
  }),
  review: of('高原生物资源开发', {
    ...{ industry: '生物医药', target: '高原特色植物活性成分制备' },
    ...{ lead: 14, members: [YUNLING, TESTING], begins: '2026-09-28', months: 48 },
  }),
  publicity: of('精品咖啡产业', {
    ...{ industry: '高原特色现代农业', target: '咖啡鲜果智能分选与发酵控制' },
    ...{ lead: 15, members: [DIANCHI, TESTING], begins: '2026-10-05', months: 36 },
  }),
} as const satisfies Record<string, Consortium>;

const abilities = {
  enterprise: '全产业链龙头企业，设有专职研发团队',
  university: '相关学科团队和省级实验平台',
  institute: '工艺研究团队和中试条件',
  other: '检验检测资质和专业技术服务能力',
};

/** Its units, the lead first. */
export function partiesOf({ lead, members }: Pick<Consortium, 'lead' | 'members'>): Party[] {
  const [name, uscc] = firms[lead]!;
  const leading: Party = {
    ...{ unitId: firmOf(uscc), name, kind: 'enterprise', uscc, core: true },
    ...{ ability: abilities.enterprise, login: firmLogin(lead) },
  };
  return [
    leading,
    ...members.map((body, n): Party => {
      const [bodyName, code, kind, login] = bodies[body]!;
      const member = kind as keyof typeof abilities;
      return {
        ...{ unitId: firmOf(code), name: bodyName, kind: member, uscc: code, core: n === 0 },
        ...{ ability: abilities[member], login: login! },
      };
    }),
  ];
}

/** 属地科技局: who recommends and reviews for it. */
export const recommenderOf = ({ lead }: Pick<Consortium, 'lead'>): string => `kjru-${firms[lead]![2].slice(0, 4)}00`;

/** The people of 科技厅. */
export const province = { officer: 'kejiting', second: 'kejiting2', director: 'kjchuzhang', leader: 'kjtingling' } as const;
