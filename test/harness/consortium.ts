import { randomUUID } from 'node:crypto';
import { because, evaluationSteps, signAll } from '#apps/local/demo/consortia/script.js';
import type { ChildKind, ConsortiumData } from '#domain/consortium/life/data.js';
import { idOfChild } from '#domain/consortium/life/children.js';
import type { Member } from '#domain/consortium/data.js';
import { addMonths, addDays, localDate } from '#domain/calendar/instant.js';
import { childId } from '#domain/process/child-id.js';
import type { DocumentContent } from '#domain/form/document.js';
import type { Actor, CaseEvent, Role } from '#domain/process/types.js';
import { advance } from '#records/advance.js';
import type { Advanced } from '#records/decide.js';
import { publishYear } from '#records/calendar.js';
import { moveClock } from '#records/clock.js';
import type { Database } from '#records/database.js';
import { saveDraft } from '#records/documents.js';
import { openCase } from '#records/open-case.js';
import { registerProgrammes } from '#records/programmes/index.js';
import { eventually } from './temporal.js';
import workdays from '../../prisma/data/cn-workdays.json' with { type: 'json' };

interface UnitSpec {
  kind: string;
  level?: string;
  departments?: string[];
  region?: string;
}
const unitSpecs = {
  lead: { kind: 'enterprise', region: '530102' },
  silicon: { kind: 'enterprise', region: '530302' },
  uni: { kind: 'university', region: '530102' },
  inst: { kind: 'institute', region: '530102' },
  test: { kind: 'other', region: '530102' },
  bureau: { kind: 'government', level: 'prefecture', departments: ['sti'], region: '530100' },
  bureau2: { kind: 'government', level: 'prefecture', departments: ['sti'], region: '530300' },
  province: { kind: 'government', level: 'province', departments: ['sti'] },
  finance: { kind: 'government', level: 'province', departments: ['finance'] },
} satisfies Record<string, UnitSpec>;
type UnitName = keyof typeof unitSpecs;

/** 昆明 and 曲靖: a lead, who may lead after it, three members, their bureaus, the province, and a pool of experts. */
export class ConsortiumWorld {
  readonly units = Object.fromEntries(Object.keys(unitSpecs).map((name) => [name, randomUUID()])) as Record<UnitName, string>;
  readonly persons = new Map<string, Actor>();
  readonly experts: string[] = [];
  private opened = 0;

  /** `prefix`: before the sign-in names, where others are called vo and vd too. */
  constructor(
    readonly db: Database,
    private readonly prefix = '',
  ) {}

  async prepare(from: number): Promise<void> {
    registerProgrammes();
    await this.db.unit.createMany({
      data: Object.entries(unitSpecs as Record<string, UnitSpec>).map(([name, { kind, level, departments, region }]) => ({
        id: this.units[name as UnitName],
        name: `${name}（示例）`,
        kind,
        level: level ?? 'unit',
        departments: departments ?? [],
        regionCode: region ?? null,
        legalRepresentative: `${name}法定代表人`,
      })),
    });
    const posts: [string, UnitName, Role[]][] = [
      ['ld', 'lead', ['LD', 'MB']],
      ['ld2', 'silicon', ['LD', 'MB']],
      ['mb-uni', 'uni', ['MB']],
      ['mb-inst', 'inst', ['MB']],
      ['mb-test', 'test', ['MB']],
      ['ru', 'bureau', ['RU']],
      ['ru2', 'bureau2', ['RU']],
      ['vo', 'province', ['VO']],
      ['vo2', 'province', ['VO']],
      ['vd', 'province', ['VD']],
      ['vl', 'province', ['VL']],
      ['fn', 'finance', ['FN']],
    ];
    for (const [name, unit, roles] of posts) await this.addPerson(name, this.units[unit], roles);
    for (let index = 0; index < 9; index += 1) {
      const personId = await this.addPerson(`x${index}`, undefined, []);
      this.experts.push(personId);
      await this.db.expert.create({
        data: { personId, employer: `实验室${index}`, fields: ['绿色铝'], finance: index < 3, relations: [], status: 'active' },
      });
    }
    const known = await this.db.calendarYear.count();
    for (const [year, days] of known ? [] : Object.entries(workdays)) await publishYear(this.db, { year: Number(year), ...days });
    await moveClock(this.db, { to: from, speed: 0 });
  }

