import { setTimeout as sleep } from 'node:timers/promises';
import type { ChaosSystem } from '../system/system.js';
import type { Fault, FaultContext } from './fault.js';

const seconds = (context: FaultContext, low: number, high: number) =>
  sleep(context.random.between(low, high) * 1000);

export const killWorker: Fault = {
  name: 'kill -9 of a worker',
  run: async ({ system, random }) => {
    // One that lives is killed, ready or not.
    const victim = random.pick(system.workers.filter(({ pid }) => pid !== null));
    return victim?.kill() ? victim.name : null;
  },
};

export const killApi: Fault = {
  name: 'kill -9 of the API',
  run: async ({ system }) => (system.api.kill() ? system.api.name : null),
};

export const flushRedis: Fault = {
  name: 'Redis FLUSHALL',
  run: async ({ system }) => {
    await system.redis.flush();
    return 'emptied';
  },
};

export const restartRedis: Fault = {
  name: 'Redis restart',
  run: async ({ system }) => {
    await system.redis.restart();
    return 'killed and started again';
  },
};

export const restartPostgres = (mode: 'fast' | 'immediate'): Fault => ({
  name: `PostgreSQL restart, ${mode}`,
  run: async ({ system }) => {
    await system.postgres.restart(mode);
    return 'started again';
  },
});

export const cutNetwork: Fault = {
  name: 'network cut to a source',
  run: async (context) => {
    const download = context.random.pick(context.downloads);
    if (!download) return null;
    const { gate, name } = download.source;
    gate.cut();
    await seconds(context, 1, 4);
    gate.mend();
    return name;
  },
};

export const pauseAndResume: Fault = {
  name: 'pause and resume by the owner',
  run: async (context) => {
    const download = context.random.pick(context.downloads);
    if (!download) return null;
    const { owner } = context.system;
    const paused = await owner.command(download.id, 'pause');
    await seconds(context, 0.5, 3);
    // 409: it had completed meanwhile, or is being imported.
    const resumed = await owner.command(download.id, 'resume');
    for (const { status, body } of [paused, resumed])
      if (status !== 200 && status !== 409)
        throw new Error(`Answered with ${status}: ${JSON.stringify(body)}`);
    return `${download.source.name}: ${paused.status}, ${resumed.status}`;
  },
};

export const fillDisk: Fault = {
  name: 'full disk',
  run: async (context) => {
    const { disk } = context.system;
    if (!disk) return null;
    await disk.fill();
    await seconds(context, 4, 7);
    await disk.empty();
    return 'filled to the last byte, and emptied';
  },
};

/** How often what happens besides the kills; the API gets every fifth of those. */
export function chooseFaults(kills: number, system: ChaosSystem): Fault[] {
  const ofApi = Math.floor(kills / 5);
  const times = (count: number, fault: Fault) => Array.from({ length: count }, () => fault);
  const others = Math.max(1, Math.round(kills / 15));
  return [
    ...times(kills - ofApi, killWorker),
    ...times(ofApi, killApi),
    ...times(others, flushRedis),
    ...times(others, restartRedis),
    ...times(1, restartPostgres('fast')),
    ...times(1, restartPostgres('immediate')),
    ...times(others * 2, cutNetwork),
    ...times(others * 2, pauseAndResume),
    ...times(system.disk ? 1 : 0, fillDisk),
  ];
}
