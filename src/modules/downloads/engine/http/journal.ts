import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { ignoring } from '../../../../common/errors/error-code.js';
import type { Segment, SegmentRecord } from './segment-plan.js';
import { syncDirectory } from './sync-directory.js';

const FILE_NAME = 'http.journal';
const HEADER_BYTES = 32 * 1024;
const RECORD_BYTES = 40;
const PREAMBLE_BYTES = 8;

const Header = z.object({
  version: z.literal(1),
  url: z.string(),
  name: z.string(),
  total: z.number().int().nonnegative(),
  /** Null for a file that can't be continued; such a journal is written only once it is complete. */
  validator: z.object({ kind: z.enum(['etag', 'date']), value: z.string() }).nullable(),
  isRanged: z.boolean(),
  bootId: z.string(),
  /** The file that it is about: another one of the same name is not it. */
  inode: z.string(),
  /** Set when every byte is there and verified. */
  sha256: z.string().nullable(),
});
export type JournalHeader = z.infer<typeof Header>;

/** What a journal says, after a crash or a stop. */
export interface JournalState {
  readonly header: JournalHeader;
  readonly records: readonly SegmentRecord[];
}

/**
 * What of a file is stored, on disk: a header and one small record for each segment, written again in place as the segment grows.
 * A record says how far its segment is written and how far it is synced: the first holds while the machine stays up, the
 * second also after a power cut.
 */
export class Journal {
  private readonly synced = new Map<number, number>();
  private tail: Promise<unknown> = Promise.resolve();

  private constructor(private readonly handle: FileHandle) {}

  /** Null when there is none, or none that can be read: then nothing is known. `bootId` is that of now. */
  static async read(directory: string, bootId: string): Promise<JournalState | null> {
    const bytes = await ignoring(['ENOENT'], () => readFile(join(directory, FILE_NAME)));
    const header = bytes && readHeader(bytes);
    if (!header) return null;
    return { header, records: readRecords(bytes, header.bootId === bootId) };
  }

  /** Replaces whatever journal there was. */
  static async create(
    directory: string,
    header: JournalHeader,
    segments: readonly Segment[],
  ): Promise<Journal> {
    await mkdir(directory, { recursive: true });
    const path = join(directory, FILE_NAME);
    const handle = await open(`${path}.new`, 'w+');
    try {
      const journal = new Journal(handle);
      await handle.write(headerBlock(header), 0, HEADER_BYTES, 0);
      for (const segment of segments) await journal.write(segment);
      await handle.sync();
      await rename(`${path}.new`, path);
      await syncDirectory(directory);
      return journal;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  static async remove(directory: string): Promise<void> {
    await rm(join(directory, FILE_NAME), { force: true });
  }

  /** Notes how far the segments are stored, in this order. */
  save(...segments: readonly Segment[]): Promise<void> {
    return this.inTurn(async () => {
      for (const segment of segments) await this.write(segment);
    });
  }

  /** Makes what is stored durable: first the file by `syncFile`, then what is said about it. */
  async sync(segments: readonly Segment[], syncFile: () => Promise<void>): Promise<void> {
    const stored = segments.map((segment) => [segment, segment.position] as const);
    await syncFile();
    await this.inTurn(async () => {
      for (const [segment, position] of stored) {
        this.synced.set(segment.slot, position);
        await this.write(segment);
      }
      await this.handle.datasync();
    });
  }

  async close(): Promise<void> {
    await this.tail;
    await this.handle.close();
  }

  /** One after the other, so that an older record never overwrites a newer one. */
  private inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.tail.then(work);
    // Whoever asked hears of a failure; the next in line goes on.
    this.tail = turn.catch(() => undefined);
    return turn;
  }

  private async write(segment: Segment): Promise<void> {
    const record = Buffer.alloc(RECORD_BYTES);
    const synced = this.synced.get(segment.slot) ?? segment.start;
    for (const [index, value] of [segment.start, segment.end, segment.position, synced].entries())
      record.writeBigUInt64BE(BigInt(value), index * 8);
    record.writeUInt32BE(crc32(record.subarray(0, 32)), 32);
    await this.handle.write(record, 0, RECORD_BYTES, HEADER_BYTES + segment.slot * RECORD_BYTES);
  }
}

function headerBlock(header: JournalHeader): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const block = Buffer.alloc(HEADER_BYTES);
  if (json.length > HEADER_BYTES - PREAMBLE_BYTES)
    throw new RangeError('The header of a journal is too long');
  block.writeUInt32BE(json.length, 0);
  block.writeUInt32BE(crc32(json), 4);
  json.copy(block, PREAMBLE_BYTES);
  return block;
}

function readHeader(bytes: Buffer): JournalHeader | null {
  if (bytes.length < HEADER_BYTES) return null;
  const json = bytes.subarray(PREAMBLE_BYTES, PREAMBLE_BYTES + bytes.readUInt32BE(0));
  if (crc32(json) !== bytes.readUInt32BE(4)) return null;
  return Header.safeParse(JSON.parse(json.toString('utf8'))).data ?? null;
}

function readRecords(bytes: Buffer, isSameBoot: boolean): SegmentRecord[] {
  const records: SegmentRecord[] = [];
  for (let at = HEADER_BYTES; at + RECORD_BYTES <= bytes.length; at += RECORD_BYTES) {
    const record = bytes.subarray(at, at + RECORD_BYTES);
    // What was cut short by a power failure counts as not stored.
    if (crc32(record.subarray(0, 32)) !== record.readUInt32BE(32)) continue;
    const [start = 0, end = 0, stored = 0, synced = 0] = [0, 8, 16, 24].map((offset) =>
      Number(record.readBigUInt64BE(offset)),
    );
    records.push({ start, end, position: isSameBoot ? stored : synced });
  }
  return records;
}
