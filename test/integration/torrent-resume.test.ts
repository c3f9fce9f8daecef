import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, open, readFile, readdir, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PieceStore } from '../../src/modules/downloads/engine/torrent/piece-store.js';
import type { TorrentSession } from '../../src/modules/downloads/engine/torrent/torrent-session.js';
import type { FakeSeeder } from '../fakes/seeder.js';
import { MIB, PIECE_BYTES, TorrentLab, metadataOf, sha256, until } from '../support/torrent-lab.js';

/** The protocol's own bytes come on top of the payload. */
const withOverhead = (bytes: number) => bytes * 1.05 + 100_000;

const directoriesOf = async (lab: TorrentLab) => ({
  directory: await lab.newDirectory(),
  journalDirectory: await lab.newDirectory(),
});

describe('a torrent that was interrupted', () => {
  let lab: TorrentLab;
  beforeAll(async () => {
    lab = await TorrentLab.open();
  });
  afterEach(() => lab.reset());
  afterAll(() => lab.close());

  const untilHalf = (session: TorrentSession) =>
    until(() => session.snapshot().bytesDone > lab.content.length / 2);
  const verified = (session: TorrentSession) => session.files()[0]?.bytesDone ?? 0;

  async function expectWhole(directory: string): Promise<void> {
    expect(sha256(await readFile(join(directory, 'film.mp4')))).toBe(sha256(lab.content));
  }

  it('continues after a stop with what is there', async () => {
    const seeder = await lab.startSeeder({ uploadLimitBytesPerSecond: 8 * MIB });
    const directory = await lab.newDirectory();
    const first = await lab.download(seeder.infoHash, { directory });
    const { bytes: metadata } = await metadataOf(first);
    await untilHalf(first);
    await first.stop();
    const missing = lab.content.length - verified(first);
    const uploaded = seeder.uploadedBytes();
    expect(missing).toBeGreaterThan(0);

    const second = await lab.download(seeder.infoHash, { directory, metadata });
    await once(second, 'done');
    await expectWhole(directory);
    expect(second.snapshot().bytesReceived).toBeLessThan(withOverhead(missing));
    expect(seeder.uploadedBytes() - uploaded).toBeLessThan(withOverhead(missing) + 2 * PIECE_BYTES);
  });

  it('keeps what a killed process left, except what is damaged', async () => {
    const seeder = await lab.startSeeder({ uploadLimitBytesPerSecond: 8 * MIB });
    const directory = await lab.newDirectory();
    const first = await lab.download(seeder.infoHash, { directory });
    const { bytes: metadata } = await metadataOf(first);
    await untilHalf(first);
    const missing = lab.content.length - verified(first);
    // What is on disk in the middle of a transfer is what a kill -9 leaves.
    const torn = await lab.newDirectory();
    await cp(directory, torn, { recursive: true });
    await first.remove();
    expect(await readdir(lab.root)).not.toContain(basename(directory));
    const handle = await open(join(torn, 'film.mp4'), 'r+');
    await handle.write(randomBytes(100), 0, 100, 10);
    await handle.close();

    const second = await lab.download(seeder.infoHash, { directory: torn, metadata });
    await once(second, 'done');
    await expectWhole(torn);
    expect(second.snapshot().bytesReceived).toBeLessThan(withOverhead(missing + PIECE_BYTES));
  });

  describe('with its journal', () => {
    let reads: number[];
    const read = PieceStore.prototype.read;
    beforeAll(() => {
      PieceStore.prototype.read = function (piece, offset, length) {
        reads.push(piece);
        return read.call(this, piece, offset, length);
      };
    });
    beforeEach(() => (reads = []));
    afterAll(() => {
      PieceStore.prototype.read = read;
    });

    /** Half of the file as a kill -9 leaves it: the journal is copied first, so that it knows less than there is. */
    async function killAtHalf(seeder: FakeSeeder) {
      const { directory, journalDirectory } = await directoriesOf(lab);
      const first = await lab.download(seeder.infoHash, { directory, journalDirectory });
      const { bytes: metadata } = await metadataOf(first);
      await untilHalf(first);
      const journal = await lab.newDirectory();
      const files = await lab.newDirectory();
      const options = { recursive: true, preserveTimestamps: true };
      await cp(journalDirectory, journal, options);
      await cp(directory, files, options);
      await first.remove();
      const lines = await readFile(join(journal, 'pieces.log'), 'latin1');
      const known = lines.match(/^\+/gm)?.length ?? 0;
      const begun = (lines.match(/^~/gm)?.length ?? 0) - known;
      return { metadata, known, begun, directories: { directory: files, journalDirectory: journal } };
    }

    it('looks at nothing again that a killed process had verified, and fetches none of it', async () => {
      const seeder = await lab.startSeeder({ uploadLimitBytesPerSecond: 8 * MIB });
      const { metadata, known, begun, directories } = await killAtHalf(seeder);
      expect(known).toBeGreaterThan(0);
      reads = [];
      const second = await lab.download(seeder.infoHash, { ...directories, metadata });
      await once(second, 'done');
      await expectWhole(directories.directory);
      expect(reads.length).toBeLessThanOrEqual(begun);
      expect(second.snapshot().bytesReceived).toBeLessThan(
        withOverhead(lab.content.length - known * PIECE_BYTES),
      );
    });

    it('looks at what a power cut may have taken', async () => {
      const seeder = await lab.startSeeder({ uploadLimitBytesPerSecond: 8 * MIB });
      const { metadata, known, directories } = await killAtHalf(seeder);
      const path = join(directories.journalDirectory, 'pieces.log');
      const journal = await readFile(path, 'latin1');
      await writeFile(path, journal.replaceAll(/^boot .*$/gm, 'boot another'), 'latin1');
      reads = [];
      const second = await lab.download(seeder.infoHash, { ...directories, metadata });
      await once(second, 'done');
      await expectWhole(directories.directory);
      expect(reads.length).toBeGreaterThanOrEqual(known);
      expect(second.snapshot().bytesReceived).toBeLessThan(
        withOverhead(lab.content.length - known * PIECE_BYTES),
      );
    });

    it('serves other peers after an orderly stop without a look at its files', async () => {
      const seeder = await lab.startSeeder();
      const metadata = await readFile(seeder.torrentPath);
      const directories = await directoriesOf(lab);
      const first = await lab.download(seeder.infoHash, { ...directories, metadata });
      await once(first, 'done');
      await first.stop();
      await seeder.close();
      reads = [];
      const second = await lab.download(seeder.infoHash, { ...directories, metadata });
      await once(second, 'done');
      expect(reads).toEqual([]);
      const third = await lab.download(seeder.infoHash);
      await once(third, 'done');
      expect(second.snapshot().bytesSent).toBeGreaterThan(lab.content.length);
    });

    it('notices a file that was changed or cut meanwhile', async () => {
      const seeder = await lab.startSeeder();
      const metadata = await readFile(seeder.torrentPath);
      const directories = await directoriesOf(lab);
      const first = await lab.download(seeder.infoHash, { ...directories, metadata });
      await once(first, 'done');
      await first.stop();
      const path = join(directories.directory, 'film.mp4');
      await truncate(path, lab.content.length - 2 * PIECE_BYTES);
      const handle = await open(path, 'r+');
      await handle.write(randomBytes(100), 0, 100, 10);
      await handle.close();
      const second = await lab.download(seeder.infoHash, { ...directories, metadata });
      await once(second, 'done');
      await expectWhole(directories.directory);
      expect(second.snapshot().bytesReceived).toBeLessThan(withOverhead(4 * PIECE_BYTES));
    });
  });

  it('is done at once when everything is there, and cuts what is too much', async () => {
    const seeder = await lab.startSeeder();
    const directory = await lab.newDirectory();
    await writeFile(join(directory, 'film.mp4'), Buffer.concat([lab.content, Buffer.from('surplus')]));
    const metadata = await readFile(seeder.torrentPath);
    const session = await lab.download(seeder.infoHash, { directory, metadata });
    await once(session, 'done');
    expect(session.snapshot().bytesReceived).toBeLessThan(PIECE_BYTES);
    await expectWhole(directory);
  });

  it('fails with the reason of the disk when it cannot be stored', async () => {
    const { infoHash } = await lab.startSeeder();
    const directory = await lab.newDirectory();
    await writeFile(join(directory, 'not-a-directory'), '');
    const session = await lab.download(infoHash, { directory: join(directory, 'not-a-directory') });
    const [error] = await once(session, 'error');
    expect(error).toMatchObject({ code: 'DOWNLOAD_STORAGE_FAILED' });
    expect(session.snapshot().state).toBe('failed');
  });
});
