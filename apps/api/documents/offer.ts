import type { FastifyReply } from 'fastify';
import { cleanFileName, contentDisposition } from '#activities/documents/media.js';

/** A reply that a browser keeps as a file, and nobody else's cache. */
export const offer = (reply: FastifyReply, mediaType: string, fileName: string): FastifyReply =>
  reply
    .type(mediaType)
    .header('content-disposition', contentDisposition(cleanFileName(fileName)))
    .header('cache-control', 'private, no-store');
