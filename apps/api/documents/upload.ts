import type { FastifyRequest } from 'fastify';
import '@fastify/multipart';
import { cleanFileName } from '#activities/documents/media.js';
import { MOST_ATTACHMENT, type FileStore, type Received } from '#activities/documents/store.js';
import { Problem } from '../errors/problem.js';

/** A file of a multipart request, in the store's waiting place: keep or discard it. */
export interface Uploaded extends Received {
  fileName: string;
}

/** Streams the request's one file to disk and reads the request to its end. Throws Problem and DocumentError; then nothing is left behind. */
export async function receiveUpload(request: FastifyRequest, store: FileStore, most = MOST_ATTACHMENT): Promise<Uploaded> {
  const missing = () => new Problem(400, { code: 'file_missing', message: '请选择一个要上传的文件。', field: 'file' });
  if (!request.isMultipart()) throw missing();
  let uploaded: Uploaded | undefined;
  let fault: unknown;
  try {
    for await (const part of request.parts({ limits: { fileSize: most, files: 1, fields: 0 } })) {
      if (part.type !== 'file') continue;
      // After a fault the rest is still read, so that the browser gets the answer instead of a broken connection.
      await store.receive(part.file, most).then(
        (received) => (uploaded = { ...received, fileName: cleanFileName(asTyped(part.filename)) }),
        (error: unknown) => (fault = error),
      );
    }
  } catch (error) {
    fault ??= error;
  }
  if (fault !== undefined) {
    if (uploaded) await store.discard(uploaded);
    throw fault;
  }
  if (!uploaded || uploaded.size === 0) {
    if (uploaded) await store.discard(uploaded);
    throw missing();
  }
  return uploaded;
}

/** Browsers write the quotation mark and line breaks of a file's name as percent codes (HTML, multipart/form-data encoding). */
function asTyped(fileName: string): string {
  return fileName.replace(/%(22|0D|0A)/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
