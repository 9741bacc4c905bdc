import { randomUUID } from 'node:crypto';
import type { CallData } from '#domain/call/data.js';
import type { FormValues } from '#domain/form/definition.js';
import { validExample } from '#domain/key-project/examples.js';
import { judgements } from '#domain/key-project/rules.js';
import type { Actor, CaseEvent, CaseState, Role } from '#domain/process/types.js';
import { advance } from '#records/advance.js';
import type { Advanced } from '#records/decide.js';
import { publishYear } from '#records/calendar.js';
import { businessNow, moveClock } from '#records/clock.js';
import type { Database } from '#records/database.js';
import { saveDraft } from '#records/documents.js';
import { openCase } from '#records/open-case.js';
import { registerProgrammes } from '#records/programmes/index.js';
import { openSelectionList } from '#records/programmes/selection-list.js';
import { openTransmittal } from '#records/programmes/transmittal.js';
import { openKeyProject } from '#records/programmes/open-key-project.js';
import workdays from '../../prisma/data/cn-workdays.json' with { type: 'json' };

export const ticked = { ticks: judgements.map((point) => point.key) };

/** 楚雄: one county, its prefecture, the province and a firm, with one person a role, each of whom may also sign (6.9); and the 2027 call. */
export class Programme {
  readonly units = { firm: randomUUID(), county: randomUUID(), prefecture: randomUUID(), province: randomUUID() };
  readonly persons = new Map<string, Actor>();
  callId = '';

  constructor(readonly db: Database) {}

  /** Units, people with mail addresses, the published calendar, and a clock that stands at `from`. */
  async prepare(from: number): Promise<void> {
    registerProgrammes();
    const levels = { firm: 'unit', county: 'county', prefecture: 'prefecture', province: 'province' };
    await this.db.unit.createMany({
      data: Object.entries(this.units).map(([name, id]) => ({
        id,
        name,
        kind: name === 'firm' ? 'enterprise' : 'government',
        level: levels[name as 'firm'],
        departments: ['miit'],
        regionCode: { firm: '532301', county: '532301', prefecture: '532300', province: null }[name],
      })),
    });
    const posts: [string, keyof Programme['units'], Role][] = [
      ['ea', 'firm', 'EA'],
      ['ua', 'firm', 'UA'],
      ['co', 'county', 'CO'],
      ['po', 'prefecture', 'PO'],
      ['vo', 'province', 'VO'],
      ['vd', 'province', 'VD'],
      ['vl', 'province', 'VL'],
      ['ru', 'county', 'RU'],
    ];
    for (const [name, unit, role] of posts) {
      const id = randomUUID();
      await this.db.person.create({
        data: { id, name, login: name, email: `${name}@example.test`, posts: { create: { unitId: this.units[unit], role } } },
      });
      const unitId = this.units[unit];
      this.persons.set(name, {
        ...{ kind: 'person', personId: id, name, unitId, roles: [role], posts: [{ unitId, role }] },
        reauthenticated: true,
      });
    }
    for (const [year, days] of Object.entries(workdays)) await publishYear(this.db, { year: Number(year), ...days });
    await moveClock(this.db, { to: from, speed: 0 });
  }

  who(name: string): Actor {
    return this.persons.get(name)!;
  }

  act(caseId: string, on: string, by: string, more: Partial<CaseEvent> = {}): Promise<Advanced> {
    return advance(this.db, caseId, { id: randomUUID(), on, by: this.who(by), ...more });
  }

  /** As `act`, and the status it led to; throws when refused. */
  async must(caseId: string, on: string, by: string, more: Partial<CaseEvent> = {}): Promise<string> {
    const answer = await this.act(caseId, on, by, more);
    if (answer.outcome === 'refused') throw new Error(`${on}: ${answer.refusal.code} ${answer.refusal.message}`);
    return answer.status;
  }

