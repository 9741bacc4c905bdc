import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { bundle } from '#activities/documents/bundle.js';
import { DOCX } from '#activities/documents/layout.js';
import { printApplication } from '#activities/documents/print.js';
import { FileStore } from '#activities/documents/store.js';
import { audit, type Trail } from '#records/audit.js';
import type { Database } from '#records/database.js';
import type { Someone } from '#records/people.js';
import { readOpinions, readProject, readSeal } from '#records/projects.js';
import { readWholeRecord } from '#records/whole-record.js';
import { DATABASE, READER } from '../config.js';
import { Me } from '../session/guard.js';
import { From } from '../session/trail.js';
import { offer } from './offer.js';

const Id = z.uuid();
const headings = { county: '县级工信部门意见', prefecture: '州（市）工信部门意见', province: '省工业和信息化厅意见' };

/** What leaves the system on paper or for hand-over (6.12, 6.12a). */
@ApiTags('documents')
@Controller('cases/:id')
export class PapersController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(READER) private readonly reader: Database,
    @Inject(FileStore) private readonly store: FileStore,
  ) {}

  /** The official A4 form with the opinions of the levels. */
  @Get('print.docx')
  async print(@Me() me: Someone, @From() trail: Trail, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const project = await readProject(this.reader, me.viewer, Id.parse(id));
    const opinions = (await readOpinions(this.reader, id)).map((one) => ({ ...one, heading: headings[one.level] }));
    const { number, form, facts, version, data } = project;
    const seal = version && (await readSeal(this.reader, id, version.version));
    const bytes = await printApplication({
      ...{ year: data.year, number: number ?? undefined, form, facts, version, opinions },
      ...(seal ? { seal } : {}),
    });
    await audit(this.db, { ...trail, action: 'export', target: '打印件', caseId: id });
    await offer(reply, DOCX, `${[number, project.title].filter(Boolean).join(' ')} 申报表.docx`).send(bytes);
  }

  /** The whole record: JSON and files in one zip. */
  @Get('export')
  async export(@Me() me: Someone, @From() trail: Trail, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const { title, record, files } = await readWholeRecord(this.reader, me.viewer, Id.parse(id));
    await audit(this.db, { ...trail, action: 'export', target: '案卷', caseId: id, detail: { files: files.length } });
    const parts = [
      { name: '记录.json', content: () => Promise.resolve(Buffer.from(JSON.stringify(record, null, 2))) },
      ...files.map(({ name, sha256 }) => ({ name, content: () => buffer(this.store.read(sha256)) })),
    ];
    await offer(reply, 'application/zip', `${title}.zip`).send(Readable.from(bundle(parts)));
  }
}
