import fc from 'fast-check';
import type { AsyncCommand } from 'fast-check';
import { PER_USER, WORK, isLeftover, letGo, unknownId } from './model.js';
import type { UserCommand, Who, Work, DownloadModel } from './model.js';
import type { RealDownloads } from './real.js';

export type DownloadStep = AsyncCommand<DownloadModel, RealDownloads>;

const FIRST = '6d7c2b0e-0d51-4d5c-8a4c-000000000001';
const SECOND = '6d7c2b0e-0d51-4d5c-8a4c-000000000002';

/** One step, named as it is shown when a run fails. Afterwards both must say the same of everything. */
const step = (
  name: string,
  run: (model: DownloadModel, real: RealDownloads) => Promise<void>,
): DownloadStep => ({
  check: () => true,
  run: async (model, real) => {
    await run(model, real);
    await expectAgreement(model, real);
  },
  toString: () => name,
});

const start = (owner: 0 | 1): DownloadStep =>
  step(`${owner} starts`, async (model, real) => {
    if (model.activeOf(owner) < PER_USER) return model.started(await real.start(owner), owner);
    await expect(real.start(owner)).rejects.toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' });
  });

const command = (who: Who, number: number | null, wanted: UserCommand): DownloadStep =>
  step(`${who} ${JSON.stringify(wanted)} #${number}`, async (model, real) => {
    const row = model.pick(number);
    const verdict = model.obey(row, who, wanted);
    expect(await real.command(row?.id ?? unknownId(), who, wanted)).toBe(verdict);
  });

/** By the worker that holds the download, or by another one. */
const work = (isHolder: boolean, number: number, what: Work): DownloadStep =>
  step(`${isHolder ? 'its' : 'another'} worker: ${what} #${number}`, async (model, real) => {
    const row = model.pick(number);
    if (!row) return;
    const holder = row.worker ?? FIRST;
    const worker = isHolder ? holder : holder === FIRST ? SECOND : FIRST;
    expect(await real.work(row.id, worker, what)).toBe(WORK[what](row, worker));
  });

const expire = (number: number): DownloadStep =>
  step(`the lease of #${number} runs out`, async (model, real) => {
    const row = model.pick(number);
    if (!row) return;
    row.isExpired = row.worker !== null;
    await real.expire(row.id);
  });

const die = (worker: string): DownloadStep =>
  step(`worker ${worker.at(-1)} dies`, async (model, real) => {
    model.rows.filter((row) => row.worker === worker).forEach(letGo);
    await real.die(worker);
  });

const cleanUp = (worker: string): DownloadStep =>
  step(`worker ${worker.at(-1)} cleans up`, async (model, real) => {
    const candidates = model.rows.filter(isLeftover);
    const id = await real.cleanUp(worker);
    const row = candidates.find((candidate) => candidate.id === id);
    expect(row?.id ?? null).toBe(id);
    expect(id === null).toBe(candidates.length === 0);
    if (row) Object.assign(row, { hasDirectory: false, worker: null, isExpired: false });
  });

const numbers = fc.constantFrom(0, 0, 0, 1, 1, 2, 3);
const perhaps = fc.oneof({ weight: 19, arbitrary: numbers }, { weight: 1, arbitrary: fc.constant(null) });
const workers = fc.constantFrom(FIRST, SECOND);
const isHolder = fc.constantFrom(true, true, true, true, false);
const people = fc.constantFrom<Who>(0, 0, 1, 'moderator');
const userCommands: fc.Arbitrary<UserCommand> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ name: fc.constantFrom('pause', 'resume', 'resume', 'retry', 'retry', 'forget') }),
  },
  { weight: 1, arbitrary: fc.record({ name: fc.constant('cancel'), deletesFiles: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ name: fc.constant('change'), priority: fc.constantFrom(10, 50, 90) }) },
);
/** A download gets somewhere only when workers do their part: those steps are the most. */
const steps = fc.constantFrom<Work>(
  'claim',
  'claim',
  'importing',
  'complete',
  'renew',
  'progress',
  'fail',
  'failImport',
  'delay',
  'release',
);

const weighted = (weight: number, arbitrary: fc.Arbitrary<DownloadStep>) => ({ weight, arbitrary });

export const downloadSteps: fc.Arbitrary<DownloadStep> = fc.oneof(
  weighted(3, fc.constantFrom<0 | 1>(0, 0, 1).map(start)),
  weighted(
    10,
    fc.tuple(people, perhaps, userCommands).map((parts) => command(...parts)),
  ),
  weighted(
    14,
    fc.tuple(isHolder, numbers, steps).map((parts) => work(...parts)),
  ),
  weighted(1, numbers.map(expire)),
  weighted(1, workers.map(die)),
  weighted(2, workers.map(cleanUp)),
);

async function expectAgreement(model: DownloadModel, real: RealDownloads): Promise<void> {
  const rows = await real.rows();
  const seen = rows.map((row) => ({
    id: row.id,
    state: row.state,
    desired: row.desiredState,
    worker: row.workerId,
    hasDirectory: row.hasDirectory,
    keepsFiles: row.keepsFiles,
    isDelayed: row.nextAttemptAt !== null,
    priority: row.priority,
    isIdle: row.speedBytesPerSec === 0,
  }));
  const expected = model.rows.map(
    ({ id, state, desired, worker, hasDirectory, keepsFiles, isDelayed, priority }) => ({
      id,
      state,
      desired,
      worker,
      hasDirectory,
      keepsFiles,
      isDelayed,
      priority,
      isIdle: true,
    }),
  );
  expect(seen).toEqual(expected);
  const [trails, events] = [await real.trails(), await real.events()];
  for (const { id, trail } of [...model.rows, ...model.forgotten]) expect(trails.get(id)).toEqual(trail);
  for (const row of model.rows) expect(events.get(row.id)).toEqual(row.events);
}
