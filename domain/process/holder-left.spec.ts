import { describe, expect, it } from 'vitest';
import type { WorkingCalendar } from '#domain/calendar/working-days.js';
import { HOLDER_LEFT, type Leaving } from './holder-left.js';
import { people, sample, sampleData, type SampleState } from './sample.js';
import { begin, step } from './step.js';
import type { Actor, CaseEvent, StepResult } from './types.js';

const calendar: WorkingCalendar = { years: { 2026: { year: 2026, off: ['2026-01-01'], work: [] } } };
const now = Date.UTC(2026, 10, 2, 1);
const act = (state: SampleState, on: string, by: Actor, more: Partial<CaseEvent> = {}): StepResult<any> =>
  step(sample, 'c1', state, { id: on, on, by, payload: {}, ...more }, { now, calendar, known: {} });
function after(state: SampleState, on: string, by: Actor, more: Partial<CaseEvent> = {}): SampleState {
  const result = act(state, on, by, more);
  if (!result.ok) throw new Error(`${on}: ${result.refusal.code}`);
  return result.state;
}
const leaves = (state: SampleState, leaving: Leaving) =>
  act(state, HOLDER_LEFT, { kind: 'system' }, { payload: leaving as unknown as Record<string, unknown> });
const stateOf = (result: StepResult<any>): SampleState => {
  if (!result.ok) throw new Error(result.refusal.code);
  return result.state;
};
const to = (personId: string) => ({ payload: { personId } });

const atCounty = () => after(begin(sample, sampleData, { now, calendar }).state, 'submit', people.owner!);
const claimed = () => after(atCounty(), 'claim', people.county1!);

describe('离岗', () => {
  it('what was held goes back to the office with its due date, and a colleague goes on', () => {
    const result = leaves(claimed(), { personId: 'county1' });
    const { tasks } = stateOf(result);
    expect(tasks).toMatchObject([{ office: { unitId: 'county-office', role: 'CO' }, due: atCounty().tasks[0]!.due }]);
    expect(tasks[0]!.holder).toBeUndefined();
    expect(result).toMatchObject({
      effects: [
        { kind: 'notice', template: 'task-left', digest: true, to: { kind: 'office', unitId: 'county-office', role: 'CO' } },
      ],
    });
    expect(after(stateOf(result), 'recommend', people.county2!).status).toBe('prefecture');
  });

  it('委派: what was delegated to the person goes back to who delegated it; what the person had delegated, to the office', () => {
    const delegated = after(claimed(), 'delegate', people.county1!, to('county2'));
    const back = stateOf(leaves(delegated, { personId: 'county2' }));
    expect(back.tasks[0]).toMatchObject({ holder: 'county1' });
    expect(back.tasks[0]!.delegatedBy).toBeUndefined();
    const free = stateOf(leaves(delegated, { personId: 'county1' }));
    expect([free.tasks[0]!.holder, free.tasks[0]!.delegatedBy]).toEqual([undefined, undefined]);
  });

  it('后加签: a decision that still waits for its signers is the next one’s to take', () => {
    const asked = after(claimed(), 'add-signer', people.county1!, { payload: { personId: 'county2', position: 'after' } });
    const held = after(asked, 'recommend', people.county1!);
    expect(held.held).toBeDefined();
    const free = stateOf(leaves(held, { personId: 'county1' }));
    expect(free.held).toBeUndefined();
    expect(after(free, 'recommend', people.county2!).held).toBeDefined();
  });

  it('a signature that was asked for stays the person’s own, and so does what lies for another office', () => {
    const asked = after(claimed(), 'add-signer', people.county1!, { payload: { personId: 'county2', position: 'before' } });
    const code = (result: StepResult<any>) => (result.ok ? 'ok' : result.refusal.code);
    expect(code(leaves(asked, { personId: 'county2' }))).toBe('nothing_held');
    expect(code(leaves(atCounty(), { personId: 'county1' }))).toBe('nothing_held');
    const leaving = (role: 'CO' | 'PO') => ({ personId: 'county1', office: { unitId: 'county-office', role } });
    expect(code(leaves(claimed(), leaving('PO')))).toBe('nothing_held');
    expect(code(leaves(claimed(), leaving('CO')))).toBe('ok');
  });

  it('goes on while the case is paused, and no person sends it', () => {
    const paused = after(claimed(), 'pause', people.county1!, { opinion: '等待环评批复原件' });
    expect(stateOf(leaves(paused, { personId: 'county1' }))).toMatchObject({ pause: { by: 'county1' } });
    const forged = act(claimed(), HOLDER_LEFT, people.county2!, to('county1'));
    expect(forged).toMatchObject({ ok: false, refusal: { code: 'not_for_persons' } });
  });
});
