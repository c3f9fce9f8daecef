import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AddressRanges } from './address-ranges.js';
import { readBlocklistLine } from './blocklist-line.js';
import type { BlockedRange } from './blocklist-line.js';

const LOOK_EVERY_MS = 60_000;
const MAX_RANGES = 5_000_000;
const MAX_LINE = 10_000;

/** Addresses that no torrent may have to do with. */
export interface PeerBlocklist {
  contains(address: string): boolean;
  /** Calls back whenever other addresses are blocked. */
  onChange(listener: () => void): void;
}

export const NO_BLOCKLIST: PeerBlocklist = { contains: () => false, onChange: () => undefined };

/** A blocklist in a file (P2P, DAT or CIDR lines; may be gzipped), read again when the file changes. */
export class BlocklistFile implements PeerBlocklist {
  private readonly listeners: (() => void)[] = [];
  private timer: NodeJS.Timeout | null = null;

  private constructor(
    private readonly path: string,
    private readonly onWarning: (error: Error) => void,
    private ranges: AddressRanges,
    private version: string,
  ) {}

  /** Rejects when the file can't be read or has no range in it. */
  static async open(path: string, onWarning: (error: Error) => void): Promise<BlocklistFile> {
    const version = await versionOf(path);
    const list = new BlocklistFile(path, onWarning, await readRanges(path), version);
    list.timer = setInterval(() => void list.reload(), LOOK_EVERY_MS).unref();
    return list;
  }

  get size(): number {
    return this.ranges.size;
  }

  contains(address: string): boolean {
    return this.ranges.contains(address);
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Reads the file when it has changed; keeps the list that it has when the new one is no good. */
  async reload(): Promise<void> {
    try {
      const version = await versionOf(this.path);
      if (version === this.version) return;
      this.ranges = await readRanges(this.path);
      this.version = version;
    } catch (error) {
      this.onWarning(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    for (const listener of this.listeners) listener();
  }

  close(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }
}

async function versionOf(path: string): Promise<string> {
  const { size, mtimeMs, ino } = await stat(path);
  return `${ino}/${size}/${mtimeMs}`;
}

async function readRanges(path: string): Promise<AddressRanges> {
  const ranges: BlockedRange[] = [];
  for await (const line of linesOf(path, await isGzipped(path))) {
    const range = readBlocklistLine(line);
    if (range !== null) ranges.push(range);
    if (ranges.length > MAX_RANGES) throw new Error(`The blocklist has more than ${MAX_RANGES} ranges`);
  }
  if (ranges.length === 0) throw new Error('The blocklist has no range of addresses in it');
  return new AddressRanges(ranges);
}

async function* linesOf(path: string, isPacked: boolean): AsyncGenerator<string> {
  const file = createReadStream(path);
  const bytes: Readable = isPacked ? pipeline(file, createGunzip(), () => undefined) : file;
  let rest = '';
  for await (const chunk of bytes.setEncoding('latin1')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = (lines.pop() ?? '').slice(-MAX_LINE);
    yield* lines;
  }
  yield rest;
}

async function isGzipped(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.readUInt16BE(0) === 0x1f8b;
  } finally {
    await handle.close();
  }
}
