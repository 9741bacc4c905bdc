import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { mediaTypeOf } from '#activities/documents/media.js';
import { FileStore } from '#activities/documents/store.js';
import type { Trail } from '#records/audit.js';
import { businessNow, readClock } from '#records/clock.js';
import type { Database } from '#records/database.js';
import { fileObjection } from '#records/objections.js';
import { listPages, readPage, type PublicPage } from '#records/public-pages.js';
import { DATABASE } from '../config.js';
import type { PublicClock } from '../contract.js';
import { discardAll, receiveParts, type Uploaded } from '../documents/upload.js';
import { Problem, problemOf } from '../errors/problem.js';
import { Public } from '../session/guard.js';
import { Throttle } from '../session/throttle.js';
import { From } from '../session/trail.js';

const Kind = z.enum(['call', 'notice', 'list', 'policy']).optional();
const Objection = z.strictObject({
  id: z.uuid(),
  projectId: z.uuid(),
  name: z.string().trim().max(100),
  contact: z.string().trim().max(100),
  evidence: z.string().trim().max(5_000),
  /** A unit objects under its seal and its legal representative's signature (6.5). */
  unit: z.string().trim().min(1).max(100).optional(),
  sealed: z.boolean().optional(),
});
/** Of one objection: the words as JSON in the field `objection`, then the evidence. */
const LIMITS = { most: 10 * 1024 * 1024, files: 3, fields: 1, fieldSize: 64 * 1024 };
const A_HOUR_MS = 3_600_000;

/** The pages without sign-in: calls, notices with the objection form, published lists, policy texts. */
@ApiTags('public')
@Public()
@Controller('public')
export class PublicController {
  private readonly objections = new Throttle(10, A_HOUR_MS);

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(FileStore) private readonly store: FileStore,
  ) {}

  @Get('clock')
  async clock(): Promise<PublicClock> {
    const [now, { sealed }] = await Promise.all([businessNow(this.db), readClock(this.db)]);
    return { now: new Date(now).toISOString(), training: !sealed };
  }

  @Get('pages')
  list(@Query('kind') kind?: string): Promise<Omit<PublicPage, 'body' | 'closings'>[]> {
    return listPages(this.db, Kind.parse(kind));
  }

  /** One of the pages without sign-in. */
  @Get('pages/:id')
  show(@Param('id') id: string): Promise<PublicPage> {
    return readPage(this.db, z.uuid().parse(id));
  }

  /**
   * 异议 (6.5): real name, contact and evidence, within the notice. As JSON, or as multipart/form-data with the same JSON in the field `objection` and
   * at most three files of 10 MB.
   */
  @Post('pages/:id/objections')
  @HttpCode(201)
  async object(
    @From() from: Trail,
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<{ received: true }> {
    const ip = from.ip ?? '';
    if (this.objections.exceeded(ip)) throw new Problem(429, { code: 'too_many', message: '提交过于频繁，请一小时后再试。' });
    this.objections.hit(ip);
    const { files, fields } = request.isMultipart()
      ? await receiveParts(request, this.store, LIMITS)
      : { files: [], fields: undefined };
    try {
      const given = fields ? Objection.parse(parsed(fields.objection)) : Objection.parse(body);
      const refusal = await fileObjection(
        this.db,
        { ...given, noticeId: z.uuid().parse(id), files: files.map(described) },
        async () => {
          for (const file of files) await this.store.keep(file);
        },
      );
      if (refusal) throw problemOf(refusal);
    } finally {
      await discardAll(this.store, files);
    }
    return { received: true };
  }
}

/** Throws DocumentError 'type_not_allowed'. */
const described = ({ fileName, size, sha256, path }: Uploaded) => ({
  ...{ id: randomUUID(), fileName, size, sha256 },
  mediaType: mediaTypeOf(fileName, path),
});

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
