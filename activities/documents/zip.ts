import { inflateRawSync } from 'node:zlib';

/** An entry as the central directory declares it; nothing is decompressed to learn this. */
export interface ZipEntry {
  name: string;
  /** Bytes, as stored and as declared. */
  compressed: number;
  size: number;
  method: number;
  encrypted: boolean;
  /** Of the local header. */
  offset: number;
}

/** A zip that breaks the format. */
export class ZipError extends Error {}

export type Read = (offset: number, length: number) => Buffer;

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const MOST_DIRECTORY = 1_000_000;

/** The central directory of a zip of `size` bytes. Zip64, split archives and directories beyond 1 MB are refused. Throws ZipError. */
export function readDirectory(size: number, read: Read): ZipEntry[] {
  const tail = read(Math.max(0, size - 65_557), Math.min(size, 65_557));
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (at < 0 || tail.length < at + 22 || tail.readUInt32LE(at) !== END) throw new ZipError('no end of central directory');
  const count = tail.readUInt16LE(at + 10);
  const length = tail.readUInt32LE(at + 12);
  const start = tail.readUInt32LE(at + 16);
  if (tail.readUInt16LE(at + 4) !== 0 || count === 0xffff || start + length > size || length > MOST_DIRECTORY)
    throw new ZipError('unusable central directory');
  const directory = read(start, length);
  const entries: ZipEntry[] = [];
  for (let position = 0; entries.length < count;) {
    if (position + 46 > length || directory.readUInt32LE(position) !== CENTRAL) throw new ZipError('broken central directory');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => directory.readUInt16LE(position + field)) as [
      number,
      number,
      number,
    ];
    entries.push({
      name: directory.toString('utf8', position + 46, position + 46 + nameLength),
      compressed: directory.readUInt32LE(position + 20),
      size: directory.readUInt32LE(position + 24),
      method: directory.readUInt16LE(position + 10),
      encrypted: (directory.readUInt16LE(position + 8) & 1) === 1,
      offset: directory.readUInt32LE(position + 42),
    });
    position += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** Where the entry's bytes begin and end in the file. */
export function extentOf(entry: ZipEntry, read: Read): { start: number; end: number } {
  const header = read(entry.offset, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== LOCAL) throw new ZipError('broken local header');
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  return { start, end: start + entry.compressed };
}

/** The entry's content, never more than it declares. Throws ZipError when it lies. */
export function inflate(entry: ZipEntry, read: Read): Buffer {
  const { start } = extentOf(entry, read);
  const stored = read(start, entry.compressed);
  if (entry.method === 0) return stored;
  if (entry.method !== 8) throw new ZipError('unknown compression');
  try {
    const content = inflateRawSync(stored, { maxOutputLength: Math.max(1, entry.size) });
    if (content.length === entry.size) return content;
  } catch {
    // Longer than declared, or no deflate stream.
  }
  throw new ZipError('content differs from its declaration');
}

/** Reads from bytes in memory. */
export const reader =
  (bytes: Buffer): Read =>
  (offset, length) =>
    bytes.subarray(offset, offset + length);
