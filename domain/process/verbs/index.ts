import { refuseShortOpinion } from '../opinion.js';
import { refusePayload } from '../payload.js';
import { cc, pause, resume, takeBack, urge } from './case.js';
import { claim, delegate, handBack, read, release, transfer } from './desk.js';
import { vote } from './panel.js';
import { addSigner, advise, consult, removeSigner, sign } from './signers.js';
import type { Change, Send, Verb } from './verb.js';
import type { Process, Refusal, StepContext, StepResult } from '../types.js';

const all: Verb[] = [
  claim,
  release,
  read,
  transfer,
  delegate,
  handBack,
  addSigner,
  removeSigner,
  sign,
  consult,
  advise,
  vote,
  cc,
  urge,
  takeBack,
  pause,
  resume,
];

/** The verbs of a human task, by event name. Every process has all of them; their interplay is tested once, for all. */
export const verbs: Readonly<Record<string, Verb>> = Object.freeze(Object.fromEntries(all.map((verb) => [verb.on, verb])));

/** Applies a verb: a refusal, or the next revision with the same status (unless it released a decision). */
export function applyVerb(verb: Verb, process: Process, context: StepContext<any, any>, send: Send<any>): StepResult<any> {
  if (context.event.by.kind !== 'person')
    return { ok: false, refusal: { code: 'persons_only', message: '此操作须由有权人员办理。' } };
  if (context.state.ended && verb.on !== 'cc')
    return { ok: false, refusal: { code: 'ended', message: '事项已办结，不能再进行此操作。' } };
  const refusal =
    verb.refuse(process, context) ??
    (verb.opinion === 'required' ? refuseShortOpinion(context.event) : undefined) ??
    refusePayload(verb.fields ?? [], context.event);
  if (refusal) return { ok: false, refusal };
  const outcome = verb.change(process, context, send);
  if ('ok' in outcome) return outcome;
  if ('message' in outcome) return { ok: false, refusal: outcome satisfies Refusal };
  const { state, effects = [], opened = [], closed = [], label = verb.label } = outcome satisfies Change;
  return {
    ok: true,
    state: { ...state, revision: context.state.revision + 1 },
    effects,
    opened,
    closed,
    from: context.state.status,
    to: state.status,
    label,
  };
}