  /** The 2027 call, published and forwarded: closing 2026-12-31 24:00, unless `change` has it otherwise. */
  async openCall(year = 2027, change: Partial<CallData> = {}, documentNo = `云工信〔${year - 1}〕300号`): Promise<string> {
    const data: CallData = {
      year,
      title: `${year}年工业和信息化高质量发展重点项目申报`,
      issuer: '省工业和信息化厅',
      forms: ['新开工', '续建', '竣工投产'],
      office: '技术创新处',
      phones: ['0871-63500000'],
      supervisionPhone: '0871-63500010',
      mailbox: 'zdxm@example.test',
      closingDate: `${year - 1}-12-31`,
      preworkBefore: `${year}-08-01`,
      expertRound: false,
      offices: { province: this.units.province },
      prefectures: { '532300': { unitId: this.units.prefecture } },
      ...change,
    };
    const { id } = await openCase(this.db, {
      process: 'call',
      title: data.title,
      data: data as unknown as Record<string, unknown>,
      department: 'miit',
      by: this.who('vo'),
    });
    this.callId = id;
    await this.must(id, 'publish', 'vl', {
      payload: { documentNo, issueDate: `${year - 1}-11-16` },
    });
    await this.must(id, 'name-office', 'po', { payload: { office: '投资规划科', persons: '李科长' } });
    return id;
  }

  /** A firm's project with a valid form. */
  async openProject(change: FormValues = {}): Promise<string> {
    const form = { ...validExample('new', 2027), ...change };
    const { id } = await openKeyProject(this.db, {
      id: randomUUID(),
      callId: this.callId,
      type: 'new',
      title: String(form.name),
      county: '532301',
      unitId: this.units.firm,
      by: this.who('ea'),
    });
    await saveDraft(this.db, id, form, { personId: this.who('ea').personId! });
    return id;
  }

  /** From the firm's draft to the county's desk. */
  async toCounty(caseId: string): Promise<void> {
    await this.must(caseId, 'submit', 'ea');
    await this.must(caseId, 'approve', 'ua');
  }

  /** A firm's project on the county's desk. */
  async openAtCounty(change: FormValues = {}): Promise<string> {
    const id = await this.openProject(change);
    await this.toCounty(id);
    return id;
  }

  /** From the firm's draft to the prefecture's approval. */
  async toTransmittable(caseId: string): Promise<void> {
    await this.toCounty(caseId);
    await this.must(caseId, 'recommend', 'co', { payload: ticked });
    await this.must(caseId, 'approve', 'po', { payload: ticked });
  }

  async transmit(projects: string[]): Promise<string> {
    const { id } = await openTransmittal(this.db, { id: randomUUID(), callId: this.callId, projects, by: this.who('po') });
    await this.must(id, 'send', 'po', { payload: { documentNo: '楚工信〔2026〕88号', seal: true, paperSent: '2026-12-20' } });
    return id;
  }

  async openList(projects: string[]): Promise<string> {
    const { id } = await openSelectionList(this.db, { id: randomUUID(), callId: this.callId, projects, by: this.who('vo') });
    return id;
  }

  /** From the prefecture's approval onto the list and through its notice into 实施; time passes here as the engine would let it. */
  async toExecution(projects: string[]): Promise<void> {
    await this.transmit(projects);
    for (const project of projects) await this.must(project, 'form-pass', 'vo');
    const list = await this.openList(projects);
    await this.must(list, 'decide', 'vl', { payload: { minutesNo: '〔2027〕1次', selected: projects } });
    await publishYear(this.db, { year: 2027, off: ['2027-01-01'], work: [] });
    await this.must(list, 'publish-notice', 'vo', { payload: { days: '5' } });
    await this.knock(list, 'notice-closes');
    for (const project of projects) await this.knock(project, 'begin');
  }

  /** Moves the clock to an instant of the record and sends its event, as its workflow would. */
  async knock(caseId: string, name: string): Promise<void> {
    const { state } = await this.db.case.findUniqueOrThrow({ where: { id: caseId }, select: { state: true } });
    const { at } = (state as unknown as CaseState).instants.find((instant) => instant.name === name)!;
    await moveClock(this.db, { to: Math.max(at, await businessNow(this.db)), speed: 0 });
    await advance(this.db, caseId, { id: `instant:${name}:${at}`, on: name, by: { kind: 'time' } });
  }

  async statusOf(caseId: string): Promise<string> {
    return (await this.db.case.findUniqueOrThrow({ where: { id: caseId }, select: { status: true } })).status;
  }
}
