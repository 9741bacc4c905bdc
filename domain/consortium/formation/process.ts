import { defineProcess } from '#domain/process/define.js';
import { at, lead, leaderOf, members, unitsOf } from '../acts.js';
import { agreement } from '../forms/agreement.js';
import { application } from '../forms/application.js';
import { plan } from '../forms/plan.js';
import { noticeTask } from '../notice.js';
import { panelTask } from '../panel-stage.js';
import { approvalRows } from './approval.js';
import type { DocumentRule } from '#domain/process/types.js';
import type { FormationData, FormationKnown } from './data.js';
import { fieldRows, invitingRows } from './field.js';
import { reviewRows } from './review.js';
import { idle, signingStage } from './signing-stage.js';

const preparing = ['inviting', 'signing', 'signed'] as const;

/** Everybody who was asked to join. */
const invited: DocumentRule<FormationData>['by'] = {
  kind: 'office',
  unit: (data) => [...unitsOf(data), ...data.invitations.map(({ unitId }) => unitId)],
  roles: ['MB', 'LD'],
};

/** 创新联合体组建, specification 2.2. */
export const formation = defineProcess<FormationData, FormationKnown>({
  name: 'consortium-formation',
  version: 1,
  label: '创新联合体组建',
  initial: 'field_set',
  ownerUnit: (data) => data.offices.lead,
  leaderOf,
  concealed: {
    fields: ['panel', 'withdrawn', 'promised', 'draws', 'scores', 'score', 'objections'],
    events: ['promise', 'recuse', 'replace-expert', 'score', 'object'],
    from: unitsOf,
    form: (data, personId) => !data.panel?.includes(personId) || data.promised?.includes(personId) === true,
    until: ({ ended }) => ended === true,
  },
  // The text is negotiated by all (B2); until it is signed, no application stands on it.
  documents: {
    agreement: {
      form: agreement,
      annex: '附件2',
      states: ['inviting', 'signing', 'signed', 'returned'],
      by: lead,
      shownTo: invited,
    },
    form: { form: application, annex: '附件1', states: [...preparing, 'returned'], by: lead, shownTo: members },
    plan: { form: plan, annex: '附件3', states: [...preparing, 'returned'], by: lead, shownTo: members },
  },
  // Its own number is that of its approval 批复; the consortium's is the consortium's, and no two cases share one (6.8).
  summary: (data) => ({ title: data.title, number: data.approvalNo, kind: data.industry }),
  states: {
    field_set: { label: '领域确定', tone: 'draft', waitsFor: '等待省科技厅发布领域，或牵头单位提出领域。' },
    lead_selection: { label: '遴选牵头单位', tone: 'review', task: { label: '遴选牵头单位', for: at.province('VD') } },
    inviting: { label: '意向征集', tone: 'draft', waitsFor: '等待成员单位答复邀请、牵头单位冻结名单。' },
    signing: {
      label: '协议签署',
      tone: 'running',
      waitsFor: '等待全部单位法定代表人签署盖章。',
      instants: (context) => [idle(context)],
    },
    signed: { label: '协议生效', tone: 'passed', waitsFor: '等待牵头单位提交组建申请。' },
    recommending: {
      label: '属地推荐',
      tone: 'review',
      level: 'prefecture',
      task: { label: '审核并出具推荐意见', for: at.recommender, workingDays: 5 },
    },
    acceptance: {
      label: '受理形式审查',
      tone: 'review',
      level: 'province',
      task: { label: '形式审查', for: at.province('VO'), workingDays: 10 },
    },
    returned: { label: '退回修改', tone: 'returned', waitsFor: '等待牵头单位修改后重新提交。' },
    review: {
      label: '评审论证',
      tone: 'review',
      task: {
        label: (data) => (data.panel ? '专家评审' : '抽取专家'),
        for: panelTask,
        seats: true,
      },
    },
    deliberation: { label: '内部审议', tone: 'review', level: 'province', task: { label: '会议审议', for: at.province('VL') } },
    publicity: { label: '公示中', tone: 'review', waitsFor: '等待公示期满。', task: noticeTask<FormationData>() },
    held: {
      label: '批复待定',
      tone: 'returned',
      level: 'province',
      task: { label: '公示期间有单位被禁入，请决定', for: at.province('VD') },
    },
    approved: { label: '已批复', tone: 'passed', final: true },
    refused: { label: '不予组建', tone: 'refused', final: true },
    withdrawn: { label: '已撤回', tone: 'ended', final: true },
  },
  rows: [...fieldRows, ...invitingRows, ...signingStage, ...reviewRows, ...approvalRows],
});
