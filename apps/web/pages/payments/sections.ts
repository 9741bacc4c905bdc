import type { Me } from '#apps/api/contract.js';
import { rightsOf, type Section } from '../admin/sections.js';

/** 资金: each page for those who may look, as the api judges it again. */
export const paymentSections: Section[] = [
  { path: 'budgets', label: '预算', open: ({ holds }) => holds('FN', 'VO', 'VD', 'VL', 'AU') },
  { path: 'orders', label: '支付令', open: ({ holds }) => holds('FN') },
  { path: 'ledger', label: '账务', open: ({ holds }) => holds('FN', 'VD', 'VL', 'AU') },
  { path: 'reconciliation', label: '对账', open: ({ holds }) => holds('FN', 'AU') },
];

/** Whether the menu has 资金 for the person: finance, the science department's officials, the auditor. */
export const handlesMoney = (me: Me): boolean => rightsOf(me).holds('FN', 'AU') || rightsOf(me).holdsIn('sti', 'VO', 'VD', 'VL');
