import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const STANDALONE = path.resolve(import.meta.dirname, '../../src/standalone.js');
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 30_000;
const POLL_MS = 100;

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free TCP port');
  return address.port;
}

/** Of what this shell or a .env file sets for another Sokoul, nothing must reach the demo, least of all its database. */
function othersVariables(): Record<string, string | undefined> {
  const isOurs = (name: string) =>
    name.startsWith('SOKOUL_') || /^(HOST|PORT|(DATABASE|REDIS)_URL(_FILE)?)$/.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOurs(name)));
}

/** The real thing, as `npm start` runs it, in a data directory of its own. Its output goes to a log file. */
export class SokoulProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    readonly logFile: string,
  ) {}

  /** Starts it in `directory`, without waiting until it serves: it can be stopped from then on. */
  static async launch(directory: string, variables: Record<string, string>): Promise<SokoulProcess> {
    const port = await freePort();
    const env = {
      ...othersVariables(),
      ...variables,
      PORT: String(port),
      SOKOUL_DATA_DIR: path.join(directory, 'data'),
      SOKOUL_TORRENT_DHT: 'false',
      SOKOUL_ARCHIVE_ENABLED: 'false',
      SOKOUL_LOG_FORMAT: 'json',
    };
    // Its own process group: Ctrl-C reaches the demo alone, which then stops everything in order.
    const child = spawn(process.execPath, ['--enable-source-maps', STANDALONE], {
      env,
      cwd: directory,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const logFile = path.join(directory, 'sokoul.log');
    const log = createWriteStream(logFile);
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    return new SokoulProcess(child, `http://127.0.0.1:${port}`, logFile);
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  async untilReady(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < deadline) {
      if (this.hasEnded) throw new Error(`Sokoul did not start:\n${await readFile(this.logFile, 'utf8')}`);
      const answer = await fetch(`${this.url}/health/ready`).catch(() => null);
      if (answer?.ok) return;
      await sleep(POLL_MS);
    }
    throw new Error(`Sokoul was not ready within ${START_TIMEOUT_MS / 1000} s`);
  }

  /** The process id of its worker, found among its children. */
  async workerPid(): Promise<number> {
    for (const entry of await readdir('/proc')) {
      const commandLine = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
      const status = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
      const parent = Number(status.split(') ')[1]?.split(' ')[1]);
      if (parent === this.child.pid && commandLine.includes('worker.js')) return Number(entry);
    }
    throw new Error('No worker process found');
  }

  async stop(): Promise<void> {
    if (this.hasEnded) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await Promise.race([gone, sleep(STOP_TIMEOUT_MS)]);
  }
}