  private async addPerson(name: string, unitId: string | undefined, roles: Role[]): Promise<string> {
    const id = randomUUID();
    await this.db.person.create({
      data: {
        id,
        name,
        login: this.prefix + name,
        email: `${this.prefix}${name}@example.test`,
        ...(unitId ? { posts: { create: roles.map((role) => ({ unitId, role })) } } : {}),
      },
    });
    const posts = unitId ? roles.map((role) => ({ unitId, role })) : [];
    this.persons.set(name, {
      kind: 'person',
      personId: id,
      name,
      ...(unitId ? { unitId } : {}),
      roles,
      posts,
      reauthenticated: true,
    });
    return id;
  }

  who(name: string): Actor {
    const found = this.persons.get(name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found;
  }

  /** Who an expert of a panel is. */
  expert(personId: string): string {
    return [...this.persons].find(([, actor]) => actor.personId === personId)![0];
  }

  private member(name: UnitName, core: boolean): Member {
    return {
      unitId: this.units[name],
      name: `${name}（示例）`,
      kind: unitSpecs[name].kind as Member['kind'],
      core,
      ability: '具备团队和条件',
    };
  }

  /** A consortium as its approval opens it. */
  async open(approvedOn: string, months: number, change: Partial<ConsortiumData> = {}): Promise<string> {
    const data: ConsortiumData = {
      title: '云南省绿色铝创新联合体',
      industry: '绿色铝',
      origin: 'top-down',
      target: '短流程制备',
      prefectureCode: '530100',
      offices: { lead: this.units.lead, recommender: this.units.bureau, province: this.units.province },
      members: [
        this.member('lead', true),
        this.member('silicon', false),
        this.member('uni', true),
        this.member('inst', false),
        this.member('test', false),
      ],
      number: `YNLHT-${approvedOn.slice(0, 4)}-${String((this.opened += 1)).padStart(3, '0')}`,
      approvedOn,
      startsOn: approvedOn,
      endsOn: addDays(addMonths(approvedOn, months), -1),
      ...change,
    };
    const { id } = await openCase(this.db, {
      process: 'consortium',
      title: data.title,
      department: 'sti',
      unitId: this.units.lead,
      prefectureCode: '530100',
      participants: [...data.members.map(({ unitId }) => unitId), data.offices.recommender],
      by: this.who('vd'),
      data: data as unknown as Record<string, unknown>,
    });
    return id;
  }

  act(
    caseId: string,
    on: string,
    by: string,
    payload: Record<string, unknown> = {},
    more: Partial<CaseEvent> = {},
  ): Promise<Advanced> {
    return advance(this.db, caseId, { id: randomUUID(), on, by: this.who(by), payload, opinion: because, ...more });
  }

  /** As `act`; throws when refused. */
  async must(caseId: string, on: string, by: string, payload: Record<string, unknown> = {}): Promise<string> {
    const answer = await this.act(caseId, on, by, payload);
    if (answer.outcome === 'refused') throw new Error(`${on} by ${by}: ${answer.refusal.code} ${answer.refusal.message}`);
    return answer.status;
  }

  /** The code of the refusal; 'done' when there was none. */
  async codeOf(caseId: string, on: string, by: string, payload: Record<string, unknown> = {}): Promise<string> {
    const answer = await this.act(caseId, on, by, payload);
    return answer.outcome === 'refused' ? answer.refusal.code : 'done';
  }

  async write(caseId: string, by: string, content: DocumentContent, document = 'form'): Promise<void> {
    await saveDraft(
      this.db,
      caseId,
      content as unknown as Record<string, unknown>,
      { personId: this.who(by).personId! },
      undefined,
      document,
    );
  }

  report(consortiumId: string, year: number): string {
    return childId(consortiumId, `report-${year}`);
  }

  child(consortiumId: string, kind: ChildKind, n = 1): string {
    return idOfChild(consortiumId, kind, n);
  }

  async stateOf<D>(caseId: string): Promise<{ status: string; data: D }> {
    const { state } = await this.db.case.findUniqueOrThrow({ where: { id: caseId }, select: { state: true } });
    return state as unknown as { status: string; data: D };
  }

  async statusOf(caseId: string): Promise<string> {
    return (await this.stateOf(caseId)).status;
  }

  /** Everyone named signs the text that stands. */
  signAll(caseId: string, people: string[]): Promise<void> {
    return signAll(
      this.script,
      caseId,
      people.map((login) => ({ login, unitId: this.who(login).unitId! })),
    );
  }

  /** From the notice of an evaluation to the desk of its decision; every expert gives the same mark. */
  async evaluate(
    caseId: string,
    mark: number,
    lead: string,
    recommender: string,
    period: { from: string; to: string },
    selfEvaluation: DocumentContent,
  ): Promise<void> {
    const seats = { lead, recommender, officer: 'vo', leader: 'vl', minutesNo: '〔2027〕5次' };
    for (const [, play] of evaluationSteps(this.script, caseId, { ...seats, period, selfEvaluation, mark })) await play();
  }

  /** Who acts in the demo's scripts. */
  readonly script = {
    db: this.db,
    must: (caseId: string, on: string, by: string, { payload }: Partial<CaseEvent> = {}) => this.must(caseId, on, by, payload),
    draft: (caseId: string, by: string, document: string, content: DocumentContent) => this.write(caseId, by, content, document),
    loginOf: (personId: string) => this.expert(personId),
  };

  /** 1 January, May and October, and a spring festival: a year as the State Council might publish it. */
  async publishPlausibleYear(year: number): Promise<void> {
    const spring = { 2027: '02-05', 2028: '01-25', 2029: '02-12', 2030: '02-02', 2031: '01-22' }[year] ?? '02-05';
    const days = (from: string, n: number) => Array.from({ length: n }, (_, index) => addDays(`${year}-${from}`, index));
    const off = [...days('01-01', 1), ...days(spring, 8), ...days('05-01', 5), ...days('10-01', 7)];
    const weekdays = off.filter((day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()));
    await publishYear(this.db, { year, off: weekdays, work: [], source: '演练' });
  }

  /** The clock goes from event to event up to `until`; whatever has come is knocked before it goes on. */
  async reach(until: number): Promise<number> {
    for (let moves = 0; ; moves += 1) {
      await this.settled();
      const [next] = await this.db.$queryRaw<{ at: number | null }[]>`
        select min((i->>'at')::double precision) as at from "case" c, jsonb_array_elements(c.state->'instants') i
        where not c.ended and i->>'kind' <> 'closing' and (i->>'at')::double precision > extract(epoch from business_now()) * 1000`;
      const at = next?.at ?? Infinity;
      await moveClock(this.db, { to: Math.min(at, until) });
      if (at >= until) {
        await this.settled();
        return moves;
      }
    }
  }

  /** Everything that is due has been knocked for. */
  settled(): Promise<unknown> {
    return eventually(async () => {
      const [row] = await this.db.$queryRaw<{ due: bigint }[]>`
        select count(*) as due from "case" c where not c.ended and exists (
          select from jsonb_array_elements(c.state->'instants') i
          where i->>'kind' <> 'closing' and (i->>'at')::double precision <= extract(epoch from business_now()) * 1000)`;
      return row!.due === 0n;
    });
  }

  /** Shanghai days on which the template was mailed, each once, in order. */
  async mailedOn(template: string, caseId?: string): Promise<string[]> {
    const mails = await this.db.mail.findMany({
      where: { template, ...(caseId ? { caseId } : {}) },
      select: { createdAt: true },
      orderBy: { createdAt: 'asc' },
    });
    return [...new Set(mails.map((mail) => localDate(mail.createdAt.getTime())))];
  }
}
