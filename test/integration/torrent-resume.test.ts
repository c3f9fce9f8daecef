import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, open, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { TorrentSession } from '../../src/modules/downloads/engine/torrent/torrent-session.js';
import { MIB, PIECE_BYTES, TorrentLab, metadataOf, sha256, until } from '../support/torrent-lab.js';

/** The protocol's own bytes come on top of the payload. */
const withOverhead = (bytes: number) => bytes * 1.05 + 100_000;

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
