import { randomUUID } from 'node:crypto';
import { dataOf, file, gather, scoreAll, signAll, signatureOf, type Party } from '#apps/local/demo/consortia/script.js';
import { localDate } from '#domain/calendar/instant.js';
import { exampleMembers } from '#domain/consortium/examples.js';
import { validAgreement, validApplication, validPlan } from '#domain/consortium/forms/examples.js';
import type { FormationData } from '#domain/consortium/formation/data.js';
import type { Member } from '#domain/consortium/data.js';
import type { DocumentContent } from '#domain/form/document.js';
import type { Actor, CaseEvent, Role } from '#domain/process/types.js';
import { advance } from '#records/advance.js';
import type { Advanced } from '#records/decide.js';
import { publishYear } from '#records/calendar.js';
import { businessNow, moveClock } from '#records/clock.js';
import type { Database } from '#records/database.js';
import { saveDraft } from '#records/documents.js';
import { readSomeone } from '#records/people.js';
import { addPolicy } from '#records/policies.js';
import { registerProgrammes } from '#records/programmes/index.js';
import { POLICY } from '#records/programmes/consortium/formation.js';
import { openFormation } from '#records/programmes/consortium/open-formation.js';
import workdays from '../../prisma/data/cn-workdays.json' with { type: 'json' };

/** 昆明: 科技厅, its bureau, a firm that can lead, a university, an institute, a service body and a foreign laboratory; ten experts of the field. */
export class Formations {
  readonly units = {
    province: randomUUID(),
    bureau: randomUUID(),
    ...(Object.fromEntries(exampleMembers.map(({ unitId }) => [unitId, randomUUID()])) as Record<
      'lead' | 'uni' | 'inst' | 'test',
      string
    >),
    abroad: randomUUID(),
    miit: randomUUID(),
  };
  /** Person ids by login. */
  readonly persons = new Map<string, string>();
  readonly experts = Array.from({ length: 10 }, (_, index) => `x${index}`);

  /** `prefix`: before the sign-in names, where others are called vo and vd too. */
  constructor(
    readonly db: Database,
    private readonly prefix = '',
  ) {}

  async prepare(from: number, { policy = true } = {}): Promise<void> {
    registerProgrammes();
    const { province, bureau, miit, abroad } = this.units;
    const office = { kind: 'government' };
    await this.db.unit.createMany({
      data: [
        { id: province, name: '云南省科学技术厅', ...office, level: 'province', departments: ['sti'] },
        { id: miit, name: '云南省工业和信息化厅', ...office, level: 'province', departments: ['miit'] },
        { id: bureau, name: '昆明市科学技术局', ...office, level: 'prefecture', departments: ['sti'], regionCode: '530100' },
        ...exampleMembers.map(({ unitId, name, kind, uscc }) => ({
          ...{ id: this.unit(unitId), name, kind, uscc: uscc ?? null, level: 'unit', regionCode: '530181' },
          legalRepresentative: `${name}法定代表人`,
        })),
        { id: abroad, name: '海外轻金属实验室', kind: 'institute', level: 'unit', legalRepresentative: 'Dr. Weber' },
      ],
    });
    const posts: [login: string, unitId: string, roles: Role[]][] = [
      ['vo', province, ['VO']],
      ['vd', province, ['VD']],
      ['vl', province, ['VL']],
      ['ru', bureau, ['RU']],
      ['miit', miit, ['VO']],
      ...[...exampleMembers.map(({ unitId }) => unitId), 'abroad'].map((name): [string, string, Role[]] => [
        `ua-${name}`,
        this.unit(name),
        ['UA', 'EA'],
      ]),
    ];
    for (const [login, unitId, roles] of posts) await this.person(login, unitId, roles);
    for (const [index, login] of this.experts.entries()) await this.expert(login, index < 3);
    const known = await this.db.calendarYear.count();
    for (const [year, days] of known ? [] : Object.entries(workdays)) await publishYear(this.db, { year: Number(year), ...days });
    if (policy)
      await addPolicy(
        this.db,
        { programme: POLICY, title: '工作方案（示例）', documentNo: '云科规〔2025〕示例号', validFrom: '2025-12-01' },
        {},
      );
    await moveClock(this.db, { to: from, speed: 0 });
  }

  unit(name: string): string {
    return (this.units as Record<string, string>)[name]!;
  }

  private async person(login: string, unitId: string, roles: Role[]): Promise<string> {
    const id = randomUUID();
    await this.db.person.create({
      data: {
        ...{ id, name: login, login: this.prefix + login, email: `${this.prefix}${login}@example.test`, unitId },
        posts: { create: roles.map((role) => ({ unitId, role })) },
      },
    });
    this.persons.set(login, id);
    return id;
  }

  /** An expert of 绿色铝 in a laboratory of its own. */
  private async expert(login: string, finance: boolean): Promise<void> {
    const unitId = randomUUID();
    await this.db.unit.create({ data: { id: unitId, name: `${login}实验室`, kind: 'institute', level: 'unit' } });
    const personId = await this.person(login, unitId, ['XP']);
    await this.db.expert.create({ data: { personId, employer: `${login}实验室`, unitId, fields: ['绿色铝'], finance } });
  }

  /** As the session would make it, posts granted meanwhile included; with the password entered again. */
  async who(login: string): Promise<Actor> {
    return { ...(await readSomeone(this.db, this.persons.get(login)!))!.actor, reauthenticated: true };
  }

