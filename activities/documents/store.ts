import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { DocumentError } from './error.js';

/** 附件 ≤ 50 MB (6.12). */
export const MOST_ATTACHMENT = 50 * 1024 * 1024;

/** A file that has arrived and is not kept yet. */
export interface Received {
  path: string;
  size: number;
  sha256: string;
}

/** Content-addressed files in a folder: the name of a file is the SHA-256 of its bytes, two levels deep. */
export class FileStore {
  constructor(private readonly folder: string) {}

  /** Streams to a temporary file, hashing. What is larger leaves nothing behind: DocumentError 'too_large'. The stream is always read to its end. */
  async receive(stream: Readable, most = MOST_ATTACHMENT): Promise<Received> {
    const path = join(this.folder, 'incoming', randomUUID());
    await mkdir(dirname(path), { recursive: true });
    const hash = createHash('sha256');
    let size = 0;
    const file = await open(path, 'wx');
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > most) continue;
        hash.update(chunk);
        await file.write(chunk);
      }
      if (size > most || (stream as { truncated?: boolean }).truncated)
        throw new DocumentError('too_large', `单个附件不得超过${Math.floor(most / 1024 / 1024)}MB，请压缩或拆分后再上传。`);
      await file.sync();
    } catch (fault) {
      await file.close();
      await rm(path, { force: true });
      throw fault;
    }
    await file.close();
    return { path, size, sha256: hash.digest('hex') };
  }

  /** Gives the file its place; the same bytes are kept once. */
  async keep(received: Received): Promise<void> {
    const place = this.place(received.sha256);
    await mkdir(dirname(place), { recursive: true });
    await rename(received.path, place);
  }

  async discard(received: Received): Promise<void> {
    await rm(received.path, { force: true });
  }

  read(sha256: string): Readable {
    return createReadStream(this.place(sha256));
  }

  private place(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a content address');
    return join(this.folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }
}
