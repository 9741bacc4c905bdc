import { randomUUID } from 'node:crypto';
import type { LocalDate } from '#domain/calendar/instant.js';
import type { FormValues } from '#domain/form/definition.js';
import type { Actor, Role } from '#domain/process/types.js';
import type { Facts } from '#domain/subsidy/facts.js';
import { exampleFacts } from '#domain/subsidy/examples.js';
import { contentOfFacts } from '#domain/subsidy/form.js';
import { measureCodes, measures, type Measure } from '#domain/subsidy/measures.js';
import { registerOfKey } from '#domain/subsidy/registers/definitions.js';
import { saveDraft } from '#records/documents.js';
import { openClaimCall } from '#records/programmes/subsidy/claim-call.js';
import { openClaimList } from '#records/programmes/subsidy/claim-list.js';
import { openClaim } from '#records/programmes/subsidy/open-claim.js';
import { openVoucher } from '#records/programmes/subsidy/voucher.js';
import { saveEntry } from '#records/subsidy/registers.js';
import { Finance, opinion } from './finance.js';

export type ClaimantName = 'bank' | 'guarantor' | 'fund' | 'firm';
const kinds: Record<ClaimantName, string> = { bank: 'bank', guarantor: 'guarantor', fund: 'fund', firm: 'enterprise' };
const names: Record<ClaimantName, string> = {
  bank: '彩云银行(示例)',
  guarantor: '滇池担保(示例)',
  fund: '金沙创投(示例)',
  firm: '昆明锗业科技(示例)',
};
export const claimantOf = (measure: Measure): ClaimantName =>
  measures[measure].claimant === 'enterprise' ? 'firm' : (measures[measure].claimant as ClaimantName);
const KUNMING = '530100';

/** The department, finance, the bureau of Kunming, and one unit of each kind that may claim, with the registers that bear them out. */
export class Subsidies extends Finance {
  readonly claimants: Record<ClaimantName, string> = {
    bank: randomUUID(),
    guarantor: randomUUID(),
    fund: randomUUID(),
    firm: randomUUID(),
  };
  readonly bureau = randomUUID();
  callId = '';

  override async join(): Promise<void> {
    await super.join();
    await this.db.unit.create({
      data: {
        id: this.bureau,
        name: '昆明市科学技术局',
        kind: 'government',
        level: 'prefecture',
        regionCode: KUNMING,
        departments: ['sti'],
        status: 'verified',
      },
    });
    await this.db.unit.updateMany({ where: { id: { in: Object.values(this.units) } }, data: { status: 'verified' } });
    await this.person('leader', this.units.province, 'VL');
    await this.person('recommender', this.bureau, 'RU');
    for (const [name, id] of Object.entries(this.claimants) as [ClaimantName, string][]) await this.claimant(name, id);
  }

  /** One more unit of the kind with its person; its login is the unit's key. */
  async claimant(name: ClaimantName, id: string, login: string = name): Promise<void> {
    await this.db.unit.create({
      data: {
        id,
        name: login === name ? names[name] : `${names[name]}${login}`,
        kind: kinds[name],
        level: 'unit',
        departments: [],
        regionCode: KUNMING,
        status: 'verified',
      },
    });
    await this.person(login, id, name === 'firm' ? 'UA' : 'FI');
  }

  async person(login: string, unitId: string, role: Role): Promise<Actor> {
    const id = randomUUID();
    await this.db.person.create({
      data: { id, name: login, login, email: `${login}@example.test`, posts: { create: { unitId, role } } },
    });
    const actor: Actor = {
      ...{ kind: 'person', personId: id, name: login, unitId, roles: [role], posts: [{ unitId, role }] },
      reauthenticated: true,
    };
    this.persons.set(login, actor);
    return actor;
  }

  /** An entry of a register, in force from the day on. */
  async enter(
    register: string,
    of: { unitId?: string; number?: string },
    values: FormValues = {},
    from: LocalDate = '2024-01-01',
    until: LocalDate = '2030-12-31',
  ): Promise<void> {
    const { personId } = this.who('officer');
    await saveEntry(
      this.db,
      registerOfKey(register)!,
      { id: randomUUID(), entry: { ...of, from, until, values }, personId: personId! },
      { personId: personId! },
    );
  }

