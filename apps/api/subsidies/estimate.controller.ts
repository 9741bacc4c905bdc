import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { localDate } from '#domain/calendar/instant.js';
import { MoneyError, parseWanYuan, type Fen } from '#domain/money/fen.js';
import { measureCodes } from '#domain/subsidy/measures.js';
import { businessNow } from '#records/clock.js';
import type { Database } from '#records/database.js';
import type { Someone } from '#records/people.js';
import { estimate, type Estimate } from '#records/subsidy/estimate.js';
import { Allow, to } from '../access/allow.js';
import { DATABASE } from '../config.js';
import { Problem, problemOf } from '../errors/problem.js';
import { Me } from '../session/guard.js';

const Key = z.string().max(40);
const Value = z.union([z.string().max(500), z.boolean()]);
const Asked = z.strictObject({
  measure: z.enum(measureCodes),
  /** As the claim's form holds them: amounts in 万元 and percentages as text. */
  facts: z.record(Key, z.union([Value, z.array(z.record(Key, Value)).max(200)])),
  year: z.int().min(2022).max(2100),
  /** 拟申报日期; without it, today. */
  filedOn: z.iso.date().optional(),
  /** 已用额度 as supposed, 万元 by the cap's clause. */
  used: z.record(Key, z.string().max(40)).optional(),
});

/** 试算 before filing: nothing is kept or reserved. */
@ApiTags('subsidies')
@Controller('subsidies/estimate')
export class EstimateController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** The award of such a claim, with its trace and the caps it must fit under. */
  @Allow(to('R', 'subsidy-claim'))
  @Post()
  @HttpCode(200)
  async estimate(@Me() me: Someone, @Body() body: unknown): Promise<Estimate> {
    const { filedOn, used = {}, ...asked } = Asked.parse(body);
    const result = await estimate(this.db, {
      ...asked,
      filedOn: filedOn ?? localDate(await businessNow(this.db)),
      units: me.units.map(({ id }) => id),
      used: Object.fromEntries(Object.entries(used).map(([clause, text]) => [clause, supposed(clause, text)])),
    });
    if ('refusal' in result) throw problemOf(result.refusal);
    return result;
  }
}

/** Throws Problem naming the cap. */
function supposed(clause: string, text: string): Fen {
  try {
    return parseWanYuan(text);
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    throw new Problem(422, { code: error.code, message: `已用额度：${error.message}`, field: `used.${clause}` });
  }
}
