import { memberRows } from '#domain/list/member.js';
import { defineProcess } from '#domain/process/define.js';
import { claimForm } from '../form.js';
import { desk, fills, tell } from './acts.js';
import { approvedTo, award, calculationRows, letGo } from './calculation.js';
import type { ClaimData, ClaimKnown } from './data.js';
import { filingRows, windowCloses } from './filing.js';
import { paymentRows } from './payment.js';

/** 补助申报 (specification 2.9): filed, reviewed, reckoned under its caps, decided on a list, awarded, paid, and recovered if need be. */
export const claim = defineProcess<ClaimData, ClaimKnown>({
  name: 'claim',
  version: 1,
  label: '科技金融补助申报',
  initial: 'draft',
  ownerUnit: (data) => data.offices.owner,
  leaderOf: (office) => (office.role === 'VO' ? { ...office, role: 'VD' } : undefined),
  concealed: {
    fields: ['objections'],
    events: ['object'],
    until: () => false,
  },
  documents: {
    form: { form: ({ measure }) => claimForm(measure), states: ['draft', 'returned'], by: fills, shownTo: fills },
  },
  summary: ({ title, number, awardFen, measure }) => ({ title, number, amountFen: awardFen, kind: measure }),
  states: {
    draft: {
      label: '草稿',
      tone: 'draft',
      waitsFor: '等待申报单位填报。',
      instants: ({ data }) => [windowCloses(data.windowCloses)],
    },
    returned: { label: '退回修改', tone: 'returned', waitsFor: '等待申报单位修改后重新提交。' },
    unit_review: { label: '单位审核', tone: 'review', level: 'unit', task: { label: '单位审核并签章', for: desk.unit } },
    recommender: {
      label: '推荐审核',
      tone: 'review',
      level: 'prefecture',
      task: { label: '推荐单位审核', for: desk.recommender, workingDays: 5 },
    },
    form_check: {
      label: '形式审查',
      tone: 'review',
      level: 'province',
      task: { label: '形式审查', for: desk.province('VO'), workingDays: 10 },
    },
    calculating: {
      label: '核算',
      tone: 'review',
      level: 'province',
      task: { label: '确认核算金额', for: desk.province('VO'), workingDays: 5 },
    },
    verifying: { label: '核查', tone: 'review', task: { label: '资金核查', for: desk.finance, workingDays: 10 } },
    meeting: { label: '待上会', tone: 'review', waitsFor: '等待列入上会名单并审议。' },
    publicity: {
      label: '公示中',
      tone: 'running',
      waitsFor: '等待公示期满。',
      task: {
        label: '处理公示异议',
        for: (data) => (data.objections?.length ? { unitId: data.offices.province, role: 'VO' } : undefined),
        workingDays: 15,
      },
    },
    approved: { label: '已核定', tone: 'passed', waitsFor: '等待财政安排预算。' },
    queued: { label: '结转下年预算', tone: 'running', waitsFor: '等待下年度预算。' },
    payable: { label: '待支付', tone: 'running', waitsFor: '等待财政开具支付令。' },
    paying: { label: '支付中', tone: 'running', waitsFor: '等待国库回单。' },
    paid: { label: '已支付', tone: 'passed', final: true },
    recovering: { label: '追回中', tone: 'running', waitsFor: '等待单位退回资金。' },
    recovered: { label: '已追回', tone: 'ended', final: true },
    refused: { label: '不予补助', tone: 'refused', final: true },
    withdrawn: { label: '已撤回', tone: 'ended', final: true },
    exhausted: { label: '额度已满', tone: 'ended', final: true },
  },
  rows: [
    ...filingRows,
    ...calculationRows,
    ...memberRows<ClaimData, ClaimKnown>({
      passes: approvedTo,
      reaches: ['approved', 'exhausted'],
      fails: 'refused',
      tell: (context, template, params) => tell(template, () => params)(context),
      passed: award,
      failed: (context) => [...letGo(context), ...tell('decided')(context)],
    }),
    ...paymentRows,
  ],
});
