/** Peers that nobody here wrote: aria2 and Transmission share the file, on loopback. */
import { once } from 'node:events';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { hasProgram, startProgram } from '../support/debian-programs.js';
import { TorrentLab, sha256 } from '../support/torrent-lab.js';

const LOOPBACK = '127.0.0.1';
/** Transmission lets a new peer wait for ten seconds, and gives slowly at first. */
const TIMEOUT_MS = 150_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, LOOPBACK);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const hasAria2 = await hasProgram('aria2c', 'aria2');
const hasTransmission = await hasProgram('transmission-daemon', 'transmission-daemon', '--version');
if (!hasAria2) process.stdout.write('Skipped: aria2c is not here and could not be installed\n');
if (!hasTransmission)
  process.stdout.write('Skipped: transmission-daemon is not here and could not be installed\n');

describe('a torrent shared by another program', () => {
  let lab: TorrentLab;
  let torrentPath: string;
  let infoHash: string;

  beforeAll(async () => {
    lab = await TorrentLab.open();
    const seeder = await lab.startSeeder();
    ({ infoHash } = seeder);
    torrentPath = join(lab.root, 'film.torrent');
    await copyFile(seeder.torrentPath, torrentPath);
    await seeder.close();
  });
  afterEach(() => lab.reset());
  afterAll(() => lab.close());

  async function expectDownload(): Promise<void> {
    const directory = await lab.newDirectory();
    const session = await lab.download(infoHash, { directory });
    await once(session, 'done');
    expect(sha256(await readFile(join(directory, 'film.mp4')))).toBe(sha256(lab.content));
  }

  function startAria2(port: number, ...options: string[]): void {
    const program = startProgram('aria2c', [
      '--no-conf=true',
      '--quiet=true',
      `--dir=${lab.root}`,
      `--listen-port=${port}`,
      `--interface=${LOOPBACK}`,
      '--enable-dht=false',
      '--enable-dht6=false',
      '--bt-enable-lpd=false',
      '--enable-peer-exchange=false',
      '--check-integrity=true',
      '--seed-ratio=0.0',
      '--allow-overwrite=true',
      '--follow-torrent=mem',
      ...options,
      torrentPath,
    ]);
    lab.onReset(() => program.close());
  }

  (hasAria2 ? describe : describe.skip)('aria2', () => {
    it.each([
      ['plain', ['--bt-min-crypto-level=plain', '--bt-require-crypto=false']],
      ['with encryption that it insists on', ['--bt-require-crypto=true', '--bt-min-crypto-level=arc4']],
    ])(
      'arrives whole, %s',
      async (_, options) => {
        startAria2(await freePort(), ...options);
        await expectDownload();
      },
      TIMEOUT_MS,
    );
  });

  (hasTransmission ? describe : describe.skip)('Transmission', () => {
    it.each([
      ['plain', 0],
      ['with encryption that it insists on', 2],
    ])(
      'arrives whole, %s',
      async (_, encryption) => {
        const home = await lab.newDirectory();
        await mkdir(join(home, 'watched'));
        const settings = {
          'bind-address-ipv4': LOOPBACK,
          'bind-address-ipv6': '::1',
          'peer-port': await freePort(),
          'rpc-enabled': false,
          'rpc-bind-address': LOOPBACK,
          'rpc-port': await freePort(),
          'dht-enabled': false,
          'lpd-enabled': false,
          'pex-enabled': false,
          'utp-enabled': false,
          'port-forwarding-enabled': false,
          'download-dir': lab.root,
          encryption,
          'watch-dir-enabled': true,
          'watch-dir': join(home, 'watched'),
          'start-added-torrents': true,
        };
        await writeFile(join(home, 'settings.json'), JSON.stringify(settings));
        await copyFile(torrentPath, join(home, 'watched', 'film.torrent'));
        const program = startProgram('transmission-daemon', ['--foreground', '--config-dir', home]);
        lab.onReset(() => program.close());
        await expectDownload();
      },
      TIMEOUT_MS,
    );
  });
});
