import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { WorkingCalendar } from '#domain/calendar/working-days.js';
import { diagram, way } from './diagram.js';
import { defineProcess, ProcessTableError } from './define.js';
import { explain, waitsFor } from './explain.js';
import { forecast } from './forecast.js';
import { people, sample, sampleClosing, sampleData, type SampleState } from './sample.js';
import { begin, step } from './step.js';
import type { Actor, CaseEvent, StepResult } from './types.js';

const published = JSON.parse(readFileSync(new URL('../../prisma/data/cn-workdays.json', import.meta.url), 'utf8')) as Record<
  string,
  { off: string[]; work: string[] }
>;
const calendar: WorkingCalendar = {
  years: Object.fromEntries(Object.entries(published).map(([year, days]) => [year, { year: Number(year), ...days }])),
};
const start = Date.UTC(2026, 10, 23, 1);

let sequence = 0;
function act(
  state: SampleState,
  on: string,
  by: Actor,
  more: Partial<CaseEvent> = {},
  now = start,
): StepResult<typeof sampleData> {
  return step(sample, 'c1', state, { id: `e${(sequence += 1)}`, on, by, ...more }, { now, calendar, known: {} });
}
function after(state: SampleState, on: string, by: Actor, more: Partial<CaseEvent> = {}, now = start): SampleState {
  const result = act(state, on, by, more, now);
  if (!result.ok) throw new Error(`${on}: ${result.refusal.code} ${result.refusal.message}`);
  return result.state;
}
/** Whom it mails, by which template. */
const told = (result: StepResult<any>) =>
  result.ok ? result.effects.flatMap((effect) => (effect.kind === 'notice' ? [[effect.template, effect.to]] : [])) : [];
const codeOf = (result: StepResult<any>) => (result.ok ? 'ok' : result.refusal.code);
const draft = () => begin(sample, sampleData, { now: start, calendar }).state;
const atCounty = () => after(draft(), 'submit', people.owner!);
const atPrefecture = () => after(atCounty(), 'recommend', people.county1!);

describe('rows of the table', () => {
  it('walks a case from draft to passed, one open task at a time', () => {
    const county = atCounty();
    expect(county.tasks).toMatchObject([{ stage: 'county', office: { unitId: 'county-office', role: 'CO' } }]);
    const prefecture = after(county, 'recommend', people.county1!);
    const panel = after(prefecture, 'recommend', people.prefecture1!);
    expect(panel.tasks.map((task) => task.holder)).toEqual(['x1', 'x2', 'x3']);
    const two = after(after(panel, 'vote', people.x1!, { payload: { agree: true } }), 'vote', people.x2!, {
      payload: { agree: true },
    });
    expect(two).toMatchObject({ status: 'passed', ended: true, tasks: [], instants: [{ name: 'closing' }] });
  });
  it('R2 accepts until the last millisecond before the closing and refuses at it', () => {
    expect(codeOf(act(draft(), 'submit', people.owner!, {}, sampleClosing - 1))).toBe('ok');
    expect(codeOf(act(draft(), 'submit', people.owner!, {}, sampleClosing))).toBe('too_late');
  });
  it('asks for an opinion of five characters where the table says so', () => {
    expect(codeOf(act(atCounty(), 'return', people.county1!, { opinion: '不行' }))).toBe('opinion_required');
    expect(after(atCounty(), 'return', people.county1!, { opinion: '请补充环评文号' }).status).toBe('returned');
  });
  it('brings a returned case back to the level that returned it', () => {
    const returned = after(atPrefecture(), 'return', people.prefecture1!, { opinion: '投资额与附件不符' });
    expect(after(returned, 'submit', people.owner!).status).toBe('prefecture');
  });
  it('I10 lets nobody handle two levels, nor the own unit’s case', () => {
    expect(codeOf(act(after(atCounty(), 'recommend', people.both!), 'recommend', people.both!))).toBe('two_levels');
    expect(codeOf(act(atCounty(), 'recommend', people.insider!))).toBe('own_case');
  });
  it('knocks only at instants on the record, and only when they have come', () => {
    const county = atCounty();
    const overdue = county.instants.find((instant) => instant.name === 'overdue')!;
    expect(codeOf(act(county, 'overdue', { kind: 'time' }, {}, overdue.at - 1))).toBe('not_due');
    expect(codeOf(act(county, 'unheard-of', { kind: 'time' }, {}, overdue.at))).toBe('no_such_instant');
    const result = act(county, 'overdue', { kind: 'time' }, {}, overdue.at);
    expect(result).toMatchObject({
      ok: true,
      state: { status: 'county' },
      label: overdue.label,
      effects: [{ template: 'task-overdue' }, { template: 'task-overdue', to: { role: 'RU' } }],
    });
    expect(after(county, 'overdue', { kind: 'time' }, {}, overdue.at).instants.map((one) => one.name)).not.toContain('overdue');
  });
  it('6.13 a reminder carries the deadline it speaks of, the word that it has passed carries none', () => {
    const county = atCounty();
    const at = (name: string) => county.instants.find((instant) => instant.name === name)!.at;
    const until = at('overdue');
    for (const name of ['half-time', 'day-before'])
      expect(act(county, name, { kind: 'time' }, {}, at(name))).toMatchObject({ effects: [{ digest: true, until }] });
    const late = act(county, 'overdue', { kind: 'time' }, {}, until);
    expect(late.ok && late.effects.some((effect) => 'until' in effect)).toBe(false);
  });
});

