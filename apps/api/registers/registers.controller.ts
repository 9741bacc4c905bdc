import { readFile } from 'node:fs/promises';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readGrid } from '#activities/documents/read-grid.js';
import { readRegister, registerWorkbook } from '#activities/documents/register-sheet.js';
import { FileStore } from '#activities/documents/store.js';
import { XLSX } from '#activities/documents/workbook.js';
import { localDate } from '#domain/calendar/instant.js';
import { keepingOf, reachOf, type RegisterReach } from '#domain/subsidy/registers/access.js';
import type { RegisterDefinition } from '#domain/subsidy/registers/definition.js';
import { registerDefinitions, registerOfKey } from '#domain/subsidy/registers/definitions.js';
import { audit, type Trail } from '#records/audit.js';
import { businessNow } from '#records/clock.js';
import { RecordError, type Database } from '#records/database.js';
import type { Someone } from '#records/people.js';
import { importEntries, type ImportedEntries } from '#records/subsidy/register-import.js';
import { linked, listEntries, saveEntry, type ShownEntry } from '#records/subsidy/registers.js';
import { Allow, to } from '../access/allow.js';
import type { Page } from '../access/page.js';
import { DATABASE, READER } from '../config.js';
import { offer } from '../documents/offer.js';
import { receiveUpload } from '../documents/upload.js';
import { Problem } from '../errors/problem.js';
import { Me } from '../session/guard.js';
import { From } from '../session/trail.js';

const Day = z.iso.date();
const Filter = z.object({
  text: z.string().trim().max(100).optional(),
  state: z.enum(['in-force']).optional(),
  cursor: z.coerce.number().int().min(1).max(10_000).optional(),
});
const Which = Filter.omit({ cursor: true }).extend({ template: z.literal('1').optional() });
const Entry = z.strictObject({
  unitId: z.uuid().optional(),
  number: z.string().trim().max(100).optional(),
  from: Day.optional(),
  until: Day.optional(),
  values: z.record(z.string().max(40), z.union([z.string().max(2_000), z.boolean()])),
  /** The revision the writer saw; without it the entry is new. */
  revision: z.int().min(1).optional(),
});
const A_PAGE = 50;
const MOST_EXPORTED = 30_000;
const MOST_WORKBOOK = 2 * 1024 * 1024;

/** A register as its reader finds it: whether entries may be kept, all of them or the own units'. */
export interface RegisterRow {
  key: string;
  keeps: 'any' | 'own' | 'none';
  /** The units for which own entries may be kept. */
  units: { id: string; name: string }[];
}

