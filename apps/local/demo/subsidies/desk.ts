import { stableId as idOf } from '#apps/install/stable-id.js';
import { financeOffice } from '#apps/install/offices.js';
import { paymentActivities } from '#activities/payments/index.js';
import { treasurySimulator } from '#activities/payments/simulator.js';
import type { LocalDate } from '#domain/calendar/instant.js';
import type { FormValues } from '#domain/form/definition.js';

import type { Facts } from '#domain/subsidy/facts.js';
import { contentOfFacts } from '#domain/subsidy/form.js';
import { measureCodes, measures, type Measure } from '#domain/subsidy/measures.js';
import { registerOfKey } from '#domain/subsidy/registers/definitions.js';
import { openBudget } from '#records/programmes/payment/budget.js';
import { openPaymentOrder } from '#records/programmes/payment/order.js';
import { openClaimCall } from '#records/programmes/subsidy/claim-call.js';
import { openClaimList } from '#records/programmes/subsidy/claim-list.js';
import { openClaim } from '#records/programmes/subsidy/open-claim.js';
import { openVoucher } from '#records/programmes/subsidy/voucher.js';
import { saveEntry } from '#records/subsidy/registers.js';
import type { Player } from '../player.js';

const because = '经核对，材料真实完整，同意办理';
const province = { officer: 'kejiting', director: 'kjchuzhang', leader: 'kjtingling' };
const finance = { maker: 'caizheng1', checker: 'caizheng2', approver: 'caizheng3' };

/** How far a claim is taken (2.9). */
export const stages = ['draft', 'unit_review', 'recommender', 'form_check', 'calculating', 'verifying', 'meeting'] as const;
export type Stage = (typeof stages)[number];

/** The people of the third programme at their desks, each act through the door. */
export class Desk {
  private calls = new Map<number, string>();

  constructor(readonly player: Player) {}

  on(date: LocalDate): Promise<void> {
    return this.player.on(date);
  }

  act(caseId: string, on: string, by: string, payload: Record<string, unknown> = {}, opinion = because): Promise<string> {
    return this.player.must(caseId, on, by, { opinion, payload });
  }

  /** An entry of a register, in force from the day on. */
  enter(register: string, of: { unitId?: string; number?: string }, values: FormValues, from: LocalDate): Promise<void> {
    const personId = this.player.who(province.officer).personId!;
    const entry = { ...of, from, until: '2030-12-31', values };
    const id = idOf(`register ${register} ${JSON.stringify(of)}`);
    return saveEntry(this.player.db, registerOfKey(register)!, { id, entry, personId }, { personId });
  }

  async openCall(year: number, opensOn: LocalDate, documentNo: string): Promise<void> {
    const { id } = await openClaimCall(this.player.db, {
      id: idOf(`claim-call ${year}`),
      by: this.player.who(province.officer),
      title: `${year}年科技金融补助申报（示例）`,
      ...{ year, measures: [...measureCodes], opensOn, closesOn: `${year}-12-31` },
      ...{ office: '科技金融处', phones: ['0871-63130000'] },
    });
    await this.act(id, 'publish', province.leader, { documentNo });
    this.calls.set(year, id);
  }

  /** An issued voucher; its number. */
  async voucher(owner: string, kind: 'guarantee' | 'insurance', from: LocalDate, until: LocalDate): Promise<string> {
    const by = this.player.who(owner);
    const id = idOf(`voucher ${owner} ${kind} ${from}`);
    await openVoucher(this.player.db, { id, unitId: by.unitId!, kind, purpose: '科技贷款担保费、科技保险保费', by });
    await this.act(id, 'issue', province.officer, {
      amount: kind === 'guarantee' ? '30' : '20',
      validFrom: from,
      validUntil: until,
    });
    return (await this.player.db.case.findUniqueOrThrow({ where: { id }, select: { number: true } })).number!;
  }

  /** A claim of the year, taken as far as the stage. `ending`: the last four digits of the account tell the training treasury what to do. */
  async claim(
    year: number,
    measure: Measure,
    owner: string,
    facts: Facts,
    { stage = 'meeting', ending = '4567' }: { stage?: Stage; ending?: string } = {},
  ): Promise<string> {
    const by = this.player.who(owner);
    const id = idOf(`claim ${year} ${measure} ${owner} ${JSON.stringify(facts)}`);
    await openClaim(this.player.db, { id, callId: this.calls.get(year)!, measure, unitId: by.unitId!, by });
    const account = { name: by.unitName!, bank: '彩云银行昆明支行(示例)', number: `622202020000${ending}` };
    await this.player.draft(id, owner, 'form', contentOfFacts(facts, account));
    for (const { key, label } of measures[measure].evidence) await this.player.attach(id, owner, key, `${label}.pdf`, 'page');
    const reaches = (one: Stage) => stages.indexOf(stage) >= stages.indexOf(one);
    if (!reaches('unit_review')) return id;
    await this.act(id, 'submit', owner);
    if (!reaches('recommender')) return id;
    const status = await this.act(id, 'approve', owner, { promise: true, seal: true });
    if (!reaches('form_check')) return id;
    if (status === 'recommender') await this.act(id, 'recommend', await this.recommenderOf(id), { seal: true });
    if (!reaches('calculating')) return id;
    if ((await this.act(id, 'accept', province.officer)) === 'exhausted' || !reaches('verifying')) return id;
    await this.act(id, 'confirm', province.officer);
    if (reaches('meeting')) await this.act(id, 'verify', finance.checker);
    return id;
  }

  private async recommenderOf(id: string): Promise<string> {
    const { prefectureCode } = await this.player.db.case.findUniqueOrThrow({ where: { id }, select: { prefectureCode: true } });
    return `kjru-${prefectureCode}`;
  }

  /** The meeting approves these; their notice is open. */
  async decide(name: string, claims: string[], minutesNo: string, selected: string[] = claims): Promise<string> {
    const { id } = await openClaimList(this.player.db, {
      id: idOf(`claim-list ${name}`),
      claims,
      by: this.player.who(province.officer),
    });
    await this.act(id, 'decide', province.leader, { minutesNo, selected });
    await this.act(id, 'publish-notice', province.officer, { days: '5' });
    return id;
  }

  /** A budget of so many 万元, spread over who waits in approval order. */
  async budget(measure: Measure, year: number, amount: string, documentNo: string): Promise<void> {
    const { id } = await openBudget(this.player.db, {
      ...{ line: measure, year, label: measures[measure].label, finance: financeOffice },
      by: this.player.who(finance.maker),
    });
    await this.act(id, 'propose', finance.maker, { amount, documentNo });
    // A second sum for the same line is an act of its own.
    const basis = `依据${documentNo}安排`;
    await this.act(id, 'confirm', finance.checker, {}, basis);
    await this.act(id, 'allocate', finance.maker, {}, basis);
  }

  /** An order for these, made by one, checked by another, approved by a third. */
  async order(name: string, cases: string[], documentNo: string): Promise<string> {
    const id = idOf(`payment-order ${name}`);
    await openPaymentOrder(this.player.db, { id, finance: financeOffice, cases, by: this.player.who(finance.maker) });
    await this.act(id, 'check', finance.checker);
    await this.act(id, 'approve', finance.approver, { documentNo });
    return id;
  }

  /** The training treasury pays what the order asks. */
  async pay(order: string): Promise<void> {
    await paymentActivities(this.player.db, treasurySimulator(this.player.db)).exchange({ orderId: order });
  }
}
