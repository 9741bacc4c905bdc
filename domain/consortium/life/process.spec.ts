import { describe, expect, it } from 'vitest';
import { atTime, endOfDay, formatInstant, startOfDay } from '#domain/calendar/instant.js';
import { childId } from '#domain/process/child-id.js';
import { forecast } from '#domain/process/forecast.js';
import { publishedCalendar } from '#domain/calendar/data/published-years.js';
import { bySystem, byTime, opinion, outcome, person, Table, unwalked, type TableRow } from '#test/harness/table.js';
import { exampleMembers as members, exampleUnits as units } from '../examples.js';
import { midTerm } from './calendar.js';
import type { Child, ConsortiumData, ConsortiumKnown } from './data.js';
import { consortium } from './process.js';

const now = atTime('2026-05-20', '10:00');
const data: ConsortiumData = {
  title: '云南省绿色铝创新联合体',
  industry: '绿色铝',
  origin: 'top-down',
  target: '短流程制备',
  prefectureCode: '530100',
  offices: { lead: 'lead', recommender: 'bureau', province: 'p' },
  members: [...members],
  number: 'YNLHT-2026-001',
  approvedOn: '2026-05-20',
  startsOn: '2026-05-20',
  endsOn: '2029-05-19',
  year: 2026,
};
const known: ConsortiumKnown = {
  children: [],
  projects: 0,
  units: { ...units, new: { id: 'new', name: '新单位', kind: 'institute' } },
};
const table = new Table(consortium, data, known, now);

const ld = person('ld', 'lead', 'LD');
const mb = person('mb', 'uni', 'MB');
const ru = person('ru', 'bureau', 'RU');
const vo = person('vo', 'p', 'VO');
const vd = person('vd', 'p', 'VD');
const child = (process: string, title = process): Child => ({ caseId: `${process}-1`, process, status: 'running', title });
const minutes = { minutesNo: '〔2026〕12次' };
const rectification = { requirement: '补齐台账', until: '2026-08-31' };
const suspension = { reason: '停摆', from: '2026-05-01', until: '2026-10-31', minutesNo: '〔2026〕9次' };
const timer = (name: string, at = now) => [{ name, at, kind: 'timer' as const, scope: 'case' as const }];
const outcomeOf = (decision: string, more = {}) => ({
  decision,
  outcome: { caseId: 'e', kind: 'final', score: '55.00', grade: '差', decision, reason: '', on: '2026-05-20' },
  ...more,
});
const project = {
  name: '短流程电解铝专项',
  projectNo: '202601AS070021',
  level: 'provincial',
  mode: 'commissioned',
  startsOn: '2026-06-01',
  endsOn: '2028-12-31',
  fiscal: '500',
  selfRaised: '1000.00',
};
const change = (kind: string, more = {}) => ({ kind, reason: '客观原因调整', ...more });
const renewal = { need: '再生铝低碳冶炼', taskSource: '省级重大科技专项2029年度指南', months: 36 };
const changedLead = {
  offices: { lead: 'inst', recommender: 'bureau-2', province: 'p' },
  members: members.filter(({ unitId }) => unitId !== 'test'),
};