describe('verbs of the human task', () => {
  it('签收 excludes the colleagues until 退签', () => {
    const claimed = after(atCounty(), 'claim', people.county1!);
    expect(codeOf(act(claimed, 'recommend', people.county2!))).toBe('held_by_other');
    expect(codeOf(act(claimed, 'claim', people.county2!))).toBe('nothing_to_claim');
    expect(codeOf(act(after(claimed, 'release', people.county1!), 'recommend', people.county2!))).toBe('ok');
  });
  it('转办 moves the task with its due date', () => {
    const before = atCounty();
    const moved = after(before, 'transfer', people.county1!, { payload: { personId: 'county2' } });
    expect(moved.tasks[0]).toMatchObject({ holder: 'county2', due: before.tasks[0]!.due });
    expect(codeOf(act(moved, 'recommend', people.county1!))).toBe('held_by_other');
    expect(codeOf(act(before, 'transfer', people.county1!, { payload: { personId: 'county1' } }))).toBe('same_person');
  });
  it('S4 转办 never goes to who handled another level of the case: that one could not decide it', () => {
    const prefecture = after(atCounty(), 'recommend', people.county1!);
    const to = (personId: string) => codeOf(act(prefecture, 'transfer', people.prefecture1!, { payload: { personId } }));
    expect([to('county1'), to('owner'), to('both')]).toEqual(['two_levels', 'ok', 'ok']);
  });
  it('委派 comes back before it is decided', () => {
    const delegated = after(atCounty(), 'delegate', people.county1!, { payload: { personId: 'county2' } });
    expect(codeOf(act(delegated, 'recommend', people.county2!))).toBe('delegated');
    const handedBack = act(delegated, 'hand-back', people.county2!, { opinion: '材料齐全建议推荐' });
    expect(told(handedBack)).toEqual([['task-back', { kind: 'person', personId: 'county1' }]]);
    const back = after(delegated, 'hand-back', people.county2!, { opinion: '材料齐全建议推荐' });
    expect(after(back, 'recommend', people.county1!).status).toBe('prefecture');
  });
  it('前加签 stops the decision until it is signed or taken off', () => {
    const asked = after(atCounty(), 'add-signer', people.county1!, { payload: { personId: 'county2', position: 'before' } });
    expect(codeOf(act(asked, 'recommend', people.county1!))).toBe('waiting_for_signers');
    expect(after(after(asked, 'sign', people.county2!, { payload: { agree: true } }), 'recommend', people.county1!).status).toBe(
      'prefecture',
    );
    const signer = asked.tasks.find((task) => task.kind === 'sign')!;
    expect(
      after(after(asked, 'remove-signer', people.county1!, { payload: { taskId: signer.id } }), 'recommend', people.county1!)
        .status,
    ).toBe('prefecture');
  });
  it('后加签 holds the decision; agreement lets it take effect, disagreement returns it', () => {
    const asked = after(atCounty(), 'add-signer', people.county1!, { payload: { personId: 'county2', position: 'after' } });
    const held = after(asked, 'recommend', people.county1!);
    expect(held).toMatchObject({ status: 'county', held: { taskId: '1' } });
    expect(after(held, 'sign', people.county2!, { payload: { agree: true } }).status).toBe('prefecture');
    const refused = after(held, 'sign', people.county2!, { payload: { agree: false }, opinion: '投资数据有误需核实' });
    expect(refused.held).toBeUndefined();
    expect(codeOf(act(refused, 'return', people.county1!, { opinion: '请核实投资数据' }))).toBe('ok');
  });
  it('whoever works on the task is mailed when all who sign before it have, when one after it disagrees, and when advice comes', () => {
    const county1 = { kind: 'person', personId: 'county1' };
    const claimed = after(atCounty(), 'claim', people.county1!);
    const askFor = (state: SampleState, personId: string, position: string) =>
      after(state, 'add-signer', people.county1!, { payload: { personId, position } });
    const two = askFor(askFor(claimed, 'county2', 'before'), 'x1', 'before');
    expect(told(act(two, 'sign', people.x1!, { payload: { agree: true } }))).toEqual([]);
    const one = after(two, 'sign', people.x1!, { payload: { agree: true } });
    expect(told(act(one, 'sign', people.county2!, { payload: { agree: true } }))).toEqual([['task-back', county1]]);
    const held = after(askFor(claimed, 'county2', 'after'), 'recommend', people.county1!);
    const no = { payload: { agree: false }, opinion: '投资数据有误需核实' };
    const yes = { payload: { agree: true } };
    expect(act(held, 'sign', people.county2!, no)).toMatchObject({ label: '签署：不同意' });
    expect(told(act(held, 'sign', people.county2!, no))).toEqual([['task-back', county1]]);
    expect(told(act(held, 'sign', people.county2!, yes, sampleClosing))).toEqual([['task-back', county1]]);
    const asked = after(claimed, 'consult', people.county1!, { payload: { personId: 'x1', question: '工艺是否成熟' } });
    expect(told(act(asked, 'advise', people.x1!, { opinion: '工艺路线成熟可行' }))).toEqual([['advised', county1]]);
  });
  it('while a decision waits for its signers every other says so on its button', () => {
    const asked = after(atCounty(), 'add-signer', people.county1!, { payload: { personId: 'county2', position: 'after' } });
    const held = after(asked, 'recommend', people.county1!);
    const { actions } = explain(sample, 'c1', held, people.county1!, { now: start, calendar, known: {} });
    expect(actions.find((action) => action.on === 'refuse')).toMatchObject({
      available: false,
      refusal: { code: 'already_held' },
    });
    expect(codeOf(act(held, 'refuse', people.county1!, { opinion: '不符合申报条件' }))).toBe('already_held');
  });
  it('后加签 given after the closing does not smuggle the decision in', () => {
    const asked = after(atCounty(), 'add-signer', people.county1!, { payload: { personId: 'county2', position: 'after' } });
    const late = act(
      after(asked, 'recommend', people.county1!),
      'sign',
      people.county2!,
      { payload: { agree: true } },
      sampleClosing,
    );
    expect(late).toMatchObject({ ok: true, state: { status: 'county' } });
  });
  it('征求意见 does not block', () => {
    const asked = after(atCounty(), 'consult', people.county1!, { payload: { personId: 'x1', question: '工艺路线是否成熟' } });
    expect(waitsFor(sample, asked)).toBe('等待办理：县级审核。');
    expect(codeOf(act(asked, 'recommend', people.county1!))).toBe('ok');
    expect(after(asked, 'advise', people.x1!, { opinion: '工艺路线成熟可行' }).tasks).toHaveLength(1);
  });
  it('撤回 until the next person opens it, under new task numbers', () => {
    const moved = atPrefecture();
    const back = after(moved, 'take-back', people.county1!);
    expect(back.status).toBe('county');
    expect(back.revision).toBe(moved.revision + 1);
    expect(moved.tasks.map((task) => task.id)).not.toContain(back.tasks[0]!.id);
    expect(codeOf(act(after(moved, 'read', people.prefecture1!), 'take-back', people.county1!))).toBe('already_opened');
    expect(codeOf(act(moved, 'take-back', people.owner!))).toBe('nothing_to_take_back');
  });
  it('催办 once in 24 hours', () => {
    const urged = after(atCounty(), 'urge', people.owner!);
    expect(codeOf(act(urged, 'urge', people.owner!, {}, start + 86_399_999))).toBe('urged_lately');
    expect(codeOf(act(urged, 'urge', people.owner!, {}, start + 86_400_000))).toBe('ok');
    expect(codeOf(act(atCounty(), 'urge', people.x1!))).toBe('not_concerned');
  });
  it('暂停 freezes the periods, not the closing; 恢复 moves them', () => {
    const before = atCounty();
    const paused = after(before, 'pause', people.county1!, { opinion: '等待环评批复文件' });
    expect(paused.instants.map((instant) => instant.name)).toEqual(['closing']);
    expect(codeOf(act(paused, 'recommend', people.county1!))).toBe('paused');
    const day = 86_400_000;
    const resumed = after(paused, 'resume', people.county1!, {}, start + day);
    expect(resumed.tasks[0]!.due).toBe(before.tasks[0]!.due! + day);
    expect(resumed.instants.find((one) => one.name === 'overdue')!.at).toBe(
      before.instants.find((one) => one.name === 'overdue')!.at + day,
    );
    expect(resumed.instants.find((one) => one.name === 'closing')!.at).toBe(sampleClosing);
  });
  it('a deputy binds the principal to separation of duties too', () => {
    const deputy: Actor = {
      kind: 'person',
      personId: 'd1',
      posts: [{ unitId: 'county-office', role: 'CO' }],
      deputyFor: { personId: 'both', name: '张三' },
    };
    expect(codeOf(act(after(atCounty(), 'recommend', deputy), 'recommend', people.both!))).toBe('two_levels');
  });
  it('受托代办: what a deputy takes stays on the principal’s desk, and is never handed to one of the two', () => {
    const deputy: Actor = {
      kind: 'person',
      personId: 'd1',
      posts: [{ unitId: 'county-office', role: 'CO' }],
      deputyFor: { personId: 'county1', name: '张三' },
    };
    const claimed = after(atCounty(), 'claim', deputy);
    expect(claimed.tasks[0]!.holder).toBe('county1');
    expect(after(claimed, 'recommend', people.county1!).status).toBe('prefecture');
    const lent = after(claimed, 'delegate', deputy, { payload: { personId: 'county2' } });
    expect(after(lent, 'hand-back', people.county2!, { opinion: '情况属实，建议推荐' }).tasks[0]!.holder).toBe('county1');
    for (const personId of ['d1', 'county1'])
      expect(codeOf(act(claimed, 'transfer', deputy, { payload: { personId } }))).toBe('same_person');
    // The deputy's own desk is another one.
    const own = after(atCounty(), 'transfer', people.county1!, { payload: { personId: 'd1' } });
    expect(codeOf(act(own, 'recommend', deputy))).toBe('held_by_other');
  });
  it('受托代办: a seat on a panel is personal, a signature asked of the principal is not', () => {
    const standIn = (personId: string): Actor => ({
      ...{ kind: 'person', personId: 'd1', posts: [] },
      deputyFor: { personId, name: '张三' },
    });
    const panel = after(atPrefecture(), 'recommend', people.prefecture1!);
    expect(codeOf(act(panel, 'vote', standIn('x1'), { payload: { agree: true } }))).toBe('not_your_task');
    const asked = after(atCounty(), 'add-signer', people.county1!, { payload: { personId: 'county2', position: 'before' } });
    expect(
      after(asked, 'sign', standIn('county2'), { payload: { agree: 'true' } }).tasks.find((task) => task.answer),
    ).toBeDefined();
  });
  it('6.2 a seat on a panel is handed to nobody, and nobody is brought into the case through it', () => {
    const panel = after(atPrefecture(), 'recommend', people.prefecture1!);
    const payload = { personId: 'x9', personIds: ['x9'], position: 'before', question: '工艺路线是否成熟' };
    const verdict = (on: string) => codeOf(act(panel, on, people.x1!, { payload, opinion: '本人不能参加会签' }));
    expect(['transfer', 'delegate'].map(verdict)).toEqual(['own_seat', 'own_seat']);
    expect(['add-signer', 'consult', 'pause'].map(verdict)).toEqual(['not_your_task', 'not_your_task', 'not_your_task']);
    expect(verdict('cc')).toBe('not_concerned');
  });
  it('会签 by ratio fails as soon as it can no longer pass', () => {
    const panel = after(atPrefecture(), 'recommend', people.prefecture1!);
    const one = after(panel, 'vote', people.x1!, { payload: { agree: false }, opinion: '技术指标不可行' });
    expect(one.status).toBe('panel');
    expect(codeOf(act(one, 'vote', people.x1!, { payload: { agree: true } }))).toBe('not_your_task');
    expect(after(one, 'vote', people.x2!, { payload: { agree: false }, opinion: '市场前景不明确' }).status).toBe('refused');
  });
});

