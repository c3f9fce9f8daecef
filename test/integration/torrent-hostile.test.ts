import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostilePeer } from '../fakes/hostile-peer.js';
import { message, metadataOffer, metadataPiece, startHostilePeer } from '../fakes/hostile-peer.js';
import { TorrentLab, sha256, until } from '../support/torrent-lab.js';

/** The number that this engine gives to its metadata extension. */
const UT_METADATA = 1;

const hashOf = (info: string) => createHash('sha1').update(info, 'latin1').digest('hex');
const infoOf = (files: string) =>
  `d5:filesl${files}e4:name4:film12:piece lengthi16384e6:pieces20:${'a'.repeat(20)}e`;

describe('hostile peers', () => {
  let lab: TorrentLab;
  beforeAll(async () => {
    lab = await TorrentLab.open();
  });
  afterEach(() => lab.reset());
  afterAll(() => lab.close());

  async function hostilePeer(infoHash: string, messages: Buffer[]): Promise<HostilePeer> {
    const peer = await startHostilePeer(infoHash, messages);
    lab.onReset(() => peer.close());
    return peer;
  }

  /** An engine whose tracker knows these peers and nobody else. */
  function engineKnowing(...ports: number[]) {
    const peers = ports.map((port) => `\x7f\0\0\x01${String.fromCharCode(port >> 8, port & 255)}`).join('');
    const answer = Buffer.from(`d8:intervali900e5:peers${peers.length}:${peers}e`, 'latin1');
    return lab.startEngine({ fetchTracker: () => Promise.resolve(answer) });
  }

  it.each<[string, string, string]>([
    [
      'leads out of the directory',
      infoOf('d6:lengthi9e4:pathl2:..2:..4:evilee'),
      'a file name is unsafe (dots)',
    ],
    [
      'names an absolute path',
      infoOf('d6:lengthi9e4:pathl11:/etc/passwdee'),
      'a file name is unsafe (separator)',
    ],
    [
      'has too few hashes',
      infoOf('d6:lengthi99999e4:pathl1:aee'),
      'its number of pieces does not match its size',
    ],
    ['cannot be decoded', 'this is not bencoded', 'its description cannot be read'],
    ['is nested without end', 'l'.repeat(10_000), 'its description cannot be read'],
  ])('refuses a torrent that %s, before anything is written', async (_, info, reason) => {
    const infoHash = hashOf(info);
    const size = info.length;
    const peer = await hostilePeer(infoHash, [
      metadataOffer(size),
      metadataPiece(UT_METADATA, 0, size, info),
    ]);
    const directory = await lab.newDirectory();
    const session = await lab.download(infoHash, { engine: await engineKnowing(peer.port), directory });
    const [error] = await once(session, 'error');
    expect(error).toMatchObject({ code: 'TORRENT_REFUSED', details: { reason } });
    expect(session.snapshot().state).toBe('failed');
    await session.stop();
    expect(await readdir(directory)).toEqual([]);
  });

  it('takes an honest torrent whose keys are out of order', async () => {
    const info = `d6:pieces20:${'a'.repeat(20)}4:name4:film12:piece lengthi16384e6:lengthi9ee`;
    const infoHash = hashOf(info);
    const messages = [metadataOffer(info.length), metadataPiece(UT_METADATA, 0, info.length, info)];
    const peer = await hostilePeer(infoHash, messages);
    const session = await lab.download(infoHash, { engine: await engineKnowing(peer.port) });
    const [metadata] = await once(session, 'metadata');
    expect(metadata).toMatchObject({ name: 'film', totalBytes: 9 });
    await until(() => session.snapshot().state === 'downloading');
  });

  it.each<[string, Buffer[]]>([
    ['a message that is too short', [message([4, 0])]],
    ['a request that is too short', [message([6])]],
    ['a message of 4 GiB', [Buffer.from([255, 255, 255, 255, 20]), Buffer.alloc(100_000)]],
    ['metadata before its size', [metadataPiece(UT_METADATA, 0, 100, 'x')]],
    ['metadata at an impossible place', [metadataOffer(100), metadataPiece(UT_METADATA, 2 ** 30, 100, 'x')]],
    ['a negative metadata place', [metadataOffer(100), metadataPiece(UT_METADATA, -1, 100, 'x')]],
    ['an extension list of the wrong kind', [message([20, 0], 'd1:mi1ee')]],
    ['an unknown extension', [message([20, 250], 'de')]],
  ])('survives %s and goes on with the others', async (_, messages) => {
    const seeder = await lab.startSeeder();
    const peer = await hostilePeer(seeder.infoHash, messages);
    const directory = await lab.newDirectory();
    const engine = await engineKnowing(peer.port);
    const session = await lab.download(seeder.infoHash, { engine, directory });
    await until(() => peer.connections > 0);
    await session.stop();

    const both = await engineKnowing(peer.port, seeder.peerPort);
    const again = await lab.download(seeder.infoHash, { engine: both, directory });
    await once(again, 'done');
    expect(peer.connections).toBeGreaterThan(1);
    expect(sha256(await readFile(join(directory, 'film.mp4')))).toBe(sha256(lab.content));
  });

  it('cuts a peer that announces a message of 4 GiB', async () => {
    const infoHash = hashOf('some');
    const peer = await hostilePeer(infoHash, [Buffer.from([255, 255, 255, 255, 20]), Buffer.alloc(100_000)]);
    await lab.download(infoHash, { engine: await engineKnowing(peer.port) });
    await until(() => peer.ended > 0);
  });
});