  /** What the guards of the examples ask the registers. */
  async registers(): Promise<void> {
    const { bank, guarantor, firm } = this.claimants;
    await this.enter('pilot-bank', { unitId: bank }, { documentNo: '云科金〔2024〕1号' });
    await this.enter('filed-product', { unitId: bank, number: 'CP-001' }, { name: '科创贷' });
    await this.enter('voucher-receiver', { unitId: guarantor, number: 'SQ-001' }, { kind: '担保机构' });
    await this.enter('insurance-kind', { number: 'XZ-01' }, { name: '科技项目研发费用损失保险' });
    await this.enter('tech-certificate', { unitId: firm, number: 'GR-001' }, { kind: '高新技术企业' });
    await this.enter('tech-certificate', { number: 'KJ-2025-002' }, { kind: '科技型中小企业' });
  }

  /** A published call of the year for all measures. */
  async call(year: number, opensOn: LocalDate, closesOn: LocalDate): Promise<string> {
    const { id } = await openClaimCall(this.db, {
      id: randomUUID(),
      by: this.who('officer'),
      title: `${year}年科技金融补助申报`,
      year,
      measures: [...measureCodes],
      opensOn,
      closesOn,
      office: '科技金融处',
      phones: ['0871-63130000'],
    });
    await this.must(id, 'publish', 'leader', { payload: { documentNo: `云科金〔${year}〕8号` } });
    this.callId = id;
    return id;
  }

  /** An issued voucher of the firm; its number. */
  async voucher(kind: 'guarantee' | 'insurance', validFrom: LocalDate, validUntil: LocalDate, login = 'firm'): Promise<string> {
    const by = this.who(login);
    const { id } = await openVoucher(this.db, { id: randomUUID(), unitId: by.unitId!, kind, purpose: '贷款担保', by });
    await this.must(id, 'issue', 'officer', { payload: { amount: '30', validFrom, validUntil } });
    return (await this.db.case.findUniqueOrThrow({ where: { id } })).number!;
  }

  /** A draft with its facts, account and evidence. */
  async draft(measure: Measure, facts: Facts = exampleFacts[measure], login: string = claimantOf(measure)): Promise<string> {
    const by = this.who(login);
    const { id } = await openClaim(this.db, { id: randomUUID(), callId: this.callId, measure, unitId: by.unitId!, by });
    await this.fill(id, facts, login);
    await this.db.attachment.createMany({
      data: measures[measure].evidence.map(({ key, label }) => ({
        id: randomUUID(),
        caseId: id,
        purpose: key,
        fileName: `${label}.pdf`,
        mediaType: 'application/pdf',
        size: 1_000,
        sha256: 'a'.repeat(64),
        uploadedBy: by.personId!,
        uploadedAt: new Date(),
      })),
    });
    return id;
  }

  async fill(id: string, facts: Facts, login: string): Promise<void> {
    const by = this.who(login);
    const { name } = await this.db.unit.findUniqueOrThrow({ where: { id: by.unitId! } });
    const content = contentOfFacts(facts, { name, bank: '彩云银行昆明支行', number: '6222020200001234567' });
    await saveDraft(this.db, id, content as unknown as Record<string, unknown>, { personId: by.personId! });
  }

  /** Filed, sealed, recommended: on the province's desk. */
  async file(measure: Measure, facts?: Facts, login: string = claimantOf(measure)): Promise<string> {
    const id = await this.draft(measure, facts, login);
    await this.must(id, 'submit', login);
    const status = await this.must(id, 'approve', login, { payload: { promise: true, seal: true } });
    if (status === 'recommender') await this.must(id, 'recommend', 'recommender', { opinion, payload: { seal: true } });
    return id;
  }

  /** From the province's desk to the meeting. */
  async reckon(id: string): Promise<void> {
    await this.must(id, 'accept', 'officer');
    await this.must(id, 'confirm', 'officer');
    await this.must(id, 'verify', 'checker');
  }

  /** The meeting approves these (of all that wait, or of those named), and their notice is open. */
  async decide(claims: string[], selected: string[] = claims): Promise<string> {
    const { id } = await openClaimList(this.db, { id: randomUUID(), claims, by: this.who('officer') });
    await this.must(id, 'decide', 'leader', { payload: { minutesNo: '厅务会〔2026〕12号', selected } });
    if (selected.length > 0) await this.must(id, 'publish-notice', 'officer', { payload: { days: '5' } });
    return id;
  }

  async awardOf(id: string): Promise<bigint | null> {
    return (await this.db.case.findUniqueOrThrow({ where: { id }, select: { amountFen: true } })).amountFen;
  }
}
