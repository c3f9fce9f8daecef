import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { NO_LIMITS } from '../../src/modules/downloads/engine/download-source.js';
import type { PeerBlocklist } from '../../src/modules/downloads/engine/torrent/peer-blocklist.js';
import {
  readTorrentFile,
  writeTorrentFile,
} from '../../src/modules/downloads/engine/torrent/torrent-files.js';
import { MIB, PIECE_BYTES, TorrentLab, metadataOf, sha256, until } from '../support/torrent-lab.js';

/** The protocol's own bytes come on top of the payload. */
const withOverhead = (bytes: number) => bytes * 1.05 + 100_000;

describe('the limits of a torrent', () => {
  let lab: TorrentLab;
  let folder: string;
  const contents = new Map([
    ['set/a.mkv', randomBytes(4 * MIB + 123)],
    ['set/b.srt', randomBytes(1000)],
    ['set/c.mkv', randomBytes(6 * MIB + 77)],
  ]);

  beforeAll(async () => {
    lab = await TorrentLab.open();
    folder = join(lab.root, 'set');
    await mkdir(folder);
    for (const [path, bytes] of contents) await writeFile(join(lab.root, path), bytes);
  });
  afterEach(() => lab.reset());
  afterAll(() => lab.close());

  const sizeOf = (path: string) => contents.get(path)?.length ?? 0;

  async function expectFile(directory: string, path: string): Promise<void> {
    expect(sha256(await readFile(join(directory, path)))).toBe(sha256(contents.get(path) ?? Buffer.alloc(0)));
  }

  it('fetches the wanted files, and nothing else but the edges of their pieces', async () => {
    const seeder = await lab.startSeeder({ file: folder });
    const metadata = await readFile(seeder.torrentPath);
    const index = readTorrentFile(metadata).files.findIndex(({ path }) => path.at(-1) === 'a.mkv');
    const directory = await lab.newDirectory();
    const limits = { ...NO_LIMITS, wantedFiles: [index] };
    const session = await lab.download(seeder.infoHash, { directory, metadata, limits });
    await once(session, 'done');

    await expectFile(directory, 'set/a.mkv');
    const size = sizeOf('set/a.mkv');
    expect(session.snapshot()).toMatchObject({
      state: 'done',
      bytesDone: size,
      totalBytes: size,
      filesDone: 1,
    });
    expect(session.snapshot().bytesReceived).toBeLessThan(withOverhead(size + 2 * PIECE_BYTES));
    expect(session.files().filter(({ isWanted }) => isWanted)).toMatchObject([{ path: 'set/a.mkv' }]);
  });

  it('fetches more when more is wanted while it runs', async () => {
    const seeder = await lab.startSeeder({ file: folder, uploadLimitBytesPerSecond: 4 * MIB });
    const directory = await lab.newDirectory();
    const metadata = await readFile(seeder.torrentPath);
    const wantedFiles = readTorrentFile(metadata).files.flatMap(({ path }, i) =>
      path.at(-1) === 'c.mkv' ? i : [],
    );
    const limits = { ...NO_LIMITS, wantedFiles };
    const session = await lab.download(seeder.infoHash, { directory, metadata, limits });
    await until(() => session.snapshot().bytesDone > MIB);
    session.setLimits(NO_LIMITS);
    expect(session.snapshot().totalBytes).toBe(
      [...contents.values()].reduce((sum, { length }) => sum + length, 0),
    );
    await once(session, 'done');
    for (const path of contents.keys()) await expectFile(directory, path);
  });

  it('comes in the order of the file when that is asked for', async () => {
    const { infoHash } = await lab.startSeeder();
    const session = await lab.download(infoHash, { limits: { ...NO_LIMITS, isSequential: true } });
    const [, pieces] = await Promise.all([once(session, 'done'), verifiedPieces(session)]);
    expect(latePieces(pieces)).toEqual([]);
  });

  it('comes from everywhere when it is not', async () => {
    const { infoHash } = await lab.startSeeder();
    const session = await lab.download(infoHash);
    const [, pieces] = await Promise.all([once(session, 'done'), verifiedPieces(session)]);
    expect(latePieces(pieces).length).toBeGreaterThan(0);
  });

  /** Those long after their turn. The first to come is the last of the torrent: the client tries out a new peer with it. */
  const latePieces = ([, ...pieces]: number[]) =>
    pieces.filter((piece, i) => piece < Math.max(...pieces.slice(0, i)) - 20);

  /** In the order of their arrival. */
  async function verifiedPieces(session: Awaited<ReturnType<TorrentLab['download']>>): Promise<number[]> {
    const order: number[] = [];
    const seen = new Set<number>();
    const count = Math.ceil(lab.content.length / PIECE_BYTES);
    await until(() => {
      for (let piece = 0; piece < count; piece++) {
        if (seen.has(piece) || !session.hasPiece(piece)) continue;
        seen.add(piece);
        order.push(piece);
      }
      return seen.size === count;
    });
    return order;
  }

  it('keeps below its own speed, and obeys another at once', async () => {
    const { infoHash } = await lab.startSeeder();
    const session = await lab.download(infoHash, { limits: { ...NO_LIMITS, downloadLimit: MIB } });
    await metadataOf(session);
    const startedAt = performance.now();
    await until(() => session.snapshot().bytesDone > 2 * MIB);
    const seconds = (performance.now() - startedAt) / 1000;
    // However slow the machine is: never more than the limit and one burst.
    expect(session.snapshot().bytesReceived).toBeLessThan(withOverhead(MIB * (seconds + 1)));
    session.setLimits({ ...NO_LIMITS, downloadLimit: 0 });
    await until(() => session.snapshot().speedBytesPerSecond === 0);
    const held = session.snapshot().bytesDone;
    expect(held).toBeLessThan(lab.content.length);
    session.setLimits(NO_LIMITS);
    await once(session, 'done');
  });

  it('gives no more than its own limit to peers', async () => {
    const seeder = await lab.startSeeder();
    const first = await lab.download(seeder.infoHash, { limits: { ...NO_LIMITS, uploadLimit: MIB } });
    await once(first, 'done');
    await seeder.close();
    const second = await lab.download(seeder.infoHash);
    await metadataOf(second);
    const startedAt = performance.now();
    await until(() => second.snapshot().bytesDone > 2 * MIB);
    const seconds = (performance.now() - startedAt) / 1000;
    expect(first.snapshot().bytesSent).toBeLessThan(withOverhead(MIB * (seconds + 1)));
    first.setLimits(NO_LIMITS);
    await once(second, 'done');
  });

  it('obeys the limits of all torrents together', async () => {
    const { infoHash } = await lab.startSeeder();
    const engine = await lab.startEngine();
    engine.setSpeedLimits({ download: 0, upload: null });
    const session = await lab.download(infoHash, { engine, metadata: null });
    await until(() => session.snapshot().peers.length > 0 || lab.tracker.swarm(infoHash).leechers > 0);
    expect(session.snapshot().bytesDone).toBe(0);
    engine.setSpeedLimits({ download: null, upload: null });
    await once(session, 'done');
  });

  it('has nothing to do with blocked peers, whoever connects', async () => {
    const blocked = new Set<string>();
    const changed: (() => void)[] = [];
    const blocklist: PeerBlocklist = {
      contains: (address) => blocked.has(address.replace('::ffff:', '')),
      onChange: (listener) => void changed.push(listener),
    };
    const seeder = await lab.startSeeder({ uploadLimitBytesPerSecond: MIB });
    const session = await lab.download(seeder.infoHash, { engine: await lab.startEngine({ blocklist }) });
    await until(() => session.snapshot().peers.length > 0 && session.snapshot().bytesDone > 0);
    blocked.add('127.0.0.1');
    for (const listener of changed) listener();
    await until(() => session.snapshot().peers.length === 0);

    // It comes by itself, as the tracker names us to it.
    const incoming = await lab.download(seeder.infoHash);
    await until(() => incoming.snapshot().bytesDone > MIB);
    expect(session.snapshot().peers).toEqual([]);
  });

  describe('with web seeds', () => {
    async function serveFiles(damage = false): Promise<{ url: string; ranges: string[] }> {
      const ranges: string[] = [];
      const server = createServer((request, response) => {
        const { range = '' } = request.headers;
        ranges.push(`${request.url} ${range}`);
        const bytes = contents.get(decodeURIComponent(request.url ?? '').slice(1));
        const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
        if (!bytes) return void response.writeHead(404).end();
        const part = Buffer.from(bytes.subarray(Number(start), Number(end) + 1));
        if (damage) part.fill(0);
        response.writeHead(206, { 'content-range': `bytes ${start}-${end}/${bytes.length}` }).end(part);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      lab.onReset(() => new Promise((resolve) => server.close(resolve)));
      return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, ranges };
    }

    async function withWebSeeds(...urls: string[]): Promise<{ infoHash: string; metadata: Buffer }> {
      const seeder = await lab.startSeeder({ file: folder });
      const { infoBytes } = readTorrentFile(await readFile(seeder.torrentPath));
      await seeder.close();
      return { infoHash: seeder.infoHash, metadata: writeTorrentFile(infoBytes, [], urls) };
    }

    it('comes from a web server alone, file by file', async () => {
      const { url, ranges } = await serveFiles();
      const { infoHash, metadata } = await withWebSeeds(url);
      const directory = await lab.newDirectory();
      const session = await lab.download(infoHash, { directory, metadata });
      await once(session, 'done');
      for (const path of contents.keys()) await expectFile(directory, path);
      expect(new Set(ranges.map((line) => line.split(' ')[0]))).toEqual(
        new Set(['/set/a.mkv', '/set/b.srt', '/set/c.mkv']),
      );
    });

    it('takes nothing wrong from one that lies', async () => {
      const liar = await serveFiles(true);
      const { url } = await serveFiles();
      const { infoHash, metadata } = await withWebSeeds(liar.url, url);
      const directory = await lab.newDirectory();
      const session = await lab.download(infoHash, { directory, metadata });
      await once(session, 'done');
      for (const path of contents.keys()) await expectFile(directory, path);
      expect((await stat(join(directory, 'set/a.mkv'))).size).toBe(sizeOf('set/a.mkv'));
    });
  });
});