describe('explain, forecast, diagram', () => {
  it('shows every button, the unavailable ones with the reason', () => {
    const explained = explain(sample, 'c1', atCounty(), people.x1!, { now: start, calendar, known: {} });
    expect(explained.actions.find((action) => action.on === 'recommend')).toMatchObject({
      available: false,
      reason: expect.stringContaining('不在您名下'),
    });
    const own = explain(sample, 'c1', atCounty(), people.county1!, { now: start, calendar, known: {} });
    expect(own.actions.find((action) => action.on === 'recommend')).toMatchObject({ available: true, taskId: '1' });
    expect(own.waitsFor).toBe('等待办理：县级审核。');
    expect(own.next).toContain('州市审核中');
  });
  it('forecasts what the record holds, in order', () => {
    expect(forecast(sample, atCounty(), start, calendar).map((item) => item.name)).toEqual([
      'half-time',
      'day-before',
      'overdue',
      'closing',
    ]);
  });
  it('draws the same table', () => {
    expect(diagram(sample, atCounty(), ['draft'])).toContain('county --> prefecture : 推荐');
    expect(diagram(sample, atCounty(), ['draft'])).toContain('class county current');
  });
  it('draws one case’s way: what it did, where it stands, and only what can follow', () => {
    const drawn = way(sample, atCounty(), [
      { from: null, to: 'draft', label: '创建' },
      { from: 'draft', to: 'county', label: '提交' },
      { from: 'county', to: 'county', label: '签收' },
    ]);
    expect(drawn).toContain('draft -->|"提交"| county');
    expect(drawn).toMatch(/county\["[^"]+"\]:::current/);
    expect(drawn).toMatch(/county -\.->\|"推荐"\| prefecture/);
    expect(drawn).not.toMatch(/prefecture -|county --> county/);
    expect(way(sample, { ...atCounty(), ended: true }, [])).not.toContain('-.->');
  });
  it('refuses a table with a mistake in it', () => {
    expect(() =>
      defineProcess({
        ...sample,
        rows: [...sample.rows, { from: 'county', on: 'x', to: 'nowhere', label: 'x', by: { kind: 'handler' } }],
      }),
    ).toThrow(ProcessTableError);
    expect(() => defineProcess({ ...sample, states: { ...sample.states, stuck: { label: '困', tone: 'review' } } })).toThrow(
      /no way out/,
    );
  });
});
