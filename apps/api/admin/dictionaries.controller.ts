import { Body, Controller, Get, HttpCode, Inject, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { dictionaryNames } from '#domain/organisation/dictionaries.js';
import type { Trail } from '#records/audit.js';
import type { Database } from '#records/database.js';
import { readDictionary, saveDictionaryEntry, type DictionaryEntry } from '#records/dictionaries.js';
import type { Someone } from '#records/people.js';
import { Allow, holding, to } from '../access/allow.js';
import { DATABASE } from '../config.js';
import { Me } from '../session/guard.js';
import { From } from '../session/trail.js';

const Name = z.enum(dictionaryNames);
const Value = z.string().trim().min(1).max(50);
const Entry = z.strictObject({
  label: z.string().trim().min(1).max(200),
  position: z.int().min(0).max(9_999),
  enabled: z.boolean(),
});

/** 字典: pages read what is enabled; the system administrator keeps it. */
@ApiTags('admin')
@Controller('dictionaries')
export class DictionariesController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** A dictionary's entries; with `all=1` the disabled ones too, for who keeps or audits it. */
  @Get(':dictionary')
  show(@Me() me: Someone, @Param('dictionary') name: string, @Query('all') all?: string): Promise<DictionaryEntry[]> {
    const everything = all === '1' && (holding('SA')(me.viewer) || to('R', 'logs')(me.viewer));
    return readDictionary(this.db, Name.parse(name), everything);
  }

  @Allow(holding('SA'))
  @Put(':dictionary/:value')
  @HttpCode(204)
  save(
    @From() trail: Trail,
    @Param('dictionary') name: string,
    @Param('value') value: string,
    @Body() body: unknown,
  ): Promise<void> {
    return saveDictionaryEntry(this.db, Name.parse(name), { value: Value.parse(value), ...Entry.parse(body) }, trail);
  }
}