const rows: TableRow<ConsortiumData, ConsortiumKnown>[] = [
  // 运行 and its timers
  {
    id: 'B30 2.3 each year turns',
    from: 'operating',
    on: 'year-turn',
    by: byTime,
    instants: timer('year-turn'),
    to: 'operating',
  },
  {
    id: 'B30 also while suspended',
    from: 'suspended',
    on: 'year-turn',
    by: byTime,
    data: { suspension },
    instants: timer('year-turn'),
    to: 'suspended',
  },
  {
    id: '2.5 mid-term evaluation',
    from: 'operating',
    on: 'mid-term-evaluation',
    by: byTime,
    instants: timer('mid-term-evaluation'),
    to: 'operating',
  },
  {
    id: '2.5 final evaluation',
    from: 'operating',
    on: 'final-evaluation',
    by: byTime,
    instants: timer('final-evaluation'),
    to: 'operating',
  },
  {
    id: 'B20 twelve months without a provincial major project',
    from: 'operating',
    on: 'no-project',
    by: byTime,
    instants: timer('no-project'),
    to: 'operating',
  },
  ...[180, 90, 30].map((days) => ({
    id: `2.3 ${days} days before the end`,
    from: 'operating',
    on: `ends-${days}`,
    by: byTime,
    instants: timer(`ends-${days}`),
    to: 'operating',
  })),
  {
    id: '2.3 the term ends without a choice: nothing is decided',
    from: 'operating',
    on: 'term-ends',
    by: byTime,
    instants: timer('term-ends'),
    to: 'operating',
  },
  { id: '2.3 not before', from: 'operating', on: 'term-ends', by: byTime, instants: timer('term-ends', now + 1), to: 'not_due' },

  // 整改
  {
    id: '2.3 an official orders rectification',
    from: 'operating',
    on: 'order-rectification',
    by: vd,
    opinion,
    payload: rectification,
    to: 'rectifying',
  },
  {
    id: '2.3 a deadline in the past',
    from: 'operating',
    on: 'order-rectification',
    by: vd,
    opinion,
    payload: { ...rectification, until: '2026-05-20' },
    to: 'date_past',
  },
  {
    id: '2.3 the lead reports',
    from: 'rectifying',
    on: 'report-rectified',
    by: ld,
    data: { rectification },
    payload: { result: '已补齐' },
    to: 'rectifying',
  },
  {
    id: '2.3 nothing to confirm before the report',
    from: 'rectifying',
    on: 'confirm-rectified',
    by: ld,
    data: { rectification },
    opinion,
    to: 'not_reported',
  },
  {
    id: '2.3 rectified',
    from: 'rectifying',
    on: 'confirm-rectified',
    by: vo,
    data: { rectification: { ...rectification, reported: '已补齐' } },
    opinion,
    to: 'operating',
  },
  {
    id: '2.3 not rectified: again, with a new deadline',
    from: 'rectifying',
    on: 'rectify-again',
    by: vo,
    data: { rectification: { ...rectification, reported: '已补齐' } },
    opinion,
    payload: rectification,
    to: 'rectifying',
  },
  {
    id: '2.3 the deadline of a rectification passes: it is said, nothing more',
    from: 'rectifying',
    on: 'rectify-due',
    by: byTime,
    data: { rectification },
    instants: timer('rectify-due'),
    to: 'rectifying',
  },

  // 中止
  {
    id: 'R9 中止 by an official with minutes',
    from: 'operating',
    on: 'suspend',
    by: vd,
    opinion,
    payload: { ...minutes, until: '2026-11-20' },
    to: 'suspended',
  },
  {
    id: 'R9 中止 out of a rectification',
    from: 'rectifying',
    on: 'suspend',
    by: vd,
    data: { rectification },
    opinion,
    payload: { ...minutes, until: '2026-11-20' },
    to: 'suspended',
  },
  {
    id: '2.3 six months at most',
    from: 'operating',
    on: 'suspend',
    by: vd,
    opinion,
    payload: { ...minutes, until: '2026-11-21' },
    to: 'suspension_too_long',
  },
  {
    id: 'R9 中止 can resume',
    from: 'suspended',
    on: 'lift-suspension',
    by: vd,
    data: { suspension },
    opinion,
    payload: minutes,
    to: 'operating',
  },
  {
    id: '2.3 after six months a desk asks for the choice',
    from: 'suspended',
    on: 'suspension-over',
    by: byTime,
    data: { suspension },
    instants: timer('suspension-over'),
    to: 'suspended',
  },
  {
    id: '2.3 also while it dissolves',
    from: 'dissolving',
    on: 'suspension-over',
    by: byTime,
    data: { suspension },
    instants: timer('suspension-over'),
    to: 'dissolving',
  },

  // 评价结果 R8
  {
    id: 'R8 限期整改 by decision',
    from: 'operating',
    on: 'evaluation-decided',
    by: bySystem,
    payload: outcomeOf('rectify', rectification),
    to: 'rectifying',
  },
  {
    id: 'R8 nothing without an outcome',
    from: 'operating',
    on: 'evaluation-decided',
    by: bySystem,
    payload: {},
    to: 'outcome_missing',
  },
  {
    id: 'R8 中止 by decision',
    from: 'operating',
    on: 'evaluation-decided',
    by: bySystem,
    payload: outcomeOf('suspend', { ...minutes, until: '2026-11-20' }),
    to: 'suspended',
  },
  ...['rolling', 'no-support', 'adjust', 'nothing'].map((decision) => ({
    id: `R8 ${decision} leaves it in its state, whatever the grade`,
    from: 'operating',
    on: 'evaluation-decided',
    by: bySystem,
    payload: outcomeOf(decision),
    to: 'operating',
  })),
  {
    id: 'R8 one that dissolves is not suspended any more',
    from: 'dissolving',
    on: 'evaluation-decided',
    by: bySystem,
    payload: outcomeOf('suspend', minutes),
    to: 'dissolving',
  },
  {
    id: 'R8 nobody sends it by hand',
    from: 'operating',
    on: 'evaluation-decided',
    by: vd,
    payload: outcomeOf('rolling'),
    to: 'not_for_persons',
  },

  // 督促指导, 支持, 诚信
  {
    id: 'B31 the recommending office supervises',
    from: 'operating',
    on: 'supervise',
    by: ru,
    payload: { text: '请加快中试平台建设' },
    to: 'operating',
  },
  {
    id: 'B31 the lead does not',
    from: 'operating',
    on: 'supervise',
    by: ld,
    payload: { text: '自我督促' },
    to: 'not_your_office',
  },
  {
    id: 'B21 特派员',
    from: 'operating',
    on: 'support',
    by: vo,
    payload: { kind: 'envoy', units: ['uni'], detail: '派驻科技副总1名' },
    to: 'operating',
  },
  {
    id: 'B20 a recommendation for a national programme with its mode',
    from: 'operating',
    on: 'support',
    by: vo,
    payload: { kind: 'national-project', mode: 'designed', units: ['lead'], detail: '推荐国家重点研发计划' },
    to: 'operating',
  },
  {
    id: 'B21 金融推荐 of one that runs well',
    from: 'operating',
    on: 'support',
    by: vo,
    data: { grade: '良' },
    payload: { kind: 'finance', units: ['lead'], detail: '融资需求2000万元' },
    to: 'operating',
  },
  {
    id: 'B21 not of one graded 中',
    from: 'operating',
    on: 'support',
    by: vo,
    data: { grade: '中' },
    payload: { kind: 'finance', units: ['lead'], detail: '融资需求2000万元' },
    to: 'not_running_well',
  },
  {
    id: 'B21 not while it rectifies',
    from: 'rectifying',
    on: 'support',
    by: vo,
    data: { rectification },
    payload: { kind: 'finance', units: ['lead'], detail: '融资需求' },
    to: 'not_running_well',
  },
  {
    id: 'B21 not for a stranger',
    from: 'operating',
    on: 'support',
    by: vo,
    payload: { kind: 'envoy', units: ['x'], detail: '派驻' },
    to: 'not_a_member',
  },
  {
    id: '2.3 no support for a suspended one',
    from: 'suspended',
    on: 'support',
    by: vo,
    data: { suspension },
    payload: { kind: 'envoy', units: ['uni'], detail: '派驻' },
    to: 'not_possible_now',
  },
  {
    id: 'B19 the lead keeps both lists',
    from: 'operating',
    on: 'update-lists',
    by: ld,
    payload: { problems: [{ name: '阳极效应机理', unit: '云岭大学' }], targets: [{ name: '低碳电解槽', unit: '滇中绿铝' }] },
    to: 'operating',
  },
  {
    id: 'B19 a line without its unit',
    from: 'operating',
    on: 'update-lists',
    by: ld,
    payload: { problems: [{ name: '阳极效应机理', unit: '' }], targets: [{ name: '低碳电解槽', unit: '滇中绿铝' }] },
    to: 'line_incomplete',
  },
  {
    id: 'B33 追责惩戒',
    from: 'operating',
    on: 'record-integrity',
    by: vd,
    payload: { kind: 'sanction', unit: 'uni', fact: '数据造假', documentNo: '云科监〔2026〕1号' },
    to: 'operating',
  },
  {
    id: 'B33 移交有关部门',
    from: 'operating',
    on: 'record-integrity',
    by: vd,
    payload: { kind: 'transfer', unit: 'uni', fact: '套取资金', documentNo: '云科监〔2026〕2号' },
    to: 'operating',
  },
  {
    id: 'B33 of a stranger',
    from: 'operating',
    on: 'record-integrity',
    by: vd,
    payload: { kind: 'transfer', unit: 'x', fact: '套取资金', documentNo: '云科监〔2026〕2号' },
    to: 'not_a_member',
  },

  // 变更, 续期
  {
    id: '2.6 the lead proposes another lead',
    from: 'operating',
    on: 'propose-change',
    by: ld,
    payload: change('lead', { lead: 'inst', evidence: '领军企业', platform: '省重点实验室', platformLevel: 'provincial' }),
    to: 'operating',
  },
  {
    id: '2.6 a member proposes nothing',
    from: 'operating',
    on: 'propose-change',
    by: mb,
    payload: change('goal', { goal: '新目标' }),
    to: 'not_your_office',
  },
  {
    id: '2.6 one change at a time',
    from: 'operating',
    on: 'propose-change',
    by: ld,
    known: { children: [child('consortium-change')] },
    payload: change('goal', { goal: '新目标' }),
    to: 'already_open',
  },
  {
    id: '2.6 without saying what',
    from: 'operating',
    on: 'propose-change',
    by: ld,
    payload: change('goal'),
    to: 'detail_required',
  },
  {
    id: '2.6 a unit that is not registered',
    from: 'operating',
    on: 'propose-change',
    by: ld,
    payload: change('member', { joining: [{ unitId: 'x', core: '否', ability: '检测' }] }),
    to: 'unknown_unit',
  },
  {
    id: '2.6 a member that is one already',
    from: 'operating',
    on: 'propose-change',
    by: ld,
    payload: change('member', { joining: [{ unitId: 'uni', core: '否', ability: '检测' }] }),
    to: 'member_already',
  },
  {
    id: '2.6 a stranger cannot leave',
    from: 'operating',
    on: 'propose-change',
    by: ld,
    payload: change('member', { leaving: ['new'] }),
    to: 'not_a_member',
  },
  {
    id: '2.6 the lead leaves only with another lead',
    from: 'operating',
    on: 'propose-change',
    by: ld,
    payload: change('main-member', { leaving: ['lead'] }),
    to: 'lead_leaves',
  },
  {
    id: 'B28 a core member is no ordinary one',
    from: 'operating',
    on: 'propose-change',
    by: ld,
    payload: change('member', { leaving: ['uni'] }),
    to: 'main_member',
  },
  {
    id: 'B2 an ordinary member joins',
    from: 'operating',
    on: 'propose-change',
    by: ld,
    payload: change('member', { joining: [{ unitId: 'new', core: '否', ability: '检测' }] }),
    to: 'operating',
  },
  {
    id: '2.6 twelve months at most',
    from: 'operating',
    on: 'propose-change',
    by: ld,
    payload: change('extension', { months: 13 }),
    to: 'extension_too_long',
  },
  {
    id: '2.6 once',
    from: 'operating',
    on: 'propose-change',
    by: ld,
    data: { extended: true },
    payload: change('extension', { months: 6 }),
    to: 'extended_once',
  },
  {
    id: '2.6 thirty days before the end',
    from: 'operating',
    on: 'propose-change',
    by: ld,
    at: startOfDay('2029-04-19'),
    payload: change('extension', { months: 6 }),
    to: 'operating',
  },
  {
    id: '2.6 twenty-nine are too late',
    from: 'operating',
    on: 'propose-change',
    by: ld,
    at: startOfDay('2029-04-20'),
    payload: change('extension', { months: 6 }),
    to: 'extension_late',
  },
  {
    id: '2.3 after the term no change is filed',
    from: 'operating',
    on: 'propose-change',
    by: ld,
    data: { expired: true },
    payload: change('goal', { goal: '新目标' }),
    to: 'term_over',
  },
  { id: 'B26 renewal: new need and task source', from: 'operating', on: 'renew', by: ld, payload: renewal, to: 'renewing' },
  {
    id: 'B26 also after the term',
    from: 'operating',
    on: 'renew',
    by: ld,
    data: { expired: true },
    payload: renewal,
    to: 'renewing',
  },
  {
    id: 'B26 without a task source',
    from: 'operating',
    on: 'renew',
    by: ld,
    payload: { ...renewal, taskSource: '' },
    to: 'payload_required',
  },
  {
    id: 'B24 a renewal of 24 months needs a reason',
    from: 'operating',
    on: 'renew',
    by: ld,
    payload: { ...renewal, months: 24 },
    to: 'term_reason_required',
  },
  { id: 'B24 60 months', from: 'operating', on: 'renew', by: ld, payload: { ...renewal, months: 60 }, to: 'renewing' },
  {
    id: 'B24 61 months with a reason',
    from: 'operating',
    on: 'renew',
    by: ld,
    payload: { ...renewal, months: 61, termReason: '与国家项目实施期一致' },
    to: 'renewing',
  },
  {
    id: 'B26 renewed: operating with a new end',
    from: 'renewing',
    on: 'change-effective',
    by: bySystem,
    data: { path: ['operating'] },
    payload: { changed: { startsOn: '2029-05-20', endsOn: '2032-05-19' } },
    to: 'operating',
  },
  {
    id: 'B26 not renewed: back',
    from: 'renewing',
    on: 'renewal-closed',
    by: bySystem,
    data: { path: ['rectifying'], rectification },
    to: 'rectifying',
  },
  {
    id: 'B28 a change in force',
    from: 'operating',
    on: 'change-effective',
    by: bySystem,
    payload: { changed: changedLead },
    to: 'operating',
  },

  // 解散
  {
    id: 'B25 ① the lead',
    from: 'operating',
    on: 'request-dissolution',
    by: ld,
    payload: { ground: 'completed', detail: '任务全部验收' },
    to: 'dissolving',
  },
  {
    id: 'B25 ② a member petitions',
    from: 'operating',
    on: 'request-dissolution',
    by: mb,
    payload: { ground: 'disagreement', detail: '分歧严重' },
    to: 'dissolving',
  },
  {
    id: 'B25 ③ other, in words',
    from: 'suspended',
    on: 'request-dissolution',
    by: vd,
    data: { suspension },
    payload: { ground: 'other', detail: '牵头单位破产清算' },
    to: 'dissolving',
  },
  {
    id: 'B25 other without words',
    from: 'operating',
    on: 'request-dissolution',
    by: ld,
    payload: { ground: 'other', detail: '无' },
    to: 'ground_text_required',
  },
  {
    id: 'B25 no such ground',
    from: 'operating',
    on: 'request-dissolution',
    by: ld,
    payload: { ground: 'bored', detail: '不想办了' },
    to: 'payload_invalid',
  },
  {
    id: 'B27 a running provincial project blocks',
    from: 'operating',
    on: 'request-dissolution',
    by: ld,
    known: { children: [child('project-task', '短流程专项')] },
    payload: { ground: 'completed', detail: '任务完成' },
    to: 'projects_running',
  },
  {
    id: 'B27 after the term too: never dissolved by itself',
    from: 'operating',
    on: 'request-dissolution',
    by: ld,
    data: { expired: true },
    known: { children: [child('project-task')] },
    payload: { ground: 'completed', detail: '任务完成' },
    to: 'projects_running',
  },
  {
    id: '2.7 not while a change is open',
    from: 'operating',
    on: 'request-dissolution',
    by: ld,
    known: { children: [child('consortium-change')] },
    payload: { ground: 'completed', detail: '任务完成' },
    to: 'already_open',
  },
  {
    id: '2.7 the final report is asked for',
    from: 'dissolving',
    on: 'final-report',
    by: bySystem,
    payload: { dueAt: now + 1 },
    to: 'dissolving',
  },
  { id: '2.7 dissolved', from: 'dissolving', on: 'dissolve', by: bySystem, to: 'dissolved' },
  {
    id: 'B27 asked again when it is approved',
    from: 'dissolving',
    on: 'dissolve',
    by: bySystem,
    known: { children: [child('project-task')] },
    to: 'projects_running',
  },
  {
    id: '2.8 a clue is dealt with before it may dissolve',
    from: 'dissolving',
    on: 'dissolve',
    by: bySystem,
    known: { children: [child('disqualification')] },
    to: 'already_open',
  },
  {
    id: '2.7 rejected: operating',
    from: 'dissolving',
    on: 'dissolution-closed',
    by: bySystem,
    data: { path: ['operating'] },
    to: 'operating',
  },
  {
    id: '2.7 rejected: a suspended one stays suspended',
    from: 'dissolving',
    on: 'dissolution-closed',
    by: bySystem,
    data: { path: ['suspended'], suspension },
    to: 'suspended',
  },

  // 取消资格
  {
    id: '2.8 a clue of the recommending office',
    from: 'operating',
    on: 'report-clue',
    by: ru,
    payload: { ground: 'breach', fact: '两家成员未投入' },
    to: 'operating',
  },
  {
    id: 'B32 a clue on another ground',
    from: 'operating',
    on: 'report-clue',
    by: vo,
    payload: { ground: 'grade', fact: '评价为差' },
    to: 'payload_invalid',
  },
  {
    id: '2.8 one clue at a time',
    from: 'operating',
    on: 'report-clue',
    by: vo,
    known: { children: [child('disqualification')] },
    payload: { ground: 'breach', fact: '未投入' },
    to: 'already_open',
  },
  {
    id: 'R24 refusal to report, proposed by the report',
    from: 'operating',
    on: 'clue-from-report',
    by: bySystem,
    payload: { ground: 'refusal', fact: '催报后仍未报' },
    to: 'operating',
  },
  { id: '2.8 an investigation opens', from: 'operating', on: 'disqualification-opened', by: bySystem, to: 'disqualifying' },
  {
    id: '2.8 also of one that dissolves',
    from: 'dissolving',
    on: 'disqualification-opened',
    by: bySystem,
    data: { path: ['operating'] },
    to: 'disqualifying',
  },
  {
    id: '2.8 not cancelled: back to where it was',
    from: 'disqualifying',
    on: 'disqualification-closed',
    by: bySystem,
    data: { path: ['operating', 'dissolving'] },
    to: 'dissolving',
  },
  { id: '2.8 cancelled', from: 'disqualifying', on: 'disqualify', by: bySystem, to: 'disqualified' },
  {
    id: '2.8 revoked on review: it lives on',
    from: 'disqualified',
    on: 'disqualification-revoked',
    by: bySystem,
    to: 'operating',
  },

  // 其他
  {
    id: 'B29 converted',
    from: 'operating',
    on: 'convert',
    by: vd,
    opinion,
    payload: { kind: 'institute', documentNo: '云科平〔2026〕3号', link: '云南省绿色铝研究院' },
    to: 'converted',
  },
  {
    id: 'B29 into what it is already',
    from: 'operating',
    on: 'convert',
    by: vd,
    opinion,
    payload: { kind: 'consortium', documentNo: '云科平〔2026〕3号', link: 'x' },
    to: 'same_form',
  },
  {
    id: '2.5 an ad-hoc evaluation',
    from: 'operating',
    on: 'plan-evaluation',
    by: vo,
    payload: { reason: '专项检查' },
    to: 'operating',
  },
  {
    id: '2.5 one evaluation at a time',
    from: 'operating',
    on: 'plan-evaluation',
    by: vo,
    known: { children: [child('evaluation')] },
    payload: { reason: '专项检查' },
    to: 'already_open',
  },
  {
    id: 'P-4 B10 fiscal 500, self-raised 1000.00',
    from: 'operating',
    on: 'establish-project',
    by: vo,
    payload: project,
    to: 'operating',
  },
  {
    id: 'P-4 B10 R6 fiscal 500, self-raised 999.99',
    from: 'operating',
    on: 'establish-project',
    by: vo,
    payload: { ...project, selfRaised: '999.99' },
    to: 'ratio_short',
  },
  {
    id: '2.12 a period that ends before it starts',
    from: 'operating',
    on: 'establish-project',
    by: vo,
    payload: { ...project, endsOn: '2026-05-31' },
    to: 'period_reversed',
  },
  {
    id: '2.3 no new task for a suspended one',
    from: 'suspended',
    on: 'establish-project',
    by: vo,
    data: { suspension },
    payload: project,
    to: 'not_possible_now',
  },
  {
    id: '2.3 no new task after the term',
    from: 'operating',
    on: 'establish-project',
    by: vo,
    data: { expired: true },
    payload: project,
    to: 'term_over',
  },
  {
    id: '2.11 a member raises a matter',
    from: 'operating',
    on: 'raise-matter',
    by: mb,
    payload: { title: '用电指标', detail: '中试线缺用电指标' },
    to: 'operating',
  },
  {
    id: 'B30 the report raises its matters',
    from: 'operating',
    on: 'matters-raised',
    by: bySystem,
    payload: { matters: [{ title: '用电指标', detail: '缺' }] },
    to: 'operating',
  },
];