/** 名册 (C9-C12 and those behind the guards of 2.9): kept by the province's science department, read by whom they concern. */
@ApiTags('registers')
@Controller('registers')
export class RegistersController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(READER) private readonly reader: Database,
    @Inject(FileStore) private readonly store: FileStore,
  ) {}

  /** The registers that are there for the viewer. */
  @Allow(to('R', 'call'))
  @Get()
  list(@Me() me: Someone): RegisterRow[] {
    return registerDefinitions
      .filter((definition) => reachOf(definition, me.viewer))
      .map((definition) => {
        const keeping = keepingOf(definition, me.viewer);
        const own = keeping === 'any' ? [] : me.units.filter(({ id }) => keeping.includes(id));
        return {
          key: definition.key,
          keeps: keeping === 'any' ? 'any' : own.length > 0 ? 'own' : 'none',
          units: own.map(({ id, name }) => ({ id, name })),
        };
      });
  }

  /** Entries of a register, newest first. */
  @Allow(to('R', 'call'))
  @Get(':register')
  async entries(@Me() me: Someone, @Param('register') register: string, @Query() query: unknown): Promise<Page<ShownEntry>> {
    const { definition, reach } = seen(me, register);
    const { cursor: page = 1, ...filter } = Filter.parse(query);
    const { rows, total } = await listEntries(this.db, definition, reach, { ...filterOf(filter), page }, A_PAGE);
    const shown = await linked(this.reader, definition, rows, me.viewer);
    return { rows: shown, total, ...(page * A_PAGE < total ? { next: String(page + 1) } : {}) };
  }

  /** The filtered list as Excel, which can be changed and read in again; with `template=1` the empty form. */
  @Allow(to('R', 'call'))
  @Get(':register/list.xlsx')
  async workbook(
    @Me() me: Someone,
    @From() trail: Trail,
    @Param('register') register: string,
    @Query() query: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { definition, reach } = seen(me, register);
    const { template, ...filter } = Which.parse(query);
    const { rows, total } = template
      ? { rows: [], total: 0 }
      : await listEntries(this.db, definition, reach, filterOf(filter), MOST_EXPORTED);
    if (total > MOST_EXPORTED)
      throw new Problem(422, {
        code: 'too_many_rows',
        message: `共 ${total} 条，一次最多导出${MOST_EXPORTED}条，请缩小筛选范围。`,
      });
    if (!template) await audit(this.db, { ...trail, action: 'export', target: definition.label, detail: filter });
    const bytes = await registerWorkbook(definition, rows, { by: me.name, at: await businessNow(this.db) });
    await offer(reply, XLSX, `${definition.label}${template ? '模板' : ''}.xlsx`).send(bytes);
  }

  /** Enters a line, or changes the one whose revision is given. `id` is the browser's for this entry. */
  @Allow(to('C', 'call'), to('C', 'subsidy-claim'), to('S', 'subsidy-claim'))
  @Put(':register/entries/:id')
  @HttpCode(204)
  async save(
    @Me() me: Someone,
    @From() trail: Trail,
    @Param('register') register: string,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<void> {
    const { revision, ...entry } = Entry.parse(body);
    const { definition } = seen(me, register);
    const keeping = keepingOf(definition, me.viewer);
    if (keeping !== 'any' && keeping.length === 0) throw notKeeper();
    const saved = {
      id: z.uuid().parse(id),
      entry,
      personId: me.viewer.personId,
      ...(revision === undefined ? {} : { revision }),
      ...(keeping === 'any' ? {} : { within: keeping }),
    };
    await saveEntry(this.db, definition, saved, trail);
  }

  /** A whole list from Excel, all lines or none; lines that are there already are changed. */
  @Allow(to('C', 'call'))
  @Post(':register/import')
  @HttpCode(200)
  async import(
    @Me() me: Someone,
    @From() trail: Trail,
    @Param('register') register: string,
    @Req() request: FastifyRequest,
  ): Promise<ImportedEntries> {
    const { definition } = seen(me, register);
    if (keepingOf(definition, me.viewer) !== 'any') throw notKeeper();
    const file = await receiveUpload(request, this.store, MOST_WORKBOOK);
    try {
      const grid = await readGrid(await readFile(file.path));
      const lines = readRegister(definition, grid, localDate(await businessNow(this.db)));
      return await importEntries(this.db, definition, lines, me.viewer.personId, trail);
    } finally {
      await this.store.discard(file);
    }
  }
}

const filterOf = ({ text, state }: { text?: string; state?: 'in-force' }) => ({
  ...(text ? { text } : {}),
  ...(state ? { inForce: true } : {}),
});

/** The register and how much of it the viewer sees. Throws RecordError 'not_found' where that is nothing. */
function seen(me: Someone, key: string): { definition: RegisterDefinition; reach: RegisterReach } {
  const definition = registerOfKey(key);
  const reach = definition && reachOf(definition, me.viewer);
  if (!definition || !reach) throw new RecordError('not_found', '名册不存在或不在您的权限范围内。');
  return { definition, reach };
}

const notKeeper = () =>
  new Problem(403, { code: 'not_keeper', message: '该名册由省科技厅维护；如内容有误，请联系省科技厅更正。' });
