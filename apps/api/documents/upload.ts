import type { FastifyRequest } from 'fastify';
import '@fastify/multipart';
import { cleanFileName } from '#activities/documents/media.js';
import { MOST_ATTACHMENT, type FileStore, type Received } from '#activities/documents/store.js';
import { Problem } from '../errors/problem.js';

/** A file of a multipart request, in the store's waiting place: keep or discard it. */
export interface Uploaded extends Received {
  fileName: string;
}

export interface UploadLimits {
  /** Bytes a file. */
  most: number;
  files: number;
  /** Fields beside the files, none of them longer than `fieldSize` bytes. */
  fields: number;
  fieldSize?: number;
}

/** Streams the request's one file to disk and reads the request to its end. Throws Problem and DocumentError; then nothing is left behind. */
export async function receiveUpload(request: FastifyRequest, store: FileStore, most = MOST_ATTACHMENT): Promise<Uploaded> {
  const missing = () => new Problem(400, { code: 'file_missing', message: '请选择一个要上传的文件。', field: 'file' });
  if (!request.isMultipart()) throw missing();
  const { files } = await receiveParts(request, store, { most, files: 1, fields: 0 });
  const [uploaded] = files;
  if (!uploaded || uploaded.size === 0) {
    if (uploaded) await store.discard(uploaded);
    throw missing();
  }
  return uploaded;
}

/** As `receiveUpload`, of several files and the fields sent before them. */
export async function receiveParts(
  request: FastifyRequest,
  store: FileStore,
  { most, ...limits }: UploadLimits,
): Promise<{ files: Uploaded[]; fields: Record<string, string> }> {
  const files: Uploaded[] = [];
  const fields: Record<string, string> = {};
  let fault: unknown;
  try {
    for await (const part of request.parts({ limits: { fileSize: most, ...limits } })) {
      if (part.type !== 'file') {
        fields[part.fieldname] = String(part.value);
        continue;
      }
      // After a fault the rest is still read, so that the browser gets the answer instead of a broken connection.
      await store.receive(part.file, most).then(
        (received) => files.push({ ...received, fileName: cleanFileName(asTyped(part.filename)) }),
        (error: unknown) => (fault = error),
      );
    }
  } catch (error) {
    fault ??= error;
  }
  if (fault !== undefined) {
    await discardAll(store, files);
    throw fault;
  }
  return { files, fields };
}

export async function discardAll(store: FileStore, files: Uploaded[]): Promise<void> {
  for (const file of files) await store.discard(file);
}

/** Browsers write the quotation mark and line breaks of a file's name as percent codes (HTML, multipart/form-data encoding). */
function asTyped(fileName: string): string {
  return fileName.replace(/%(22|0D|0A)/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