describe('2.3 every row', () => {
  it.each(rows)('$id', (row) => expect(outcome(table.run(row))).toBe(row.to));
  it('no row of the table is left unwalked', () => expect(unwalked(consortium, rows)).toEqual([]));
});

const effects = (row: Omit<TableRow<ConsortiumData, ConsortiumKnown>, 'id' | 'to'>) => {
  const result = table.run({ ...row, id: '', to: '' });
  if (!result.ok) throw new Error(result.refusal.code);
  return result;
};
const told = (result: ReturnType<typeof effects>) =>
  result.effects.flatMap((effect) =>
    effect.kind === 'notice' ? [`${effect.template} ${JSON.stringify(Object.values(effect.to).slice(1))}`] : [],
  );

describe('2.3 what follows', () => {
  it('B24 a term of 36 months has its reminders at 09:00, 180, 90 and 30 days before its last day, and ends at 24:00 of it', () => {
    const instants = Object.fromEntries(table.at('operating').instants.map(({ name, at }) => [name, formatInstant(at)]));
    expect(instants).toEqual({
      'year-turn': '2027-01-01 00:00',
      'no-project': '2027-05-20 09:00',
      'mid-term-evaluation': `${midTerm(data)} 09:00`,
      'ends-180': '2028-11-20 09:00',
      'ends-90': '2029-02-18 09:00',
      'final-evaluation': '2029-02-18 09:00',
      'ends-30': '2029-04-19 09:00',
      'term-ends': '2029-05-20 00:00',
    });
    expect(midTerm(data)).toBe('2027-11-19');
  });

  it('B30 the year opens its report as a child with the fixed id, and the next turn is set; the first runs at once', () => {
    const first = table.at('operating', { year: undefined });
    expect(first.instants[0]).toMatchObject({ name: 'year-turn', at: now });
    const result = table.must(first, { on: 'year-turn', by: byTime });
    expect(result.effects).toContainEqual(
      expect.objectContaining({
        kind: 'open-case',
        process: 'annual-report',
        id: childId('case', 'report-2026'),
        asChild: true,
        data: expect.objectContaining({ year: 2026, opensAt: startOfDay('2026-11-01'), dueAt: endOfDay('2026-12-31') }),
      }),
    );
    expect(result.state.instants.find(({ name }) => name === 'year-turn')?.at).toBe(startOfDay('2027-01-01'));
  });

  it('B20 the warning is given only to one that never led a project', () => {
    const row = { from: 'operating', on: 'no-project', by: byTime, instants: timer('no-project') };
    expect(effects(row).state.data.withoutProject).toBe(true);
    expect(told(effects(row))).toHaveLength(2);
    const led = effects({ ...row, known: { projects: 1 } });
    expect([led.state.data.withoutProject, told(led)]).toEqual([undefined, []]);
  });

  it('2.3 before the end the lead, the recommending office and the province are asked to choose', () =>
    expect(told(effects({ from: 'operating', on: 'ends-180', by: byTime, instants: timer('ends-180') }))).toEqual([
      'choose-renewal-or-dissolution ["lead","LD"]',
      'choose-renewal-or-dissolution ["bureau","RU"]',
      'choose-renewal-or-dissolution ["p","VO"]',
    ]));

  it('B33 a sanction writes the credit record of the unit, a transfer does not', () => {
    const row = { from: 'operating', on: 'record-integrity', by: vd };
    const payload = { kind: 'sanction', unit: 'uni', fact: '数据造假', documentNo: '云科监〔2026〕1号' };
    const recorded = (kind: string) =>
      effects({ ...row, payload: { ...payload, kind } }).effects.filter(({ kind: one }) => one === 'record');
    expect(recorded('sanction')).toMatchObject([{ register: 'credit', row: { kind: 'remind', unitId: 'uni' } }]);
    expect(recorded('transfer')).toEqual([]);
  });

  it('B28 a new lead in force: desks of every open case but the change itself, owner and participants follow', () => {
    const children = [child('annual-report'), child('consortium-change'), child('project-task'), child('coordination')];
    const { effects: all, state } = effects({
      from: 'operating',
      on: 'change-effective',
      by: bySystem,
      known: { children },
      payload: { changed: changedLead, list: 'consortium-change-1' },
    });
    expect(state.data.offices.lead).toBe('inst');
    expect(all.filter(({ kind }) => kind === 'cascade')).toMatchObject([
      { process: 'annual-report', on: 'offices-changed' },
      { process: 'project-task', on: 'offices-changed' },
    ]);
    expect(all.filter(({ kind }) => kind === 'record')).toMatchObject([
      { register: 'owner', row: { lead: 'inst', recommender: 'bureau-2' } },
      { register: 'participants', row: { units: [] } },
      { register: 'participants-left', row: { units: ['test'] } },
    ]);
  });

  it('2.3 its end ends its reports, evaluations and changes, not its projects and matters', () => {
    const children = [
      child('annual-report'),
      child('evaluation'),
      child('project-task'),
      child('coordination'),
      child('disqualification'),
    ];
    const { effects: all, state } = effects({
      from: 'disqualifying',
      on: 'disqualify',
      by: bySystem,
      known: { children },
      payload: { list: 'disqualification-1' },
    });
    expect(all.filter(({ kind }) => kind === 'cascade')).toMatchObject([
      { process: 'annual-report', on: 'consortium-ended' },
      { process: 'evaluation', on: 'consortium-ended' },
    ]);
    expect(state).toMatchObject({ ended: true, instants: [], data: { endedBy: 'disqualification', endedOn: '2026-05-20' } });
  });

  it('2.8 a revoked disqualification gives it its timers back', () =>
    expect(
      effects({ from: 'disqualified', on: 'disqualification-revoked', by: bySystem }).state.instants.map(({ name }) => name),
    ).toContain('term-ends'));

  it('B27 the refusal lists the projects, each a line', () => {
    const result = table.run({
      id: '',
      to: '',
      from: 'operating',
      on: 'request-dissolution',
      by: ld,
      known: { children: [child('project-task', '甲专项'), { ...child('project-task', '乙专项'), caseId: 'p2' }] },
      payload: { ground: 'completed', detail: '任务完成' },
    });
    expect(result).toMatchObject({
      refusal: {
        code: 'projects_running',
        clause: 'B27',
        message: expect.stringContaining('甲专项、乙专项'),
        details: [{ message: '甲专项' }, { message: '乙专项' }],
      },
    });
  });

  it('B26 a renewal sets the timers of the new term and takes the tag of expiry away', () => {
    const { state } = effects({
      from: 'renewing',
      on: 'change-effective',
      by: bySystem,
      data: { path: ['operating'], expired: true },
      payload: { changed: { startsOn: '2029-05-20', endsOn: '2032-05-19' } },
    });
    const at = (name: string) => formatInstant(state.instants.find((one) => one.name === name)!.at);
    expect([at('ends-180'), at('term-ends')]).toEqual(['2031-11-21 09:00', '2032-05-20 00:00']);
    expect(state.data).toMatchObject({ expired: false, path: [], startsOn: '2029-05-20' });
  });

  it('2.3 the forecast names every report to come', () => {
    const coming = forecast(consortium, table.at('operating'), now, publishedCalendar).map(({ name }) => name);
    expect(coming).toEqual(expect.arrayContaining(['report-2026-opens', 'report-2027-due', 'report-2028-due', 'term-ends']));
    expect(coming).not.toContain('report-2029-due');
  });

  it('a disqualification dropped after the dissolution it overtook was withdrawn leads to where both began', () => {
    const start = table.at('disqualifying', { path: ['operating', 'dissolving'] });
    const withdrawn = table.must(start, { on: 'dissolution-closed', by: bySystem }).state;
    expect(withdrawn).toMatchObject({ status: 'disqualifying', data: { path: ['operating'] } });
    expect(table.must(withdrawn, { on: 'disqualification-closed', by: bySystem }).to).toBe('operating');
  });
});
