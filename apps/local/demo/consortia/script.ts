import type { Instrument, Member } from '#domain/consortium/data.js';
import { FUND_RULES } from '#domain/consortium/formation/attachments.js';
import { defaultWeights } from '#domain/consortium/scoring.js';
import { dimensions } from '#domain/consortium/vocabulary.js';
import type { LocalDate } from '#domain/calendar/instant.js';
import type { DocumentContent } from '#domain/form/document.js';
import type { CaseEvent, CaseState } from '#domain/process/types.js';
import type { Database } from '#records/database.js';

/** Long enough for every opinion. */
export const because = '经研究，情况属实，同意办理';

/** How a script reaches the door; people by sign-in name. */
export interface Actors {
  readonly db: Database;
  /** Throws when refused. */
  must(caseId: string, on: string, by: string, more?: Partial<CaseEvent>): Promise<unknown>;
  draft(caseId: string, by: string, document: string, content: DocumentContent): Promise<unknown>;
  attach(caseId: string, by: string, purpose: string): Promise<unknown>;
  loginOf(personId: string): string;
}

/** A unit of a consortium, and who acts for it; the lead is the first of a list. */
export type Party = Member & { login: string };

export async function dataOf<D>(db: Database, caseId: string): Promise<D> {
  const { state } = await db.case.findUniqueOrThrow({ where: { id: caseId }, select: { state: true } });
  return (state as unknown as CaseState<D>).data;
}

/** 意向征集: the lead says on what ground it leads; it invites, and everybody accepts; the agreement is in draft. */
export async function gather(
  actors: Actors,
  id: string,
  [lead, ...members]: Party[],
  given: { evidence: string; platform: { name: string; level: string }; agreement: DocumentContent },
): Promise<void> {
  const { evidence, platform, agreement } = given;
  await actors.must(id, 'describe-lead', lead!.login, { payload: { evidence, platforms: [platform] } });
  for (const { unitId, core, ability, login } of members) {
    await actors.must(id, 'invite', lead!.login, { payload: { unit: unitId, core } });
    await actors.must(id, 'accept', login, { payload: { ability } });
  }
  await actors.draft(id, lead!.login, 'agreement', agreement);
}

/** What a unit's 法定代表人 signs: the text that stands (B15). */
export async function signatureOf(db: Database, caseId: string, unitId: string): Promise<Record<string, unknown>> {
  const { instrument } = await dataOf<{ instrument: Instrument }>(db, caseId);
  const { legalRepresentative } = await db.unit.findUniqueOrThrow({ where: { id: unitId } });
  return { sha256: instrument.sha256, representative: legalRepresentative, seal: true };
}

/** Each of them signs the text that stands. */
export async function signAll(
  actors: Pick<Actors, 'db' | 'must'>,
  caseId: string,
  parties: readonly Pick<Party, 'unitId' | 'login'>[],
): Promise<void> {
  for (const { unitId, login } of parties)
    await actors.must(caseId, 'sign-agreement', login, { payload: await signatureOf(actors.db, caseId, unitId) });
}

/** 申请表 and 建设方案 in draft, the rules for money attached: ready to be submitted. */
export async function file(
  actors: Actors,
  id: string,
  lead: string,
  documents: { form: DocumentContent; plan: DocumentContent },
): Promise<void> {
  await actors.draft(id, lead, 'form', documents.form);
  await actors.draft(id, lead, 'plan', documents.plan);
  await actors.attach(id, lead, FUND_RULES);
}

/** Every expert of the panel who has not scored promises and scores, or the first few of them. */
export async function scoreAll(
  actors: Pick<Actors, 'db' | 'must' | 'loginOf'>,
  caseId: string,
  payload: Record<string, unknown>,
  few = Infinity,
): Promise<void> {
  const { panel, scores = [] } = await dataOf<{ panel: string[]; scores?: { personId: string }[] }>(actors.db, caseId);
  const waiting = panel.filter((one) => !scores.some((score) => score.personId === one));
  for (const personId of waiting.slice(0, few)) {
    const login = actors.loginOf(personId);
    await actors.must(caseId, 'promise', login);
    await actors.must(caseId, 'score', login, { payload });
  }
}

/** An evaluation's way from its notice to the desk of its decision: what happens, and after how many days. */
export const evaluationSteps = (
  actors: Pick<Actors, 'db' | 'must' | 'loginOf' | 'draft'>,
  caseId: string,
  of: {
    lead: string;
    recommender: string;
    officer: string;
    leader: string;
    period: { from: LocalDate; to: LocalDate };
    selfEvaluation: DocumentContent;
    /** The same in every dimension, from every expert. */
    mark: number;
    minutesNo: string;
  },
): [days: number, play: () => Promise<unknown>][] => {
  const { lead, recommender, officer, leader, mark, minutesNo } = of;
  const marks = Object.fromEntries(dimensions.map(({ key }) => [key, mark]));
  const must = (on: string, by: string, payload: Record<string, unknown> = {}) =>
    actors.must(caseId, on, by, { opinion: because, payload });
  return [
    [0, () => must('notify', officer, { ...of.period, ...defaultWeights })],
    [14, () => actors.draft(caseId, lead, 'form', of.selfEvaluation)],
    [14, () => must('submit', lead)],
    [18, () => must('give-opinion', recommender)],
    [21, () => must('draw-panel', officer, { size: 7 })],
    [25, () => scoreAll(actors, caseId, { ...marks, comment: '任务按期完成，资料齐全' })],
    [28, () => must('confirm-result', officer)],
    [29, () => must('accept-result', lead)],
    [32, () => must('approve', leader, { minutesNo })],
    [33, () => must('publish-notice', officer, { days: '5' })],
  ];
};
