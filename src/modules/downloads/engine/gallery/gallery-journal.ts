import { mkdir, open, readFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ignoring } from '../../../../common/errors/error-code.js';

const FILE_NAME = 'gallery.journal';

const Entry = z.discriminatedUnion('type', [
  /** A file that is to be fetched. */
  z.object({
    type: z.literal('file'),
    index: z.number().int().nonnegative(),
    url: z.string(),
    name: z.string(),
    isDirect: z.boolean(),
  }),
  /** It is whole and on disk. */
  z.object({
    type: z.literal('done'),
    index: z.number().int().nonnegative(),
    sizeBytes: z.number().int().nonnegative(),
    sha256: z.string().nullable(),
  }),
  /** It turned out to be none that is wanted. */
  z.object({ type: z.literal('unwanted'), index: z.number().int().nonnegative() }),
  /** A link that was looked at, and left out or taken in the shape of another. */
  z.object({ type: z.literal('seen'), url: z.string() }),
  /** Every page was read and every link decided about. */
  z.object({ type: z.literal('crawled'), title: z.string().nullable() }),
]);
export type JournalEntry = z.infer<typeof Entry>;

/** What a gallery has found and fetched, a line of JSON each: added to, never changed. */
export class GalleryJournal {
  private tail: Promise<unknown> = Promise.resolve();

  private constructor(private readonly handle: FileHandle) {}

  /** Opens or begins it. Lines that a crash cut short are left out. */
  static async open(directory: string): Promise<{ journal: GalleryJournal; entries: JournalEntry[] }> {
    await mkdir(directory, { recursive: true });
    const path = join(directory, FILE_NAME);
    const text = (await ignoring(['ENOENT'], () => readFile(path, 'utf8'))) ?? '';
    const handle = await open(path, 'a', 0o600);
    if (text !== '' && !text.endsWith('\n')) await handle.write('\n');
    return { journal: new GalleryJournal(handle), entries: text.split('\n').flatMap(readEntry) };
  }

  /** Resolves when the lines survive kill -9. */
  add(...entries: readonly JournalEntry[]): Promise<void> {
    const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    return this.inTurn(() => this.handle.appendFile(lines));
  }

  /** Resolves when everything so far also survives a power cut. */
  sync(): Promise<void> {
    return this.inTurn(() => this.handle.datasync());
  }

  async close(): Promise<void> {
    await this.tail;
    await this.handle.close();
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.tail.then(work);
    // Whoever asked hears of a failure; the next in line goes on.
    this.tail = turn.catch(() => undefined);
    return turn;
  }
}

function readEntry(line: string): JournalEntry[] {
  try {
    const value: unknown = JSON.parse(line);
    const entry = Entry.safeParse(value);
    return entry.success ? [entry.data] : [];
  } catch {
    return []; // cut short by a crash: it counts as not written
  }
}
