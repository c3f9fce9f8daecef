import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '../../../src/standalone/free-port.js';
import { startSeederProcess } from '../../../test/fakes/child.js';
import { exitCodeOf, startProgram } from '../../../test/support/debian-programs.js';
import { generateVideo } from '../../../test/fakes/video.js';
import type { Payload } from './payload.js';
import type { Source, Sources } from './source.js';
import { TcpGate } from './tcp-gate.js';
import { describeTorrent } from './torrent-file.js';
import type { GateTracker } from './tracker.js';

const PIECE_BYTES = 256 * 1024;
const FIRST_YEAR = 1990;
const VIDEO_SECONDS = 5;

export interface TorrentsOptions {
  readonly directory: string;
  readonly count: number;
  readonly sizeBytes: number;
  readonly label: string;
  readonly tracker: GateTracker;
}

/** Where a seeder has a payload. */
interface Seeded {
  readonly payload: Payload;
  readonly infoHash: string;
  readonly port: number;
}

interface Seeder {
  readonly name: string;
  readonly seeded: readonly Seeded[];
  close(): Promise<void>;
}

/** Torrents of one video each, shared by aria2 where it is installed, else by a double. */
export async function startTorrents(options: TorrentsOptions): Promise<Sources> {
  await mkdir(options.directory, { recursive: true });
  const payloads: Payload[] = [];
  for (let index = 1; index <= options.count; index += 1) {
    const name = `Chaos.Film.${index}.${FIRST_YEAR + index}.720p.mp4`;
    const file = path.join(options.directory, name);
    const { sizeBytes, label } = options;
    const video = await generateVideo({
      path: file,
      sizeBytes,
      seed: `${label} ${name}`,
      seconds: VIDEO_SECONDS,
    });
    payloads.push({ name, sizeBytes, sha256: video.sha256 });
  }
  const hasAria2 = (await exitCodeOf('aria2c', ['--version'])) === 0;
  const seeder = await (hasAria2 ? seedWithAria2(options, payloads) : seedWithDouble(options, payloads));
  const sources: Source[] = [];
  for (const seeded of seeder.seeded) sources.push(await sourceOf(seeded, options.tracker));
  return { sources, servedBy: seeder.name, close: () => seeder.close() };
}

async function sourceOf({ payload, infoHash, port }: Seeded, tracker: GateTracker): Promise<Source> {
  const gate = await TcpGate.open(port);
  tracker.name(infoHash, gate.port);
  const query = `dn=${encodeURIComponent(payload.name)}&tr=${encodeURIComponent(tracker.url)}`;
  return {
    kind: 'torrent',
    name: payload.name,
    request: { magnet_link: `magnet:?xt=urn:btih:${infoHash}&${query}` },
    payloads: [payload],
    gate,
    bufferBytes: PIECE_BYTES,
  };
}

async function seedWithAria2({ directory }: TorrentsOptions, payloads: readonly Payload[]): Promise<Seeder> {
  const port = await freePort();
  const seeded: Seeded[] = [];
  const torrentFiles: string[] = [];
  for (const payload of payloads) {
    const file = path.join(directory, payload.name);
    const torrent = await describeTorrent(file, payload.name, PIECE_BYTES, payload.sizeBytes);
    await writeFile(`${file}.torrent`, torrent.bytes);
    torrentFiles.push(`${file}.torrent`);
    seeded.push({ payload, infoHash: torrent.infoHash, port });
  }
  const program = startProgram('aria2c', [
    '--no-conf=true',
    '--quiet=true',
    `--dir=${directory}`,
    `--listen-port=${port}`,
    '--interface=127.0.0.1',
    '--enable-dht=false',
    '--enable-dht6=false',
    '--bt-enable-lpd=false',
    '--enable-peer-exchange=false',
    '--check-integrity=true',
    '--seed-ratio=0.0',
    '--bt-max-peers=0',
    `--stop-with-process=${process.pid}`,
    '--max-concurrent-downloads=100',
    '--allow-overwrite=true',
    ...torrentFiles,
  ]);
  return { name: 'aria2', seeded, close: () => program.close() };
}

async function seedWithDouble(options: TorrentsOptions, payloads: readonly Payload[]): Promise<Seeder> {
  const { directory, tracker } = options;
  const seeders = await Promise.all(
    payloads.map(({ name }) =>
      startSeederProcess({
        file: path.join(directory, name),
        trackerUrl: tracker.url,
        pieceLength: PIECE_BYTES,
      }),
    ),
  );
  const seeded = payloads.flatMap((payload, index) => {
    const facts = seeders[index]?.facts;
    return facts ? [{ payload, infoHash: facts.infoHash, port: facts.peerPort }] : [];
  });
  return {
    name: 'a seeder of the tests',
    seeded,
    close: async () => void (await Promise.all(seeders.map((seeder) => seeder.stop()))),
  };
}
