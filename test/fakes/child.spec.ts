import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { startSeederProcess } from './child.js';
import { builtDirectory } from './project-root.js';
import type { SeederFacts } from './seeder.js';
import type { FakeTracker } from './tracker.js';
import { startTracker } from './tracker.js';
import { generateVideo } from './video.js';

// Starts the entry that it is given, passes its ready line on, and waits.
const PARENT = `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, process.argv.slice(1), { stdio: 'pipe' });
  child.stdout.pipe(process.stdout);
`;

async function waitUntil(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('doubles in processes of their own', () => {
  let directory: string;
  let tracker: FakeTracker;
  let file: string;

  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'sokoul-child-'));
    tracker = await startTracker();
    file = path.join(directory, 'film.mp4');
    await generateVideo({
      path: file,
      sizeBytes: 1_000_000,
      seed: 'child',
      width: 320,
      height: 180,
      seconds: 2,
    });
  });
  afterAll(async () => {
    await tracker.close();
    await rm(directory, { recursive: true });
  });

  it('says how to reach it, and says goodbye to the tracker when stopped', async () => {
    const seeder = await startSeederProcess({ file, trackerUrl: tracker.url });
    expect(seeder.facts).toMatchObject({ torrentPath: `${file}.torrent`, peerPort: expect.any(Number) });
    expect(tracker.swarm(seeder.facts.infoHash).seeders).toBe(1);
    await seeder.stop();
    expect(tracker.swarm(seeder.facts.infoHash).seeders).toBe(0);
  });

  it('reports why it could not start', async () => {
    const missing = path.join(directory, 'missing.mp4');
    await expect(startSeederProcess({ file: missing, trackerUrl: tracker.url })).rejects.toThrow('ENOENT');
  });

  it('ends when its parent is killed', async () => {
    const entry = path.join(builtDirectory('test/fakes'), 'seeder.main.js');
    const options = JSON.stringify({ file, trackerUrl: tracker.url });
    const parent = spawn(process.execPath, ['-e', PARENT, entry, options], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
    const { infoHash } = JSON.parse(line) as SeederFacts;
    expect(tracker.swarm(infoHash).seeders).toBe(1);
    parent.kill('SIGKILL');
    await waitUntil(() => tracker.swarm(infoHash).seeders === 0); // its last act, so it has noticed
  });
});
