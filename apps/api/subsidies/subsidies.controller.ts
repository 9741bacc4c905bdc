import { Body, Controller, Get, HttpCode, Inject, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { XLSX } from '#activities/documents/workbook.js';
import { rollupWorkbook } from '#activities/documents/rollup-workbook.js';
import { parseLocalDate } from '#domain/calendar/instant.js';
import type { Role } from '#domain/organisation/roles.js';
import { fillers, measureCodes } from '#domain/subsidy/measures.js';
import { rulesToJson, type RulesJson } from '#domain/subsidy/rules.js';
import { changedRules } from '#domain/subsidy/rules-change.js';
import { voucherKinds, type VoucherKind } from '#domain/subsidy/voucher/process.js';
import { audit, type Trail } from '#records/audit.js';
import { businessNow } from '#records/clock.js';
import { RecordError, type Database } from '#records/database.js';
import type { Someone } from '#records/people.js';
import { openClaimCall } from '#records/programmes/subsidy/claim-call.js';
import { openClaimList } from '#records/programmes/subsidy/claim-list.js';
import { openClaim } from '#records/programmes/subsidy/open-claim.js';
import { openVoucher } from '#records/programmes/subsidy/voucher.js';
import { readCapBoard, type CapLine } from '#records/subsidy/board.js';
import { listClaims, listClaimsForMeeting, type ListedClaim } from '#records/subsidy/listed.js';
import { readOffers, type ClaimOffers } from '#records/subsidy/offers.js';
import { readRollup, type RollupLine } from '#records/subsidy/rollup.js';
import { listRules, publishRules, rulesInForce } from '#records/subsidy/rules.js';
import { Allow, holding } from '../access/allow.js';
import { ofScience, withSubsidies } from '../access/departments.js';
import { DATABASE, READER } from '../config.js';
import { offer } from '../documents/offer.js';
import { Problem } from '../errors/problem.js';
import { Again } from '../session/again.js';
import { Me } from '../session/guard.js';
import { Sessions } from '../session/sessions.js';
import { From } from '../session/trail.js';

const Id = z.uuid();
const Day = z.string().refine((text) => parseLocalDate(text) !== undefined);
const Year = z.coerce.number().int().min(2022).max(2100);
const text = (most: number) => z.string().trim().min(1).max(most);
const NewCall = z
  .strictObject({
    id: Id,
    title: text(80),
    year: z.int().min(2022).max(2100),
    measures: z.array(z.enum(measureCodes)).min(1),
    opensOn: Day,
    closesOn: Day,
    office: text(40),
    phones: z.array(text(40)).min(1).max(5),
  })
  .refine(({ opensOn, closesOn }) => opensOn <= closesOn, { path: ['closesOn'], message: '截止日期不得早于开放日期。' });
const NewClaim = z.strictObject({ id: Id, callId: Id, measure: z.enum(measureCodes), recommenderId: Id.optional() });
const NewList = z.strictObject({ id: Id, claims: z.array(Id).min(1).max(500).optional() });
const NewVoucher = z.strictObject({
  id: Id,
  kind: z.enum(Object.keys(voucherKinds) as [VoucherKind, ...VoucherKind[]]),
  purpose: text(200),
});
const Board = z.object({
  clause: z.string().max(10).optional(),
  year: Year.optional(),
  text: z.string().trim().max(50).optional(),
  page: z.coerce.number().int().min(1).max(1_000).optional(),
});
const Rules = z.strictObject({
  version: z.string().regex(/^[\w-]{1,20}$/),
  from: Day,
  source: text(100),
  changes: z.array(z.strictObject({ path: z.string().max(40), value: z.string().max(20) })).max(40),
  password: Again,
});

const sees: Role[] = ['VO', 'VD', 'VL', 'RU', 'FN', 'AU'];

/** Calls, claims, vouchers, lists, caps and yearly figures of the twelve measures (2.9). Their decisions are acts on cases. */
@ApiTags('subsidies')
@Controller()
export class SubsidiesController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(READER) private readonly reader: Database,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  @Post('claim-calls')
  @HttpCode(201)
  @Allow(ofScience('VO'))
  openCall(@Me() me: Someone, @Body() body: unknown): Promise<{ id: string }> {
    return openClaimCall(this.db, { ...NewCall.parse(body), by: me.actor });
  }

  /** What one's unit may claim, and who may recommend it. */
  @Get('claims/offers')
  @Allow(holding(...fillers))
  async offers(@Me() me: Someone): Promise<ClaimOffers | { calls: [] }> {
    return (await readOffers(this.db, me.viewer)) ?? { calls: [] };
  }

  @Post('claims')
  @HttpCode(201)
  @Allow(holding(...fillers))
  async openClaim(@Me() me: Someone, @Body() body: unknown): Promise<{ id: string }> {
    const given = NewClaim.parse(body);
    const offers = await readOffers(this.db, me.viewer);
    if (!offers)
      throw new RecordError('wrong_claimant', '本单位不是企业、银行、担保机构或创业投资机构，不能申报补助。', 'measure');
    return openClaim(this.db, { ...given, unitId: offers.unitId, by: me.actor });
  }

  @Post('vouchers')
  @HttpCode(201)
  @Allow(holding('EA', 'UA'))
  async openVoucher(@Me() me: Someone, @Body() body: unknown): Promise<{ id: string }> {
    const post = me.viewer.posts.find(({ role }) => role === 'EA' || role === 'UA')!;
    return openVoucher(this.db, { ...NewVoucher.parse(body), unitId: post.unitId, by: me.actor });
  }

  /** Claims that wait for a meeting and stand on no open list. */
  @Get('claims/for-meeting')
  @Allow(ofScience('VO', 'VD', 'VL', 'AU'))
  forMeeting(): Promise<ListedClaim[]> {
    return listClaimsForMeeting(this.db);
  }

  @Post('claim-lists')
  @HttpCode(201)
  @Allow(ofScience('VO'))
  openList(@Me() me: Someone, @Body() body: unknown): Promise<{ id: string }> {
    return openClaimList(this.db, { ...NewList.parse(body), by: me.actor });
  }

  /** Those of the claims that the reader may read. */
  @Get('claims/listed')
  @Allow(withSubsidies(...sees))
  listed(@Me() me: Someone, @Query('ids') ids: unknown): Promise<ListedClaim[]> {
    return listClaims(this.reader, me.viewer, z.array(Id).max(500).parse(z.string().max(20_000).parse(ids).split(',')));
  }

  /** 额度看板: the department and finance see all, a claimant its own. */
  @Get('caps')
  @Allow(withSubsidies('VO', 'VD', 'VL', 'FN', 'AU'), holding(...fillers))
  caps(@Me() me: Someone, @Query() query: unknown): Promise<{ rows: CapLine[]; total: number }> {
    const { clause, ...filter } = Board.parse(query);
    const whole = withSubsidies('VO', 'VD', 'VL', 'FN', 'AU')(me.viewer);
    const own = me.viewer.posts.filter(({ role }) => fillers.includes(role)).map(({ unitId }) => unitId);
    return readCapBoard(this.db, { ...filter, ...(clause ? { clauses: [clause] } : {}) }, whole ? undefined : own);
  }

  /** Every rule set, the regulation's own first. */
  @Get('subsidy-rules')
  @Allow(withSubsidies('VO', 'VD', 'VL', 'FN', 'AU'))
  async rules(): Promise<RulesJson[]> {
    return (await listRules(this.db)).map(rulesToJson);
  }

  /** A later set: open claims keep theirs (R16). */
  @Post('subsidy-rules')
  @HttpCode(204)
  @Allow(ofScience('VL'))
  async addRules(@Me() me: Someone, @From() from: Trail, @Body() body: unknown): Promise<void> {
    const { changes, password, ...head } = Rules.parse(body);
    const result = changedRules(await rulesInForce(this.db, head.from), head, changes);
    if (!result.ok) throw new Problem(422, result.refusal);
    await this.sessions.stepUp(me.viewer.personId, password, from);
    await publishRules(this.db, result.rules, me.viewer.personId);
    await audit(this.db, { ...from, action: 'subsidy-rules.published', target: head.version, detail: { ...head, changes } });
  }

  @Get('subsidies/rollup')
  @Allow(withSubsidies(...sees))
  rollup(@Me() me: Someone, @Query('year') year: unknown): Promise<RollupLine[]> {
    return readRollup(this.reader, me.viewer, Year.parse(year));
  }

  @Get('subsidies/rollup.xlsx')
  @Allow(withSubsidies(...sees))
  async rollupWorkbook(
    @Me() me: Someone,
    @From() trail: Trail,
    @Query('year') asked: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const year = Year.parse(asked);
    const lines = await readRollup(this.reader, me.viewer, year);
    await audit(this.db, { ...trail, action: 'export', target: `${year}年补助汇总表` });
    const bytes = await rollupWorkbook(year, lines, me.actor.name ?? '', await businessNow(this.db));
    await offer(reply, XLSX, `${year}年科技金融补助汇总表.xlsx`).send(bytes);
  }
}
