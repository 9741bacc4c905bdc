import { randomUUID } from 'node:crypto';
import type { DisbursementData } from '#domain/disbursement/data.js';
import { examplePlan } from '#domain/disbursement/examples.js';
import type { Template } from '#domain/disbursement/split.js';
import type { Actor, CaseEvent, Role } from '#domain/process/types.js';
import { advance } from '#records/advance.js';
import type { Advanced } from '#records/decide.js';
import { moveClock } from '#records/clock.js';
import type { Database } from '#records/database.js';
import { openCase } from '#records/open-case.js';
import { registerProgrammes } from '#records/programmes/index.js';
import { openBudget } from '#records/programmes/payment/budget.js';
import { openPaymentOrder } from '#records/programmes/payment/order.js';
import { publishYear } from '#records/calendar.js';
import workdays from '../../prisma/data/cn-workdays.json' with { type: 'json' };

export const documentNo = { documentNo: '云财教〔2026〕18号' };
export const opinion = '经核对无误，同意办理';

/** 财政厅 with three people, 科技厅, and a lead that is paid in instalments. */
export class Finance {
  readonly units = { finance: randomUUID(), province: randomUUID(), lead: randomUUID() };
  readonly persons = new Map<string, Actor>();

  constructor(readonly db: Database) {}

  /** Into an empty record: these people, the published calendar, and a clock that stands at `from`. */
  async prepare(from: number): Promise<void> {
    await this.join();
    for (const [year, days] of Object.entries(workdays)) await publishYear(this.db, { year: Number(year), ...days });
    await moveClock(this.db, { to: from, speed: 0 });
  }

  /** The units and their people alone, beside a programme that is there. */
  async join(): Promise<void> {
    registerProgrammes();
    const unit = (id: string, name: string, level: string, departments: string[]) => ({
      id,
      name,
      kind: level === 'unit' ? 'enterprise' : 'government',
      level,
      departments,
    });
    await this.db.unit.createMany({
      data: [
        unit(this.units.finance, '省财政厅', 'province', ['finance']),
        unit(this.units.province, '省科技厅', 'province', ['sti']),
        unit(this.units.lead, '滇中绿铝集团(示例)', 'unit', []),
      ],
    });
    const posts: [string, keyof Finance['units'], Role][] = [
      ['maker', 'finance', 'FN'],
      ['checker', 'finance', 'FN'],
      ['approver', 'finance', 'FN'],
      ['officer', 'province', 'VO'],
      ['director', 'province', 'VD'],
      ['ld', 'lead', 'LD'],
    ];
    for (const [name, at, role] of posts) {
      const [id, unitId] = [randomUUID(), this.units[at]];
      await this.db.person.create({
        data: { id, name, login: name, email: `${name}@example.test`, posts: { create: { unitId, role } } },
      });
      this.persons.set(name, {
        ...{ kind: 'person', personId: id, name, unitId, roles: [role], posts: [{ unitId, role }] },
        reauthenticated: true,
      });
    }
  }

  who(name: string): Actor {
    return this.persons.get(name)!;
  }

  act(caseId: string, on: string, by: string, more: Partial<CaseEvent> = {}): Promise<Advanced> {
    return advance(this.db, caseId, { id: randomUUID(), on, by: this.who(by), ...more });
  }

  async must(caseId: string, on: string, by: string, more: Partial<CaseEvent> = {}): Promise<string> {
    const answer = await this.act(caseId, on, by, more);
    if (answer.outcome === 'refused') throw new Error(`${on}: ${answer.refusal.code} ${answer.refusal.message}`);
    return answer.status;
  }

  /** A confirmed budget of so many 万元. */
  async budget(line: string, year: number, amount: string): Promise<string> {
    const { id } = await openBudget(this.db, { line, year, label: line, finance: this.units.finance, by: this.who('maker') });
    await this.must(id, 'propose', 'maker', { payload: { amount, ...documentNo } });
    await this.must(id, 'confirm', 'checker');
    return id;
  }

  /** A plan whose 任务书 is signed; its instalments' ids. `account`: the last four digits tell the treasury's simulator what to do. */
  async plan(
    total: bigint,
    template: Template,
    ending = '4567',
    change: Partial<DisbursementData> = {},
  ): Promise<{ id: string; instalments: string[] }> {
    const id = randomUUID();
    const offices = { lead: this.units.lead, province: this.units.province, finance: this.units.finance };
    const payee = { unitId: this.units.lead, name: '滇中绿铝集团(示例)' };
    const account = { name: payee.name, bank: '彩云银行昆明支行', number: `622202020000${ending}` };
    const data = examplePlan(id, total, template, { offices, payee, account, consortiumId: randomUUID(), ...change });
    await openCase(this.db, {
      process: 'disbursement',
      id,
      title: data.title,
      department: 'sti',
      unitId: this.units.lead,
      by: this.who('officer'),
      data: data as unknown as Record<string, unknown>,
    });
    await this.must(id, 'task-signed', 'officer', { payload: { taskBookNo: '202601AS070021' } });
    return { id, instalments: data.instalments.map(({ caseId }) => caseId) };
  }

  /** From its trigger to the director's approval. */
  async approveInstalment(id: string, arrived: string): Promise<void> {
    await this.must(id, 'apply', 'ld', { payload: { arrived } });
    await this.must(id, 'check', 'officer');
    await this.must(id, 'approve', 'director');
  }

  /** Made, checked and approved by three people. */
  async order(cases?: string[]): Promise<string> {
    const { id } = await openPaymentOrder(this.db, {
      id: randomUUID(),
      finance: this.units.finance,
      ...(cases ? { cases } : {}),
      by: this.who('maker'),
    });
    await this.must(id, 'check', 'checker');
    await this.must(id, 'approve', 'approver', { payload: documentNo });
    return id;
  }

  async statusOf(caseId: string): Promise<string> {
    return (await this.db.case.findUniqueOrThrow({ where: { id: caseId }, select: { status: true } })).status;
  }
}
