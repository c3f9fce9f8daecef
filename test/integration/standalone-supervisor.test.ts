import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { SupervisorProcess } from '../support/standalone/supervisor.js';
import type { SupervisorOptions } from '../support/standalone/supervisor.js';
import { waitFor } from '../support/wait-for.js';

/** The process id that a server wrote down; it removes the file when it ends in order. */
async function pidIn(file: string): Promise<number> {
  return Number.parseInt(await readFile(file, 'utf8').catch(() => '0'), 10);
}

/** A process that nobody has reaped yet is gone as well. */
async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/\) [ZX] /.test(stat);
}

describe('standalone mode', () => {
  let dataDir: string;
  let started: SupervisorProcess[];

  // One data directory for all: each start but the first finds what the one before it left.
  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'sokoul-standalone-'));
    await chmod(dataDir, 0o755);
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));
  beforeEach(() => {
    started = [];
  });
  afterEach(async () => {
    for (const supervisor of started) supervisor.signal('SIGTERM');
    await Promise.all(started.map((supervisor) => supervisor.exited));
  });

  const run = (
    options: Partial<SupervisorOptions['config']> = {},
    rest: Partial<SupervisorOptions> = {},
    env?: NodeJS.ProcessEnv,
  ) => {
    const config = { dataDir, host: '127.0.0.1', port: 0, ...options };
    const supervisor = new SupervisorProcess({ config, ...rest }, env);
    started.push(supervisor);
    return supervisor;
  };
  const serverPids = () =>
    Promise.all(
      ['postgres/cluster/postmaster.pid', 'redis/redis.pid'].map((file) => pidIn(path.join(dataDir, file))),
    );

  it('stops children before servers at Ctrl-C, even when npm passes it on again, and starts on the same data', async () => {
    const first = run();
    await first.ready();
    const pids = [...(await serverPids()), first.childPid];
    first.signal('SIGINT');
    first.signal('SIGINT');
    expect(await first.exited).toBe(0);
    expect(first.err).toBe('');
    expect(first.out).toContain('stops (SIGTERM) after 1 starts');
    expect(await Promise.all(pids.map(isRunning))).toEqual([false, false, false]);
    expect(existsSync(path.join(dataDir, 'lock'))).toBe(false);

    const second = run();
    await second.ready();
    second.signal('SIGTERM');
    expect(await second.exited).toBe(0);
    expect(second.out).toContain('after 2 starts');
  });

  it('starts a child again after kill -9', async () => {
    const supervisor = run();
    await supervisor.ready();
    const before = supervisor.childPid;
    expect(before).toBeGreaterThan(1);
    process.kill(before, 'SIGKILL');
    await waitFor('the child to be back', () => supervisor.childPid !== before);
    expect(supervisor.err).toContain('signal SIGKILL');
  });

  it('leaves nothing running for good when it is killed, and starts again at once', async () => {
    const first = run();
    await first.ready();
    const pids = [...(await serverPids()), first.childPid];
    first.signal('SIGKILL');
    await first.exited;

    const second = run();
    await second.ready();
    await waitFor('the processes of the first start to end', async () =>
      (await Promise.all(pids.map(isRunning))).every((alive) => !alive),
    );
  });

  it('is stopped, with nothing to be restarted, by watchdogs alone', async () => {
    const supervisor = run();
    await supervisor.ready();
    const pids = [...(await serverPids()), supervisor.childPid];
    supervisor.signal('SIGKILL');
    await waitFor('all processes to end', async () =>
      (await Promise.all(pids.map(isRunning))).every((alive) => !alive),
    );
  });

  it('ends with one line when a server dies by itself', async () => {
    const supervisor = run();
    await supervisor.ready();
    const [postgres = 0] = await serverPids();
    expect(postgres).toBeGreaterThan(1);
    process.kill(postgres, 'SIGKILL');
    expect(await supervisor.exited).toBe(1);
    expect(supervisor.err).toContain('sokoul: the embedded PostgreSQL ended by itself (signal SIGKILL)');
  });

  describe('refuses with one line, exit code 1 and nothing left running', () => {
    async function expectRefusal(supervisor: SupervisorProcess, line: RegExp): Promise<void> {
      expect(await supervisor.exited).toBe(1);
      expect(supervisor.err).toMatch(/^sokoul: [^\n]+\n$/);
      expect(supervisor.err).toMatch(line);
      expect(await Promise.all((await serverPids()).map(isRunning))).toEqual([false, false]);
    }

    it('a port that is taken', async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      try {
        await expectRefusal(run({ port }), new RegExp(`port ${port} .* set PORT`));
      } finally {
        server.close();
      }
    });

    it('a port that is given to two processes', async () => {
      const worker = { variable: 'WORKER_PORT', host: '127.0.0.1', hostVariable: 'WORKER_HOST', port: 3999 };
      await expectRefusal(run({ port: 3999, otherPorts: [worker] }), /PORT and WORKER_PORT are both 3999/);
    });

    it('a data directory that can not be written', async () => {
      await expectRefusal(
        run({ dataDir: '/proc/sokoul' }),
        /data directory \/proc\/sokoul .*SOKOUL_DATA_DIR/,
      );
    });

    it('a machine without Redis', async () => {
      await expectRefusal(run({}, {}, { PATH: '/nonexistent' }), /Redis is not on this machine: .*REDIS_URL/);
    });

    it('a database that does not answer, without its password', async () => {
      const supervisor = run({ databaseUrl: 'postgresql://me:sekret@127.0.0.1:1/x' });
      await expectRefusal(supervisor, /DATABASE_URL at 127\.0\.0\.1:1 can't be used \(connect ECONNREFUSED/);
      expect(supervisor.err).not.toContain('sekret');
    });

    it('a Redis that does not answer', async () => {
      await expectRefusal(run({ redisUrl: 'redis://127.0.0.1:1' }), /REDIS_URL at 127\.0\.0\.1:1/);
    });

    it('a step of the preparation that fails, after its servers were started', async () => {
      await expectRefusal(run({}, { prepareFailure: 'the database is newer' }), /the database is newer/);
    });
  });

  it('refuses a second start on the same data directory', async () => {
    const first = run();
    await first.ready();
    const second = run();
    expect(await second.exited).toBe(1);
    expect(second.err).toMatch(
      new RegExp(`^sokoul: ${dataDir} is in use by process ${first.pid}: [^\n]+\n$`),
    );
  });
});