  async act(caseId: string, on: string, by: string, more: Partial<CaseEvent> = {}): Promise<Advanced> {
    return advance(this.db, caseId, { id: randomUUID(), on, by: await this.who(by), ...more });
  }

  /** As `act`, and the status it led to; throws when refused. */
  async must(caseId: string, on: string, by: string, more: Partial<CaseEvent> = {}): Promise<string> {
    const answer = await this.act(caseId, on, by, more);
    if (answer.outcome === 'refused')
      throw new Error(`${on}: ${answer.refusal.code} ${answer.refusal.message} ${JSON.stringify(answer.refusal.details ?? '')}`);
    return answer.status;
  }

  /** A field set by the province and given to the lead. */
  async openField(change: Partial<Parameters<typeof openFormation>[1]> = {}): Promise<string> {
    const id = randomUUID();
    await openFormation(
      this.db,
      {
        ...{ id, title: '绿色铝精深加工', industry: '绿色铝', origin: 'top-down' as const },
        ...{ target: '高性能铝合金短流程制备', need: '承担绿色铝省级重大科技专项', by: await this.who('vo') },
        ...change,
      },
      change.origin === 'bottom-up' ? this.units.lead : this.units.province,
    );
    return id;
  }

  async toInviting(): Promise<string> {
    const id = await this.openField();
    await this.must(id, 'publish-field', 'vo');
    await this.must(id, 'select-leads', 'vd', {
      opinion: '具备行业龙头地位，确定为牵头单位',
      payload: { leads: [this.units.lead], documentNo: '云科〔2026〕12号' },
    });
    return id;
  }

  /** Lead's profile, three members that accept, an agreement in draft. */
  async toFreezable(id: string): Promise<void> {
    await gather(this, id, this.parties(), {
      evidence: '全国铝加工龙头企业',
      platform: { name: '铝合金国家工程研究中心', level: '国家级' },
      agreement: validAgreement(this.members(), '2026-05-20'),
    });
  }

  async toSigning(): Promise<string> {
    const id = await this.toInviting();
    await this.toFreezable(id);
    await this.must(id, 'freeze-members', 'ua-lead');
    return id;
  }

  /** Everybody signs the text that stands. */
  signAll(id: string): Promise<void> {
    return signAll(this, id, this.parties());
  }

  signature(id: string, unit: string): Promise<Record<string, unknown>> {
    return signatureOf(this.db, id, this.unit(unit));
  }

  /** Signed by all, the application and the plan in draft, the rules for money attached. */
  async toSigned(): Promise<string> {
    const id = await this.toSigning();
    await this.signAll(id);
    await this.file(id);
    return id;
  }

  async file(id: string): Promise<void> {
    const today = localDate(await businessNow(this.db));
    const { effectiveOn } = await this.dataOf(id);
    const form = validApplication(this.members(), today, effectiveOn);
    await file(this, id, 'ua-lead', { form, plan: validPlan(this.members()) });
  }

  attach(caseId: string, by: string, purpose: string): Promise<unknown> {
    return this.db.attachment.create({
      data: {
        ...{ id: randomUUID(), caseId, purpose, fileName: '经费管理制度.pdf', mediaType: 'application/pdf' },
        ...{ size: 8, sha256: '0'.repeat(64), uploadedBy: this.persons.get(by)!, uploadedAt: new Date() },
      },
    });
  }

  /** From the signed agreement to the expert panel, drawn. */
  async toPanel(): Promise<string> {
    const id = await this.toSigned();
    await this.must(id, 'submit', 'ua-lead');
    await this.must(id, 'accept-form', 'vo');
    await this.must(id, 'draw-panel', 'vo', { payload: { size: 7 } });
    return id;
  }

  /** Every expert on the panel promises and scores. */
  scoreAll(id: string): Promise<void> {
    return scoreAll(this, id, { score: 86, comment: '技术路线先进，分工明确' });
  }

  loginOf(personId: string): string {
    return [...this.persons].find(([, known]) => known === personId)![0];
  }

  /** Takes back every formation a lead has under way, so that it may lead the next (B6). */
  async withdrawAll(): Promise<void> {
    for (const { id } of await this.db.case.findMany({ where: { process: 'consortium-formation', ended: false } })) {
      const { lead: unitId } = (await this.dataOf(id)).offices;
      if (unitId === '') continue;
      const by: Actor = { kind: 'person', personId: randomUUID(), name: '牵头单位', unitId, posts: [{ unitId, role: 'LD' }] };
      await advance(this.db, id, { id: randomUUID(), on: 'withdraw', by, opinion: '不再组建，撤回本次申请' });
    }
  }

  draft(id: string, by: string, document: string, content: DocumentContent): Promise<unknown> {
    return saveDraft(this.db, id, { ...content }, { personId: this.persons.get(by)! }, undefined, document);
  }

  members(): Member[] {
    return exampleMembers.map((member) => ({ ...member, unitId: this.unit(member.unitId) }));
  }

  private parties(): Party[] {
    return this.members().map((member, n) => ({ ...member, login: `ua-${exampleMembers[n]!.unitId}` }));
  }

  dataOf(id: string): Promise<FormationData> {
    return dataOf<FormationData>(this.db, id);
  }

  async statusOf(id: string): Promise<string> {
    return (await this.db.case.findUniqueOrThrow({ where: { id }, select: { status: true } })).status;
  }
}
