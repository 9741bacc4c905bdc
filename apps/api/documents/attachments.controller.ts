import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { contentDisposition, isViewable, mediaTypeOf } from '#activities/documents/media.js';
import { FileStore } from '#activities/documents/store.js';
import { evaluationAttachments } from '#domain/consortium/evaluation/attachments.js';
import { formationAttachments } from '#domain/consortium/formation/attachments.js';
import { attachmentPurposes } from '#domain/key-project/attachments.js';
import { claimAttachments } from '#domain/subsidy/attachments.js';
import {
  addAttachment,
  checkMayAttach,
  findAttachment,
  listAttachments,
  removeAttachment,
  type AttachmentRow,
} from '#records/attachments.js';
import { audit, type Trail } from '#records/audit.js';
import type { Database } from '#records/database.js';
import type { Someone } from '#records/people.js';
import { DATABASE, READER } from '../config.js';
import { Me } from '../session/guard.js';
import { From } from '../session/trail.js';
import { receiveUpload } from './upload.js';

const Id = z.uuid();
const purposes = [...attachmentPurposes, ...formationAttachments, ...evaluationAttachments, ...claimAttachments].map(
  (purpose) => purpose.value,
);
const Upload = z.object({ id: z.uuid(), purpose: z.enum(purposes).default('other') });

/** 附件 of a case (6.12): PDF, Word, Excel, images and OFD of at most 50 MB. */
@ApiTags('documents')
@Controller()
export class AttachmentsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(READER) private readonly reader: Database,
    @Inject(FileStore) private readonly store: FileStore,
  ) {}

  @Get('cases/:id/attachments')
  list(@Me() me: Someone, @Param('id') id: string): Promise<AttachmentRow[]> {
    return listAttachments(this.reader, me, Id.parse(id));
  }

  /** 上传附件: multipart/form-data with one file; `id` is the browser's for this upload. */
  @Post('cases/:id/attachments')
  async upload(
    @Me() me: Someone,
    @From() trail: Trail,
    @Param('id') caseId: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
  ): Promise<AttachmentRow> {
    const { id, purpose } = Upload.parse(query);
    await checkMayAttach(this.reader, me, Id.parse(caseId), purpose);
    const file = await receiveUpload(request, this.store);
    try {
      const mediaType = mediaTypeOf(file.fileName, file.path);
      const { fileName, size, sha256 } = file;
      await this.store.keep(file);
      await addAttachment(this.db, me, { id, caseId, purpose, fileName, mediaType, size, sha256 }, trail);
    } catch (fault) {
      await this.store.discard(file);
      throw fault;
    }
    return (await listAttachments(this.reader, me, caseId)).find((row) => row.id === id)!;
  }

  /** 下载附件; with `inline`, pictures and PDF open in the browser, everything else is always a download. */
  @Get('attachments/:id')
  async download(
    @Me() me: Someone,
    @From() trail: Trail,
    @Param('id') id: string,
    @Query('inline') inline: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = await findAttachment(this.reader, me.viewer, Id.parse(id));
    await audit(this.db, { ...trail, action: 'attachment.read', target: found.fileName, caseId: found.caseId });
    await reply
      .type(found.mediaType)
      .header('content-length', found.size)
      .header('content-disposition', contentDisposition(found.fileName, inline !== undefined && isViewable(found.mediaType)))
      .header('cache-control', 'private, no-store')
      .send(this.store.read(found.sha256));
  }

  @Delete('attachments/:id')
  @HttpCode(204)
  async remove(@Me() me: Someone, @From() trail: Trail, @Param('id') id: string): Promise<void> {
    const found = await findAttachment(this.reader, me.viewer, Id.parse(id));
    return removeAttachment(this.db, me, found.id, trail);
  }
}
