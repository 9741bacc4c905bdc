import { addDays, type LocalDate } from '#domain/calendar/instant.js';
import { validAnnualReport, validSelfEvaluation } from '#domain/consortium/forms/examples.js';
import { idOfChild } from '#domain/consortium/life/children.js';
import type { ChildKind } from '#domain/consortium/life/data.js';
import { childId } from '#domain/process/child-id.js';
import type { Player } from '../player.js';
import { partiesOf, province, recommenderOf, type Consortium } from './cast.js';
import { actorsOf, consortiumOf } from './formation.js';
import { because, evaluationSteps, signAll, type Party } from './script.js';

/** How far an annual report is taken: 2.4. */
export type ReportStage = 'drafting' | 'submitted' | 'returned' | 'half' | 'filed';

/** A consortium after its approval: its acts and those of the cases under it. */
export class Life {
  readonly id: string;
  readonly parties: Party[];
  readonly lead: string;
  readonly recommender: string;

  constructor(
    readonly player: Player,
    readonly of: Consortium,
  ) {
    this.id = consortiumOf(of);
    this.parties = partiesOf(of);
    this.lead = this.parties[0]!.login;
    this.recommender = recommenderOf(of);
  }

  on(date: LocalDate): Promise<void> {
    return this.player.on(date);
  }

  /** An act on the consortium itself, or on a case under it. */
  act(on: string, by: string, payload: Record<string, unknown> = {}, caseId = this.id): Promise<string> {
    return this.player.must(caseId, on, by, { opinion: because, payload });
  }

  child(kind: ChildKind, n = 1): string {
    return idOfChild(this.id, kind, n);
  }

  write(caseId: string, document: string, fields: Record<string, string>): Promise<unknown> {
    return this.player.draft(caseId, this.lead, document, { fields, tables: {} });
  }

  /** All sign the text that stands, but for those left out. */
  sign(caseId: string, parties = this.parties): Promise<void> {
    return signAll(actorsOf(this.player), caseId, parties);
  }

  reportOf(year: number): string {
    return childId(this.id, `report-${year}`);
  }

  /** The year's report (B30), written on the day and taken to the stage; `half`: the recommending unit has accepted it, the province not yet. */
  async report(
    year: number,
    on: LocalDate,
    until: ReportStage = 'filed',
    matters: { title: string; detail: string }[] = [],
  ): Promise<void> {
    await this.on(on);
    await this.file(this.reportOf(year), on, until, matters);
  }

  async file(id: string, on: LocalDate, until: ReportStage, matters: { title: string; detail: string }[] = []): Promise<void> {
    if (until === 'drafting') await this.act('start', this.lead, {}, id);
    await this.player.draft(id, this.lead, 'form', validAnnualReport(matters));
    if (until === 'drafting') return;
    await this.act('submit', this.lead, {}, id);
    if (until === 'submitted') return;
    await this.on(addDays(on, 3));
    if (until === 'returned') {
      await this.player.must(id, 'return', this.recommender, { opinion: '下一年度工作计划缺少考核指标，请补充' });
      return;
    }
    await this.act('accept', this.recommender, {}, id);
    if (until === 'half') return;
    await this.on(addDays(on, 5));
    await this.act('accept', province.officer, {}, id);
  }

  /** The evaluation from its notice to the decision's desk (2.5); every expert gives the mark. */
  async evaluate(n: number, on: LocalDate, mark: number, period: { from: LocalDate; to: LocalDate }): Promise<string> {
    const id = this.child('evaluation', n);
    const { lead, recommender } = this;
    const minutesNo = `〔${on.slice(0, 4)}〕${20 + this.of.lead}次`;
    const seats = { lead, recommender, officer: province.officer, leader: province.leader, minutesNo };
    for (const [days, play] of evaluationSteps(actorsOf(this.player), id, {
      ...{ ...seats, period, mark },
      selfEvaluation: validSelfEvaluation(),
    })) {
      await this.on(addDays(on, days));
      await play();
    }
    await this.on(addDays(on, 50));
    return id;
  }
}
