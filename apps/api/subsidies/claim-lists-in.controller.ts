import { readFile } from 'node:fs/promises';
import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { claimTemplate, readClaims } from '#activities/documents/claim-sheet.js';
import { readGrid } from '#activities/documents/read-grid.js';
import { FileStore, type Received } from '#activities/documents/store.js';
import { XLSX } from '#activities/documents/workbook.js';
import { fillers, measureCodes, measures } from '#domain/subsidy/measures.js';
import type { Trail } from '#records/audit.js';
import { RecordError, type Database } from '#records/database.js';
import type { Someone } from '#records/people.js';
import { importClaims, previewClaims, type ClaimLine, type ListedClaims } from '#records/programmes/subsidy/import-claims.js';
import { readOffers } from '#records/subsidy/offers.js';
import { Allow, holding } from '../access/allow.js';
import { DATABASE } from '../config.js';
import { offer } from '../documents/offer.js';
import { receiveUpload } from '../documents/upload.js';
import { Me } from '../session/guard.js';
import { From } from '../session/trail.js';

const Which = z.object({ measure: z.enum(measureCodes), recommenderId: z.uuid().optional() });
const MOST_WORKBOOK = 2 * 1024 * 1024;

/** Claims of one measure by one workbook (2.9): template, preview line by line, drafts. */
@ApiTags('subsidies')
@Controller()
export class ClaimListsInController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(FileStore) private readonly store: FileStore,
  ) {}

  /** The empty list of a measure to fill in. */
  @Get('claims/template.xlsx')
  @Allow(holding(...fillers))
  async template(@Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    const { measure } = Which.parse(query);
    await offer(reply, XLSX, `${measures[measure].label}申报清单模板.xlsx`).send(await claimTemplate(measure));
  }

  /** What the file would bring; nothing is kept. Refused as the import itself, every bad cell by its address. */
  @Post('claim-calls/:id/import/preview')
  @HttpCode(200)
  @Allow(holding(...fillers))
  async preview(
    @Me() me: Someone,
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
  ): Promise<ClaimLine[]> {
    const which = Which.parse(query);
    const file = await receiveUpload(request, this.store, MOST_WORKBOOK);
    return previewClaims(this.db, await this.claimsIn(file, me, id, which));
  }

  /** New claims become drafts, all of them or none; those that are there already stay as they are. */
  @Post('claim-calls/:id/import')
  @HttpCode(200)
  @Allow(holding(...fillers))
  async import(
    @Me() me: Someone,
    @From() trail: Trail,
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
  ): Promise<ClaimLine[]> {
    const which = Which.parse(query);
    const file = await receiveUpload(request, this.store, MOST_WORKBOOK);
    return importClaims(this.db, await this.claimsIn(file, me, id, which), trail);
  }

  /** The claims of the file, if the unit may claim the measure now; the file itself is not kept. */
  private async claimsIn(
    file: Received,
    me: Someone,
    callId: string,
    { measure, recommenderId }: z.infer<typeof Which>,
  ): Promise<ListedClaims> {
    try {
      const offers = await readOffers(this.db, me.viewer);
      const offered = offers?.calls.find((call) => call.callId === z.uuid().parse(callId));
      if (!offers || !offered) throw new RecordError('not_found', '申报批次不存在或尚未开放。');
      const way = offered.measures.find(({ code }) => code === measure);
      if (!way) throw new RecordError('wrong_claimant', '该措施不由本单位申报，请核对本单位类别。', 'measure');
      if (way.closed) throw new RecordError('call_closed', way.closed);
      const lines = readClaims(await readGrid(await readFile(file.path)), measure);
      return { callId, measure, unitId: offers.unitId, by: me.actor, lines, ...(recommenderId ? { recommenderId } : {}) };
    } finally {
      await this.store.discard(file);
    }
  }
}
