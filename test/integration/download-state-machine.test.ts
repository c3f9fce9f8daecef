import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { RECORDING_PROVIDERS } from '../../src/modules/downloads/import/import-providers.js';
import { ClaimedDownloads } from '../../src/modules/downloads/worker/claimed-downloads.repository.js';
import { DownloadOutcomes } from '../../src/modules/downloads/worker/download-outcomes.js';
import { DownloadsModule } from '../../src/modules/downloads/index.js';
import { MediaModule } from '../../src/modules/media/index.js';
import { downloadSteps } from '../support/download-model/commands.js';
import { DownloadModel, PER_USER } from '../support/download-model/model.js';
import type { UserCommand, Who, Work } from '../support/download-model/model.js';
import { RealDownloads } from '../support/download-model/real.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';

const RUNS = 12;
const MOST_STEPS = 100;
/** A failing run is made smaller first, which takes many more runs. */
const TIMEOUT_MS = 180_000;
const RACES = 30;

describe('the states of downloads', () => {
  let context: TestContext;

  beforeAll(async () => {
    context = await startTestContext(
      {
        imports: [MediaModule, DownloadsModule],
        providers: [ClaimedDownloads, DownloadOutcomes, ...RECORDING_PROVIDERS],
      },
      { SOKOUL_DOWNLOADS_PER_USER: String(PER_USER) },
    );
  });
  afterAll(() => context?.stop());

  it(
    'are those of the model, whatever people and workers do in whatever order',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(downloadSteps, { minLength: 1, maxLength: MOST_STEPS, size: 'max' }),
          async (steps) => {
            const real = await RealDownloads.begin(context);
            await fc.asyncModelRun(() => ({ model: new DownloadModel(), real }), steps);
          },
        ),
        { numRuns: RUNS },
      );
    },
    TIMEOUT_MS,
  );

  /** Rows of the trail, in the order in which their transactions held the download. */
  const chainOf = (real: RealDownloads, id: string) =>
    real.uow.manager.query<{ action: string; before: string | null; after: string }[]>(
      `SELECT action, old_value ->> 'status' AS before, new_value ->> 'status' AS after FROM audit_log
        WHERE new_value ->> 'download_id' = $1 AND action LIKE 'download\\_%' ORDER BY ordinal`,
      [id],
    );
  /** Workers bring a download from one to the other and back without a word in the trail. */
  const seenAs = (status: string | null) => (status === 'running' ? 'pending' : status);

  it(
    'change one after the other, however many act at the same moment',
    async () => {
      const who = fc.constantFrom<Who>(0, 'moderator');
      const wish = fc.record({ name: fc.constantFrom('pause', 'resume', 'retry', 'cancel') });
      const part = fc.constantFrom<Work>(
        'claim',
        'renew',
        'progress',
        'importing',
        'complete',
        'fail',
        'release',
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(who, wish), { minLength: 4, maxLength: 8 }),
          fc.array(part, { minLength: 4, maxLength: 8 }),
          async (wishes, parts) => {
            const real = await RealDownloads.begin(context);
            const id = await real.start(0);
            const worker = randomUUID();
            await Promise.all([
              ...wishes.map(([actor, { name }]) =>
                real.command(id, actor, { name, deletesFiles: true } as UserCommand),
              ),
              ...parts.map((what) => real.work(id, worker, what)),
            ]);
            const chain = await chainOf(real, id);
            for (const [index, { before }] of chain.entries())
              expect(seenAs(before)).toBe(seenAs(chain[index - 1]?.after ?? null));
            const [row] = await real.rows();
            expect(seenAs(chain.at(-1)?.after ?? null)).toBe(
              seenAs(row?.state === 'importing' ? 'running' : (row?.state ?? null)),
            );
            const told = (await real.events()).get(id)?.map((name) => name.replace('.', '_'));
            expect(told).toEqual(chain.map(({ action }) => action.replace('started', 'created')));
          },
        ),
        { numRuns: RACES },
      );
    },
    TIMEOUT_MS,
  );
});
