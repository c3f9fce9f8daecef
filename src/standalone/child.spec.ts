import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SupervisedChild } from './child.js';
import { poll } from './poll.js';

const READY = "process.send({ type: 'ready', url: 'http://x' }); setInterval(() => undefined, 1000);";

describe('SupervisedChild', () => {
  let directory: string;
  let child: SupervisedChild | undefined;
  let lines: string[];
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'sokoul-child-'));
    lines = [];
  });
  afterEach(async () => {
    child?.kill();
    await child?.whenEnded;
    await rm(directory, { recursive: true });
  });

  async function start(code: string): Promise<SupervisedChild> {
    const script = path.join(directory, 'child.mjs');
    await writeFile(script, code);
    const output = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line) };
    child = new SupervisedChild({ name: 'worker', script, execArgv: [], stopGraceMs: 300 }, output);
    child.start();
    return child;
  }

  it('is ready when it says so, passes its output on, and stops at SIGTERM', async () => {
    const running = await start(`console.log('hello'); ${READY}`);
    expect(await running.whenReady).toEqual({ type: 'ready', url: 'http://x' });
    await running.stop();
    expect(await running.whenEnded).toBeUndefined();
    expect(lines).toEqual(['hello']);
  });

  it('comes back after kill -9', async () => {
    const running = await start(READY);
    await running.whenReady;
    const first = running.pid ?? 0;
    process.kill(first, 'SIGKILL');
    const second = await poll(() => (running.pid === first ? undefined : running.pid), 10_000);
    expect(second).toBeGreaterThan(0);
    expect(lines).toEqual(['sokoul: the worker process ended (signal SIGKILL) and starts again']);
  });

  it('is killed when it ignores SIGTERM', async () => {
    const running = await start(`process.on('SIGTERM', () => undefined); ${READY}`);
    await running.whenReady;
    await running.stop();
    expect(await running.whenEnded).toBeUndefined();
  });

  it('does not try again when its first start fails, and gives its own reason', async () => {
    const running = await start(
      "process.send({ type: 'failed', code: 'PORT_TAKEN', message: 'port 1 is taken' }, () => process.exit(1));",
    );
    await expect(running.whenReady).rejects.toMatchObject({ code: 'PORT_TAKEN', message: 'port 1 is taken' });
    expect(lines).toEqual([]);
  });

  it('says how it ended when it gave no reason', async () => {
    const running = await start('process.exit(3);');
    await expect(running.whenReady).rejects.toThrow('the worker process ended while starting (exit code 3)');
  });
});
