import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { registrableKinds, type RegistrableKind } from '#domain/registration/data.js';
import type { Trail } from '#records/audit.js';
import type { Database } from '#records/database.js';
import type { Someone } from '#records/people.js';
import { readRegistration, registerUnit, type Registered, type RegistrationDetail } from '#records/registrations.js';
import { CONFIG, DATABASE, READER, type Config } from '../config.js';
import { Problem } from '../errors/problem.js';
import { Me, Public } from '../session/guard.js';
import { Throttle } from '../session/throttle.js';
import { From } from '../session/trail.js';

const oneLine = (most: number) =>
  z
    .string()
    .trim()
    .min(2)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u);
const Registration = z.strictObject({
  id: z.uuid(),
  uscc: z.string().max(60),
  name: oneLine(100),
  kind: z.enum(Object.keys(registrableKinds) as [RegistrableKind, ...RegistrableKind[]]),
  county: z.string().regex(/^53\d{4}$/),
  address: oneLine(200).optional(),
  legalRepresentative: oneLine(50),
  administrator: z.strictObject({
    name: oneLine(50),
    phone: z.string().regex(/^(1\d{10}|0\d{2,3}-?\d{7,8})$/),
    email: z.email().max(200),
  }),
});

/** 单位注册 (specification 5). Its decision is an act on its case, like every other. */
@ApiTags('registration')
@Controller('registrations')
export class RegistrationController {
  private readonly made = new Throttle(30, 3_600_000);

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(READER) private readonly reader: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Public()
  @Post()
  @HttpCode(201)
  register(@From() from: Trail, @Body() body: unknown): Promise<Registered> {
    const given = Registration.parse(body);
    const ip = from.ip ?? '';
    if (this.made.exceeded(ip)) throw new Problem(429, { code: 'too_many', message: '提交过于频繁，请一小时后再试。' });
    this.made.hit(ip);
    return registerUnit(this.db, given, from, this.config.publicUrl);
  }

  @Get(':id')
  show(@Me() me: Someone, @From() from: Trail, @Param('id') id: string): Promise<RegistrationDetail> {
    return readRegistration(this.reader, me.viewer, z.uuid().parse(id), from, this.db);
  }
}
