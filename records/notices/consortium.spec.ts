import { describe, expect, it } from 'vitest';
import { atTime, endOfDay, startOfDay } from '#domain/calendar/instant.js';
import { consortiumChange } from '#domain/consortium/change/process.js';
import { disqualification } from '#domain/consortium/disqualification/process.js';
import { dissolution } from '#domain/consortium/dissolution/process.js';
import { evaluation } from '#domain/consortium/evaluation/process.js';
import { exampleChild, exampleUnits } from '#domain/consortium/examples.js';
import { formation } from '#domain/consortium/formation/process.js';
import { consortium } from '#domain/consortium/life/process.js';
import { projectTask } from '#domain/consortium/project-task/process.js';
import { coordination } from '#domain/coordination/process.js';
import { annualReport } from '#domain/consortium/annual-report/process.js';
import { byTime, opinion, person, Table, type TableRow } from '#test/harness/table.js';
import { renderNotice } from './catalogue.js';

const now = atTime('2026-05-20', '10:00');
const { offices, members } = exampleChild;
const ld = person('ld', 'lead', 'LD');
const vo = person('vo', 'p', 'VO');
const vd = person('vd', 'p', 'VD');
const vl = person('vl', 'p', 'VL');
const invitations = ['uni', 'inst', 'test'].map((unitId) => ({ unitId, name: unitId, kind: 'university', core: false }));
const ban = { units: ['lead', 'uni'], from: startOfDay('2026-05-20'), lastDay: '2029-05-20', until: endOfDay('2029-05-20') };
const due = (name: string) => [{ name, at: now, kind: 'timer' as const, scope: 'case' as const }];
const everybody = members.map(({ unitId }) => unitId);
const minutes = { minutesNo: '〔2026〕15次' };
const notice = { noticeUntil: now + 1, objections: [{ name: '张某', contact: '电话', evidence: '证据', at: now }] };
const signatures = [{ unitId: 'inst', representative: '', by: 'x', at: now, sha256: 'hash' }];
const item = {
  ...{ title: '中试线用电指标', detail: '缺口2万千瓦', source: '2026年度报告', raiser: { unitId: 'lead', role: 'LD' } },
  ...{ triage: { unitId: 'bureau', role: 'RU' }, province: { unitId: 'p', role: 'VO' }, handler: { unitId: 'p', role: 'VO' } },
  coHandlers: [{ unitId: 'energy', role: 'PO' }],
};
const child = { ...exampleChild, signatures: [], instrument: { version: 1, sha256: 'hash' } };

interface Told extends Omit<TableRow<any, any>, 'to' | 'id'> {
  process: any;
  /** The units that hear of it. */
  hear: string[];
  /** What their mail says. */
  says: string;
}

