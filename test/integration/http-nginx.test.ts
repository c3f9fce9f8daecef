import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findNginx, startNginx } from '../fakes/nginx.js';
import type { Nginx, NginxOptions } from '../fakes/nginx.js';
import { finished, HttpLab, MIB, sha256, until } from '../support/http-lab.js';

const program = findNginx();
if (program === null) process.stdout.write('Skipped: nginx is not installed (Debian: nginx-light)\n');

(program === null ? describe.skip : describe)('an HTTP download from nginx', () => {
  const content: { bytes: Buffer } = { bytes: Buffer.alloc(0) };
  let lab: HttpLab;
  let directory: string;
  beforeAll(async () => {
    lab = await HttpLab.open();
    content.bytes = lab.content(32 * MIB + 5);
  });
  beforeEach(async () => {
    directory = await lab.newDirectory();
    await mkdir(join(directory, 'files'));
    await writeFile(join(directory, 'files', 'film.mkv'), content.bytes);
  });
  afterEach(() => lab.reset());
  afterAll(() => lab.close());

  async function start(options: Partial<NginxOptions> = {}): Promise<Nginx> {
    const nginx = await startNginx(program ?? '', { directory, ...options });
    lab.onReset(() => nginx.close());
    return nginx;
  }

  it.each([1, 4])('gets the same bytes over %d connections, each once', async (segments) => {
    const nginx = await start();
    const engine = lab.startEngine({ origins: [nginx.url('')] });
    const task = await lab.task({ url: nginx.url('/film.mkv'), transfer: { segments } });
    const session = await engine.open(task);
    await finished(session);
    expect(sha256(await readFile(join(task.directory, 'film.mkv')))).toBe(sha256(content.bytes));
    await nginx.close();
    expect(await nginx.bytesSent()).toBe(content.bytes.length);
  });

  it('continues after a stop', async () => {
    const nginx = await start({ bytesPerSecond: 4 * MIB });
    const engine = lab.startEngine({ origins: [nginx.url('')] });
    const task = await lab.task({ url: nginx.url('/film.mkv') });
    const first = await engine.open(task);
    await until(() => first.snapshot().bytesDone > 8 * MIB);
    await first.stop();
    const second = await engine.open(task);
    await finished(second);
    expect(second.files()[0]?.sha256).toBe(sha256(content.bytes));
    expect(first.snapshot().bytesReceived + second.snapshot().bytesReceived).toBe(content.bytes.length);
  });

  it('goes on when nginx was killed and is back', async () => {
    const nginx = await start({ bytesPerSecond: 4 * MIB });
    const port = Number(new URL(nginx.url('')).port);
    const session = await lab.download({
      url: nginx.url('/film.mkv'),
      transfer: { maxRetries: 100, retryIntervalSeconds: 0.1 },
    });
    await until(() => session.snapshot().bytesDone > 4 * MIB);
    await nginx.kill();
    await start({ port });
    await finished(session);
    expect(session.files()[0]?.sha256).toBe(sha256(content.bytes));
    expect(session.snapshot().bytesReceived).toBe(content.bytes.length);
  });

  it('starts over when the file was replaced meanwhile', async () => {
    const nginx = await start({ bytesPerSecond: 4 * MIB });
    const engine = lab.startEngine({ origins: [nginx.url('')] });
    const task = await lab.task({ url: nginx.url('/film.mkv') });
    const first = await engine.open(task);
    await until(() => first.snapshot().bytesDone > 4 * MIB);
    await first.stop();
    const replaced = lab.content(3 * MIB);
    await writeFile(join(directory, 'files', 'film.mkv'), replaced);
    await utimes(join(directory, 'files', 'film.mkv'), 1, 1);
    const second = await engine.open(task);
    await finished(second);
    expect(second.files()[0]?.sha256).toBe(sha256(replaced));
  });
});
