import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import WebTorrent from 'webtorrent';
import { TorrentLab, metadataOf, sha256, until } from '../support/torrent-lab.js';

const SOME_HASH = '0123456789abcdef0123456789abcdef01234567';

describe('a torrent from its magnet link', () => {
  let lab: TorrentLab;
  beforeAll(async () => {
    lab = await TorrentLab.open();
  });
  afterEach(() => lab.reset());
  afterAll(() => lab.close());

  it('arrives whole, reports itself, and tells the tracker', async () => {
    const { infoHash } = await lab.startSeeder();
    const directory = await lab.newDirectory();
    const session = await lab.download(infoHash, { directory });
    expect(session.snapshot()).toMatchObject({ state: 'metadata', bytesDone: 0, totalBytes: null });

    const size = lab.content.length;
    expect(await metadataOf(session)).toMatchObject({ name: 'film.mp4', totalBytes: size });
    await once(session, 'done');

    expect(sha256(await readFile(join(directory, 'film.mp4')))).toBe(sha256(lab.content));
    expect(session.files()).toEqual([
      { index: 0, path: 'film.mp4', sizeBytes: size, bytesDone: size, isWanted: true },
    ]);
    const snapshot = session.snapshot();
    expect(snapshot).toMatchObject({ state: 'done', bytesDone: size, seeders: 1, leechers: 0 });
    expect(snapshot.peers).toMatchObject([
      { address: expect.stringMatching(/127\.0\.0\.1:\d+$/), isSeeder: true },
    ]);
    await until(() => lab.tracker.swarm(infoHash).seeders === 2);
    await session.stop();
    expect(session.snapshot()).toMatchObject({ state: 'done', bytesDone: size, peers: [] });
    expect(lab.tracker.swarm(infoHash).seeders).toBe(1);
  });

  it.each(['off', 'preferred', 'required'] as const)(
    'comes from a peer whose encryption is %s',
    async (encryption) => {
      const { infoHash } = await lab.startSeeder({ encryption });
      const session = await lab.download(infoHash);
      await once(session, 'done');
      expect(session.snapshot().bytesDone).toBe(lab.content.length);
    },
  );

  it('is handed on to other peers, metadata and pieces', async () => {
    const seeder = await lab.startSeeder();
    const first = await lab.download(seeder.infoHash);
    await once(first, 'done');
    await seeder.close();
    const second = await lab.download(seeder.infoHash);
    await once(second, 'done');
    expect(first.snapshot().bytesSent).toBeGreaterThan(lab.content.length);
  });

  it('is not opened twice, and can be opened again after it was stopped', async () => {
    const engine = await lab.startEngine();
    const session = await lab.download(SOME_HASH, { engine });
    const again = lab.download(SOME_HASH, { engine });
    await expect(again).rejects.toMatchObject({ code: 'DOWNLOAD_ALREADY_OPEN' });
    await session.stop();
    await session.stop();
    expect(session.snapshot().state).toBe('stopped');
    await lab.download(SOME_HASH, { engine });
  });

  it('is refused with metadata of another torrent', async () => {
    const { torrentPath } = await lab.startSeeder();
    const metadata = await readFile(torrentPath);
    await expect(lab.download(SOME_HASH, { metadata })).rejects.toMatchObject({ code: 'TORRENT_REFUSED' });
  });

  it('does not announce to a tracker that the policy refuses', async () => {
    const announced: string[] = [];
    const engine = await lab.startEngine({
      trackerPolicy: (url) => Promise.resolve(!url.includes('127.0.0.1')),
      fetchTracker: (url) => Promise.reject(new Error(String(announced.push(url)))),
    });
    const source = `${lab.magnet(SOME_HASH)}&tr=http%3A%2F%2Fallowed.test%2Fannounce`;
    await engine.open(await lab.task('a', source));
    await until(() => announced.length > 0);
    expect(announced[0]).toMatch(/^http:\/\/allowed\.test\/announce\?info_hash=%01%23%45/);
    expect(announced).toHaveLength(1);
  });

  it('connects to no peer that the policy refuses', async () => {
    const seeder = await lab.startSeeder();
    const asked: string[] = [];
    const engine = await lab.startEngine({ peerPolicy: (address) => asked.push(address) < 0 });
    const session = await lab.download(seeder.infoHash, { engine });
    await until(() => asked.length > 0);
    expect(asked[0]).toBe('127.0.0.1');
    expect(session.snapshot().peers).toEqual([]);
  });

  it('leaves public ways of finding peers when it turns out to be private', async () => {
    const extensions: string[][] = [];
    const { infoHash } = await seedPrivately((names) => extensions.push(names));
    const engine = await lab.startEngine({ pex: true });
    const session = await lab.download(infoHash, { engine });
    await once(session, 'done');
    expect(extensions[0]).toContain('ut_pex');
    expect(extensions.at(-1)).not.toContain('ut_pex');
  });

  /** Reports the names of the extensions that each peer offers. */
  async function seedPrivately(onPeer: (extensions: string[]) => void): Promise<{ infoHash: string }> {
    const client = new WebTorrent({
      torrentPort: { port: 0, host: '127.0.0.1' },
      dht: false,
      lsd: false,
      natUpnp: false,
      natPmp: false,
      utp: false,
    });
    lab.onReset(() => new Promise<void>((resolve) => client.destroy(() => resolve())));
    const torrent = client.seed(lab.file, { announceList: [[lab.tracker.url]], private: true });
    torrent.on('wire', (wire) => {
      wire.on('extended', (kind: unknown, handshake: { m?: object }) => {
        if (kind === 'handshake') onPeer(Object.keys(handshake.m ?? {}));
      });
    });
    await once(torrent, 'trackerAnnounce');
    return torrent;
  }

  it('is not opened any more once the engine is closed', async () => {
    const engine = await lab.startEngine();
    await engine.close();
    await engine.close();
    await expect(lab.download(SOME_HASH, { engine })).rejects.toMatchObject({ code: 'DOWNLOAD_STOPPED' });
  });

  it('cannot start where the port is taken', async () => {
    const engine = await lab.startEngine();
    await expect(lab.startEngine({ listenPort: await engine.port() })).rejects.toMatchObject({
      details: { reason: 'EADDRINUSE' },
    });
  });
});