const acts: Record<string, Told> = {
  '2.2 B15 a unit left out hears of it': {
    ...{ process: formation, from: 'signing', on: 'drop-member', by: ld, payload: { unit: 'test' } },
    data: { invitations, signatures, instrument: child.instrument, reopened: { why: 'idle' } },
    ...{ hear: ['test'], says: '贵单位的签署不再有效' },
  },
  '2.2 B15 who had signed hears that all must sign again': {
    ...{ process: formation, from: 'signing', on: 'drop-member', by: ld, payload: { unit: 'test' } },
    data: { invitations, signatures, instrument: child.instrument, reopened: { why: 'idle' } },
    ...{ hear: ['inst'], says: '原签章全部失效' },
  },
  '2.2 withdrawn: everybody who was asked hears of it': {
    ...{ process: formation, from: 'inviting', on: 'withdraw', by: ld, opinion, data: { invitations, members: undefined } },
    ...{ hear: ['uni', 'inst', 'test', 'lead', 'bureau', 'p'], says: '已撤回' },
  },
  '2.2 6.5 the notice is published': {
    ...{ process: formation, from: 'publicity', on: 'publish-notice', by: vo, payload: { days: '5' } },
    ...{ hear: ['lead', 'bureau'], says: '公示期至2026年5月26日' },
  },
  '2.2 6.5 refused after an objection: all hear of it': {
    ...{ process: formation, from: 'publicity', on: 'objection-upheld', by: vo, opinion, data: notice },
    ...{ hear: [...everybody, 'bureau'], says: '不予组建' },
  },
  '2.3 整改: what is to be done, and until when': {
    ...{ process: consortium, from: 'operating', on: 'order-rectification', by: vd, opinion },
    ...{ payload: { requirement: '补齐投入台账', until: '2026-08-31' }, hear: ['lead', 'bureau'] },
    says: '整改要求：补齐投入台账\n请牵头单位于2026年8月31日24:00前',
  },
  '2.3 中止: why, and until when': {
    ...{ process: consortium, from: 'operating', on: 'suspend', by: vd, opinion },
    ...{ payload: { ...minutes, until: '2026-09-30' }, hear: [...everybody, 'bureau'] },
    says: `中止至2026年9月30日。\n原因：${opinion}`,
  },
  'B24 the choice before the end names the day': {
    ...{ process: consortium, from: 'operating', on: 'ends-90', by: byTime, at: endOfDay('2028-12-30') },
    ...{ hear: ['lead', 'bureau', 'p'], says: '存续期至2028年12月31日止' },
  },
  'B31 supervision says what it is': {
    ...{ process: consortium, from: 'operating', on: 'supervise', by: vo, payload: { text: '加快中试线建设' } },
    ...{ hear: ['lead'], says: '请落实：加快中试线建设' },
  },
  '2.5 R8 the decision is named': {
    ...{ process: evaluation, from: 'deciding', on: 'decide-nothing', by: vd, opinion },
    ...{ data: { grade: '差', score: '52.00', kind: 'mid-term' }, hear: [...everybody, 'bureau'] },
    says: '绩效评价等级为差，经研究决定：不予处理',
  },
  '2.6 refused: every signatory hears of it': {
    ...{ process: consortiumChange, from: 'province', on: 'refuse', by: vd, opinion },
    ...{ data: { kind: 'goal', goal: '新目标', joining: [], leaving: [] }, hear: everybody, says: '不予核准' },
  },
  '2.7 consent: silence agrees, from when': {
    ...{ process: dissolution, from: 'requested', on: 'submit-agreement', by: ld },
    ...{ hear: everybody, says: '请于2026年6月17日24:00(星期三)前登录系统提出并说明理由，逾期未提出视为同意' },
  },
  '2.7 an objection that was dismissed: all hear of it': {
    ...{ process: dissolution, from: 'disputed', on: 'dismiss-objection', by: vo, opinion },
    ...{ data: { objections: [{ unitId: 'inst', reason: '未分' }] }, hear: everybody, says: `清算。\n意见：${opinion}` },
  },
  '2.8 the five days to be heard are told': {
    ...{ process: disqualification, from: 'notice', on: 'record-receipt', by: vo, payload: { on: '2026-05-20', file: ['f'] } },
    ...{ hear: ['lead'], says: '请于2026年5月27日' },
  },
  '2.8 R10 who is banned hears of it, a named member too': {
    ...{ process: disqualification, from: 'decided', on: 'record-service', by: vo },
    ...{ payload: { servedOn: '2026-05-20', file: ['f'] }, data: { named: ['uni'], decisionNo: '云科联取〔2026〕1号' } },
    ...{ hear: ['lead', 'uni'], says: '贵单位至2029年5月20日止不得牵头组建' },
  },
  '2.8 the effect suspended: all hear of it': {
    ...{ process: disqualification, from: 'review', on: 'suspend-effect', by: vl, opinion, data: { ban } },
    ...{ hear: [...everybody, 'bureau'], says: '复核期间暂停执行禁入' },
  },
  'R10 the ban is over: for every unit it was on': {
    ...{ process: disqualification, from: 'final', on: 'ban-ends', by: byTime, data: { ban }, instants: due('ban-ends') },
    ...{ hear: ['lead', 'uni'], says: '禁入期已满' },
  },
  '2.11 the raiser hears where it goes': {
    ...{ process: coordination, from: 'raised', on: 'keep', by: person('ru', 'bureau', 'RU') },
    ...{ hear: ['lead'], says: '该事项当前状态：办理中' },
  },
  '2.11 withdrawn: its desks hear of it': {
    ...{ process: coordination, from: 'assigned', on: 'withdraw', by: ld, opinion },
    ...{ hear: ['p', 'energy'], says: '已撤回' },
  },
  '2.11 the handler hears the answer': {
    ...{ process: coordination, from: 'replied', on: 'confirm', by: ld, payload: { satisfaction: 'mostly' } },
    ...{ hear: ['p'], says: '提出单位反馈：基本满意。事项已办结' },
  },
  '2.12 the mid-term result': {
    ...{ process: projectTask, from: 'running', on: 'mid-term-check', by: vo, opinion, payload: { result: 'fail' } },
    ...{ hear: ['lead', 'bureau'], says: '中期检查结论：不通过。请按意见整改' },
  },
  '2.12 E14 the execution report is in': {
    ...{ process: projectTask, from: 'running', on: 'report-execution', by: ld },
    ...{
      payload: { year: 2026, progress: '完成设计', spent: '120.00' },
      hear: ['bureau', 'p'],
      says: '已提交2026年度项目执行报告',
    },
  },
};

