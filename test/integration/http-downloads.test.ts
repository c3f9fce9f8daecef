import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { NO_LIMITS } from '../../src/modules/downloads/engine/download-source.js';
import { serveFile } from '../fakes/hostile-http-files.js';
import type { Answer } from '../fakes/hostile-http.js';
import { failureOf, finished, HttpLab, MIB, sha256, until } from '../support/http-lab.js';

const ETAG = '"version-1"';
const LAST_MODIFIED = 'Sun, 01 Nov 2026 10:00:00 GMT';

describe('an HTTP download', () => {
  let lab: HttpLab;
  beforeAll(async () => {
    lab = await HttpLab.open();
  });
  afterEach(() => lab.reset());
  afterAll(() => lab.close());

  it('fetches a file over several connections, each byte once', async () => {
    const content = lab.content(9 * MIB + 17);
    const server = await lab.startServer(serveFile(content, { etag: ETAG }));
    const engine = lab.startEngine({ origins: [server.origin] });
    const task = await lab.task({ url: server.url('/films/My%20film.mkv?token=1') });
    const session = await engine.open(task);
    const [metadata] = await once(session, 'metadata');
    expect(metadata).toMatchObject({ name: 'My film.mkv', totalBytes: content.length });
    await finished(session);
    expect((await lab.fileOf(task, session)).equals(content)).toBe(true);
    expect(session.files()).toEqual([
      {
        index: 0,
        path: 'My film.mkv',
        sizeBytes: content.length,
        bytesDone: content.length,
        isWanted: true,
        sha256: sha256(content),
      },
    ]);
    expect(session.snapshot()).toMatchObject({ state: 'done', filesDone: 1, bytesDone: content.length });
    expect(server.bytesSent).toBe(content.length);
    expect(server.requests.length).toBeGreaterThan(3);
    expect(server.requests.every(({ headers }) => headers['accept-encoding'] === 'identity')).toBe(true);
    expect(await readdir(task.directory)).toEqual(['My film.mkv']);
  });

  it.each([
    ['ignores ranges', { ignoresRanges: true, etag: ETAG }],
    ['gives no validator', {}],
    ['gives only a weak one', { etag: 'W/"1"' }],
    ['does not say how long it is', { ignoresRanges: true, hidesLength: true }],
  ])('fetches in one piece what a server %s of', async (_what, options) => {
    const content = lab.content(3 * MIB);
    const server = await lab.startServer(serveFile(content, options));
    const engine = lab.startEngine({ origins: [server.origin] });
    const task = await lab.task({ url: server.url('/f') });
    const session = await engine.open(task);
    await finished(session);
    expect(sha256(await lab.fileOf(task, session))).toBe(sha256(content));
    expect(session.files()[0]).toMatchObject({ sizeBytes: content.length, bytesDone: content.length });
    expect(server.requests.length).toBeLessThanOrEqual(2);
  });

  it('stores an empty file', async () => {
    const server = await lab.startServer(serveFile(Buffer.alloc(0), { etag: ETAG }));
    const session = await lab.download({ url: server.url('/empty.txt') });
    await finished(session);
    expect(session.files()[0]).toMatchObject({ sizeBytes: 0, sha256: sha256(Buffer.alloc(0)) });
  });

  it.each([
    ['an ETag', { etag: ETAG }],
    ['Last-Modified', { lastModified: LAST_MODIFIED }],
  ])('continues after a stop by %s, and after it is done', async (_what, validator) => {
    const content = lab.content(6 * MIB);
    const server = await lab.startServer(serveFile(content, { ...validator, paceMs: 2 }));
    const engine = lab.startEngine({ origins: [server.origin] });
    const task = await lab.task({ url: server.url('/f.bin') });
    const first = await engine.open(task);
    await until(() => first.snapshot().bytesReceived > 2 * MIB);
    await first.stop();
    const { bytesReceived, bytesDone } = first.snapshot();
    expect(bytesDone).toBe(bytesReceived);
    const second = await engine.open(task);
    await finished(second);
    expect(second.snapshot().bytesReceived).toBe(content.length - bytesReceived);
    expect((await lab.fileOf(task, second)).equals(content)).toBe(true);
    await second.stop();

    const before = server.requests.length;
    const third = await engine.open(task);
    await finished(third);
    expect(third.files()[0]?.sha256).toBe(sha256(content));
    expect(server.requests.length).toBe(before);
  });

  it('starts over when the file has changed meanwhile', async () => {
    const [old, changed] = [lab.content(5 * MIB), lab.content(4 * MIB)];
    const serve = { current: serveFile(old, { etag: ETAG, paceMs: 2 }) };
    const server = await lab.startServer((request, response) => serve.current(request, response));
    const engine = lab.startEngine({ origins: [server.origin] });
    const task = await lab.task({ url: server.url('/f.bin') });
    const first = await engine.open(task);
    await until(() => first.snapshot().bytesReceived > MIB);
    await first.stop();
    serve.current = serveFile(changed, { etag: '"version-2"' });
    const second = await engine.open(task);
    await finished(second);
    expect((await lab.fileOf(task, second)).equals(changed)).toBe(true);
    expect(lab.warnings.map((warning) => warning.name)).toContain('SourceChanged');
  });

  it('starts over when what it had stored is gone', async () => {
    const content = lab.content(3 * MIB);
    const server = await lab.startServer(serveFile(content, { etag: ETAG, paceMs: 1 }));
    const engine = lab.startEngine({ origins: [server.origin] });
    const task = await lab.task({ url: server.url('/f.bin') });
    const first = await engine.open(task);
    await until(() => first.snapshot().bytesReceived > MIB);
    await first.stop();
    await writeFile(join(task.directory, 'f.bin.part'), '');
    const second = await engine.open(task);
    await finished(second);
    expect((await lab.fileOf(task, second)).equals(content)).toBe(true);
  });

  it('goes on without If-Range where the server does not heed it', async () => {
    const content = lab.content(5 * MIB);
    const serveWhole = serveFile(content, { etag: ETAG, ignoresRanges: true });
    const serveParts = serveFile(content, { etag: ETAG });
    const answer: Answer = (request, response) =>
      request.ifRange === undefined ? serveParts(request, response) : serveWhole(request, response);
    const server = await lab.startServer(answer);
    const session = await lab.download({ url: server.url('/f.bin') });
    await finished(session);
    expect(session.files()[0]?.sha256).toBe(sha256(content));
    expect(lab.warnings.map((warning) => warning.name)).not.toContain('SourceChanged');
  });

  it.each(['md5', 'sha1', 'sha256', 'sha512'] as const)('verifies a %s checksum', async (algorithm) => {
    const content = lab.content(2 * MIB);
    const server = await lab.startServer(serveFile(content, { etag: ETAG }));
    const digest = createHash(algorithm).update(content).digest('hex');
    const session = await lab.download({ url: server.url('/f'), checksum: { algorithm, digest } });
    await finished(session);
    expect(session.files()[0]?.sha256).toBe(sha256(content));
  });

  it('throws away a file with another checksum, and fetches it anew next time', async () => {
    const content = lab.content(2 * MIB);
    const server = await lab.startServer(serveFile(content, { etag: ETAG }));
    const engine = lab.startEngine({ origins: [server.origin] });
    const checksum = { algorithm: 'sha256' as const, digest: '0'.repeat(64) };
    const task = await lab.task({ url: server.url('/f'), checksum });
    const session = await engine.open(task);
    expect(await failureOf(session)).toBe('DOWNLOAD_CHECKSUM_MISMATCH');
    await session.stop();
    expect(await readdir(task.directory)).toEqual([]);
    expect(await failureOf(await engine.open(task))).toBe('DOWNLOAD_CHECKSUM_MISMATCH');
    expect(server.bytesSent).toBe(2 * content.length);
  });

  it('plays the end first while the rest is still coming', async () => {
    const content = lab.content(24 * MIB);
    const server = await lab.startServer(serveFile(content, { etag: ETAG, paceMs: 8 }));
    const session = await lab.download({ url: server.url('/film.mkv'), transfer: { segments: 2 } });
    await once(session, 'metadata');
    const from = content.length - MIB;
    const read = await buffer(session.read(0, from, content.length - 1));
    expect(read.equals(content.subarray(from))).toBe(true);
    expect(session.snapshot().bytesDone).toBeLessThan(content.length);
    const [head, middle] = await Promise.all([
      buffer(session.read(0, 0, 1000)),
      buffer(session.read(0, 10 * MIB, 10 * MIB + 500_000)),
    ]);
    expect(head.equals(content.subarray(0, 1001))).toBe(true);
    expect(middle.equals(content.subarray(10 * MIB, 10 * MIB + 500_001))).toBe(true);
    expect(() => session.read(0, 0, content.length)).toThrow(
      expect.objectContaining({ code: 'RANGE_NOT_SATISFIABLE' }),
    );
    const aborted = new AbortController();
    const stream = session.read(0, 20 * MIB, 22 * MIB, aborted.signal);
    aborted.abort();
    await expect(buffer(stream)).rejects.toThrow();
    await session.stop();
    expect(() => session.read(0, 0, 1)).toThrow(expect.objectContaining({ code: 'DOWNLOAD_STOPPED' }));
  });

  it('waits with reading where the server gives no ranges', async () => {
    const content = lab.content(2 * MIB);
    const server = await lab.startServer(serveFile(content, { ignoresRanges: true, paceMs: 1 }));
    const session = await lab.download({ url: server.url('/f') });
    await once(session, 'metadata');
    const read = await buffer(session.read(0, MIB, content.length - 1));
    expect(read.equals(content.subarray(MIB))).toBe(true);
  });

  it('obeys a limit, and a new one at once', async () => {
    const content = lab.content(8 * MIB);
    const server = await lab.startServer(serveFile(content, { etag: ETAG }));
    const engine = lab.startEngine({ origins: [server.origin] });
    const limits = { ...NO_LIMITS, downloadLimit: 64 * 1024 };
    const session = await engine.open({ ...(await lab.task({ url: server.url('/f') })), limits });
    await until(() => session.snapshot().bytesReceived > 256 * 1024);
    expect(session.snapshot().bytesReceived).toBeLessThan(2 * MIB);
    session.setLimits(NO_LIMITS);
    await finished(session);
  });

  it('keeps to itself what it is not given, and refuses to be opened twice', async () => {
    const server = await lab.startServer(serveFile(lab.content(MIB), { paceMs: 50 }));
    const engine = lab.startEngine({ origins: [server.origin] });
    const task = await lab.task({ url: server.url('/f') });
    const session = await engine.open(task);
    await expect(engine.open(task)).rejects.toMatchObject({ code: 'DOWNLOAD_ALREADY_OPEN' });
    await once(session, 'metadata');
    await session.remove();
    await session.remove();
    await expect(readFile(join(task.directory, 'f.part'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(session.snapshot().state).toBe('stopped');
  });
});
