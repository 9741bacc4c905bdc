import type { Me } from '#apps/api/contract.js';
import { rightsOf, type Section } from '../admin/sections.js';

/** 科技金融补助: each page for those who may look, as the api judges it again. */
export const subsidySections: Section[] = [
  { path: 'claims', label: '补助申报', open: () => true },
  { path: 'estimate', label: '补助试算', open: ({ may }) => may('R', 'subsidy-claim') },
  { path: 'calls', label: '申报批次', open: ({ holds }) => holds('VO', 'VD', 'VL', 'AU') },
  { path: 'meeting', label: '上会名单', open: ({ holds }) => holds('VO', 'VD', 'VL', 'AU') },
  { path: 'caps', label: '额度看板', open: ({ holds }) => holds('VO', 'VD', 'VL', 'FN', 'AU', 'EA', 'UA', 'FI') },
  { path: 'rollup', label: '年度汇总', open: ({ holds }) => holds('VO', 'VD', 'VL', 'RU', 'FN', 'AU') },
  { path: 'rules', label: '补助办法', open: ({ holds }) => holds('VO', 'VD', 'VL', 'FN', 'AU') },
  { path: 'registers', label: '名册', open: ({ may }) => may('R', 'call') },
];

/** Whether the menu has 科技金融补助 for the person: whoever claims, recommends, decides or pays; not the industry department. */
export const concernsSubsidies = (me: Me): boolean =>
  rightsOf(me).holds('EA', 'UA', 'FI', 'FN', 'AU') || rightsOf(me).holdsIn('sti', 'RU', 'VO', 'VD', 'VL');
