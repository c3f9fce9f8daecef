import { once } from 'node:events';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { ByteServer } from '../../src/modules/downloads/engine/byte-server.js';
import type { TorrentSession } from '../../src/modules/downloads/engine/torrent/torrent-session.js';
import type { SeederOptions } from '../fakes/seeder.js';
import { MIB, TorrentLab, metadataOf, sha256, until } from '../support/torrent-lab.js';

describe('reading while it downloads', () => {
  let lab: TorrentLab;
  beforeAll(async () => {
    lab = await TorrentLab.open();
  });
  afterEach(() => lab.reset());
  afterAll(() => lab.close());

  async function startDownload(options: Partial<SeederOptions> = {}): Promise<TorrentSession> {
    const { infoHash } = await lab.startSeeder(options);
    const session = await lab.download(infoHash);
    await metadataOf(session);
    return session;
  }

  it('brings the end first when the end is asked for', async () => {
    const session = await startDownload({ uploadLimitBytesPerSecond: 4 * MIB });
    const start = Math.floor(lab.content.length * 0.9);
    const end = start + 300_000;
    const bytes = await buffer(session.read(0, start, end));
    expect(bytes.equals(lab.content.subarray(start, end + 1))).toBe(true);
    expect(session.snapshot().bytesDone).toBeLessThan(lab.content.length / 4);
    await once(session, 'done');
  });

  it('serves several readers, and the whole file in order', async () => {
    const session = await startDownload();
    const size = lab.content.length;
    const [whole, tail, one] = await Promise.all([
      buffer(session.read(0, 0, size - 1)),
      buffer(session.read(0, size - 1000, size - 1)),
      buffer(session.read(0, 0, 0)),
    ]);
    expect(sha256(whole)).toBe(sha256(lab.content));
    expect(tail.equals(lab.content.subarray(-1000))).toBe(true);
    expect(one.equals(lab.content.subarray(0, 1))).toBe(true);
  });

  it('lets go at once when it is aborted, and ends with an error when the download stops', async () => {
    const session = await startDownload({ uploadLimitBytesPerSecond: 64 * 1024 });
    const abort = new AbortController();
    const aborted = buffer(session.read(0, 8 * MIB, 9 * MIB, abort.signal));
    abort.abort();
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    const never = buffer(session.read(0, 8 * MIB, 9 * MIB, abort.signal));
    await expect(never).rejects.toMatchObject({ name: 'AbortError' });
    const stopped = buffer(session.read(0, 8 * MIB, 9 * MIB));
    void session.stop();
    await expect(stopped).rejects.toMatchObject({ code: 'DOWNLOAD_STOPPED' });
    expect(() => session.read(0, 0, 1)).toThrow('The download was stopped');
  });

  it('refuses bytes that no file has', async () => {
    const session = await startDownload();
    for (const [index, start, end] of [
      [0, -1, 5],
      [0, 6, 5],
      [0, 0, lab.content.length],
      [1, 0, 5],
      [0, 0.5, 5],
    ] as const) {
      expect(() => session.read(index, start, end)).toThrow('The file does not have these bytes');
    }
  });

  describe('over HTTP', () => {
    const failures: string[] = [];

    async function serve(session: TorrentSession, stallTimeoutMs = 20_000): Promise<string> {
      failures.length = 0;
      const server = await ByteServer.start({
        host: '127.0.0.1',
        port: 0,
        stallTimeoutMs,
        authorize: (authorization) => authorization === 'Bearer inside',
        lookup: (id) => (id === 'known' ? session : undefined),
        onFailure: (error) => failures.push(error.name),
      });
      lab.onReset(() => server.close());
      return `${server.url}/internal/downloads/known/files/0`;
    }

    const ask = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
      fetch(url, { method, headers: { authorization: 'Bearer inside', ...headers } });

    it('answers ranges, whole files and HEAD', async () => {
      const url = await serve(await startDownload());
      const size = lab.content.length;
      const part = await ask(url, { range: `bytes=${size - 70_000}-` });
      expect(part.status).toBe(206);
      expect(part.headers.get('content-range')).toBe(`bytes ${size - 70_000}-${size - 1}/${size}`);
      expect(Buffer.from(await part.arrayBuffer()).equals(lab.content.subarray(-70_000))).toBe(true);

      const whole = await ask(url);
      expect(whole.status).toBe(200);
      expect(whole.headers.get('content-length')).toBe(String(size));
      expect(whole.headers.get('accept-ranges')).toBe('bytes');
      expect(sha256(Buffer.from(await whole.arrayBuffer()))).toBe(sha256(lab.content));

      const head = await ask(url, { range: 'bytes=0-9' }, 'HEAD');
      expect([head.status, head.headers.get('content-length')]).toEqual([206, '10']);
    });

    it('refuses strangers, unknown downloads and files, other methods, and ranges beyond the end', async () => {
      const url = await serve(await startDownload());
      const status = async (response: Promise<Response>) => (await response).status;
      expect(await status(fetch(url))).toBe(401);
      expect(await status(ask(url.replace('known', 'other')))).toBe(404);
      expect(await status(ask(url.replace(/0$/, '7')))).toBe(404);
      expect(await status(ask(url.replace('internal', 'public')))).toBe(404);
      expect(await status(ask(url, {}, 'POST'))).toBe(405);
      const beyond = await ask(url, { range: `bytes=${lab.content.length}-` });
      expect(beyond.status).toBe(416);
      expect(beyond.headers.get('content-range')).toBe(`bytes */${lab.content.length}`);
    });

    it('asks for patience while the file list is unknown', async () => {
      const url = await serve(await lab.download('0123456789abcdef0123456789abcdef01234567'));
      const response = await ask(url);
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    });

    it('cuts the connection when no more bytes come', async () => {
      const seeder = await lab.startSeeder({ uploadLimitBytesPerSecond: MIB });
      const session = await lab.download(seeder.infoHash);
      await metadataOf(session);
      await until(() => session.snapshot().bytesDone > 0);
      await seeder.close();
      const response = await ask(await serve(session, 200));
      await expect(response.arrayBuffer()).rejects.toThrow();
      expect(failures).toEqual(['ReadStalledError']);
    });

    it('lets go of the read when the client leaves', async () => {
      const session = await startDownload({ uploadLimitBytesPerSecond: 2 * MIB });
      const reads: { destroyed: boolean }[] = [];
      const read = session.read.bind(session);
      session.read = (...range) => {
        const stream = read(...range);
        reads.push(stream);
        return stream;
      };
      const url = await serve(session);
      const request = get(url, { headers: { authorization: 'Bearer inside' } });
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      await once(response, 'data');
      request.destroy();
      await until(() => reads[0]?.destroyed === true);
      expect(failures).toEqual([]);
    });
  });
});
