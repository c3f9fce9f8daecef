import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DownloadTask } from '../../src/modules/downloads/engine/download-kind.js';
import { startProcess } from '../fakes/child.js';
import type { FakeProcess } from '../fakes/child.js';
import { serveFile } from '../fakes/hostile-http-files.js';
import type { HttpDouble } from '../fakes/hostile-http.js';
import { finished, HttpLab, MIB, sha256, until } from '../support/http-lab.js';

const SEGMENTS = 4;
const KILLS = 5;
/** The batch that is being collected, and what is on its way in the kernel. */
const BUFFER_BYTES = 1.5 * MIB;

describe('an HTTP download whose process is killed', () => {
  let lab: HttpLab;
  beforeAll(async () => {
    lab = await HttpLab.open();
  });
  afterEach(() => lab.reset());
  afterAll(() => lab.close());

  async function startEngine(task: DownloadTask, server: HttpDouble): Promise<FakeProcess<object>> {
    const options = { task, origins: [server.origin], root: lab.root };
    const engine = await startProcess<object>('http-engine', options, 'test/support');
    lab.onReset(() => engine.kill());
    return engine;
  }

  it('continues each time and fetches at most a buffer of each segment twice', async () => {
    const content = lab.content(40 * MIB);
    const server = await lab.startServer(serveFile(content, { etag: '"1"', paceMs: 3 }));
    const task = await lab.task({ url: server.url('/film.mkv'), transfer: { segments: SEGMENTS } });
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const engine = await startEngine(task, server);
      const goal = server.bytesSent + 5 * MIB;
      await until(() => server.bytesSent > goal);
      await engine.kill();
    }
    const session = await lab.startEngine({ origins: [server.origin] }).open(task);
    await finished(session);
    const stored = await readFile(join(task.directory, 'film.mkv'));
    expect(sha256(stored)).toBe(sha256(content));
    const twice = server.bytesSent - content.length;
    process.stdout.write(
      `${KILLS} kills: ${(twice / MIB).toFixed(2)} MiB of ${content.length / MIB} sent twice\n`,
    );
    expect(twice).toBeLessThanOrEqual(KILLS * SEGMENTS * BUFFER_BYTES);
    expect(session.snapshot().bytesReceived).toBeLessThan(content.length);
  });
});