const base: Record<string, unknown> = {
  [formation.name]: {
    origin: 'bottom-up',
    industry: '绿色铝',
    target: '目标',
    title: '绿色铝',
    signatures: [],
    offices,
    members,
  },
  [consortium.name]: { ...exampleChild, approvedOn: '2026-01-01', startsOn: '2026-01-01', endsOn: '2028-12-31' },
  [projectTask.name]: { ...child, startsOn: '2026-01-01', endsOn: '2028-05-31', establishedOn: '2026-01-01', name: '专项' },
  [coordination.name]: item,
};
const known = {
  ...{ units: exampleUnits, bans: [], running: [], agreement: [], findings: [], children: [], coreElsewhere: [], officials: [] },
  ...{ offices: {}, homes: {}, leads: [] },
};

/** The mails of an act, by the unit that gets them. */
function mailsOf({ process, from, on, by, ...act }: Told): { unit: string; body: string }[] {
  const table = new Table<any, any>(process, base[process.name] ?? child, known, now);
  const state = table.at(from, act.data);
  const { effects, to } = table.must({ ...state, instants: act.instants ?? state.instants }, { on, by, ...act });
  return effects.flatMap((effect) =>
    effect.kind === 'notice'
      ? [
          {
            unit: (effect.to as { unitId: string }).unitId,
            ...renderNotice(effect.template, {
              title: '示例',
              status: process.states[to].label,
              ...(act.opinion ? { opinion: act.opinion } : {}),
              ...(effect.params ? { params: effect.params } : {}),
            }),
          },
        ]
      : [],
  );
}

describe('who is told what, and until when', () => {
  it.each(Object.entries(acts))('%s', (_, act) => {
    const mails = mailsOf(act);
    expect(mails.filter(({ body }) => body.includes('undefined'))).toEqual([]);
    expect(mails.filter(({ body }) => body.includes(act.says)).map(({ unit }) => unit)).toEqual(act.hear);
  });

  it('2.4 R2 the lead’s desk line, and with it the mail, says until when the report is due', () => {
    const report = new Table<any, any>(
      annualReport,
      { ...exampleChild, kind: 'annual', year: 2026, dueAt: endOfDay('2026-12-31') },
      known,
      now,
    );
    expect(report.at('open').tasks.map(({ label }) => label)).toEqual(['填报年度报告，2026年12月31日24:00(星期四)截止']);
  });
});
