import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, open, readdir, readlink, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import http, { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { DomainError } from '../../src/common/errors/domain-error.js';
import { answerBytes } from '../../src/modules/streaming/bytes/answer-bytes.js';
import { FileSource } from '../../src/modules/streaming/bytes/file-source.js';
import { waitFor } from '../support/wait-for.js';

const SIZE = 3 * 1024 * 1024 + 17;
const ETAG = '"v1"';
const MODIFIED = new Date('2026-02-15T15:28:37.000Z');

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

describe('answers with bytes of a file', () => {
  const bytes = randomBytes(SIZE);
  let directory: string;
  let file: string;
  let server: Server;
  let name = 'Film (2010).mp4';
  const cuts: unknown[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), 'sokoul-bytes-'));
    server = createServer((request, response) => {
      void (async () => {
        const handle = await open(file, 'r');
        const { size } = await handle.stat();
        const source = new FileSource(handle, name, size, { etag: ETAG, lastModified: MODIFIED });
        try {
          await answerBytes(request, response, source, (error) => cuts.push(error));
        } catch (error) {
          const code = error instanceof DomainError ? error.code : 'UNEXPECTED';
          response.writeHead(code === 'RANGE_NOT_SATISFIABLE' ? 416 : 500).end(code);
        }
      })();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  beforeEach(async () => {
    file = path.join(directory, randomUUID());
    await writeFile(file, bytes);
    await utimes(file, MODIFIED, MODIFIED);
    name = 'Film (2010).mp4';
    cuts.length = 0;
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await rm(directory, { recursive: true });
  });

  const port = () => (server.address() as AddressInfo).port;

  async function fetchIt(headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
    const request = http.request({ port: port(), host: '127.0.0.1', method, headers, agent: false }).end();
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) };
  }

  async function isOpen(): Promise<boolean> {
    const targets = await Promise.all(
      (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
    );
    return targets.includes(file);
  }

  it('sends the whole file with what players need to know', async () => {
    const { status, headers, body } = await fetchIt();
    expect(status).toBe(200);
    expect(body.equals(bytes)).toBe(true);
    expect(headers).toMatchObject({
      'accept-ranges': 'bytes',
      'content-length': String(SIZE),
      'content-type': 'video/mp4',
      'content-disposition': 'inline; filename="Film (2010).mp4"',
      'x-content-type-options': 'nosniff',
      etag: ETAG,
      'last-modified': MODIFIED.toUTCString(),
    });
  });

  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=100-1048676', 100, 1_048_676],
    ['bytes=1048576-', 1_048_576, SIZE - 1],
    ['bytes=-17', SIZE - 17, SIZE - 1],
    ['bytes=5-99999999', 5, SIZE - 1],
  ])('sends %s', async (range, start, end) => {
    const { status, headers, body } = await fetchIt({ range });
    expect(status).toBe(206);
    expect(headers['content-range']).toBe(`bytes ${start}-${end}/${SIZE}`);
    expect(headers['content-length']).toBe(String(end + 1 - start));
    expect(body.equals(bytes.subarray(start, end + 1))).toBe(true);
  });

  it.each(['bytes=9-5', 'items=0-1', 'bytes=0-1,5-6'])('answers %s with the whole file', async (range) => {
    const { status, headers, body } = await fetchIt({ range });
    expect(status).toBe(200);
    expect(headers['content-range']).toBeUndefined();
    expect(body).toHaveLength(SIZE);
  });

  it('refuses a range beyond the end and says where the end is', async () => {
    const { status, headers, body } = await fetchIt({ range: `bytes=${SIZE}-` });
    expect(status).toBe(416);
    expect(headers['content-range']).toBe(`bytes */${SIZE}`);
    expect(headers.etag).toBeUndefined();
    expect(body.toString()).toBe('RANGE_NOT_SATISFIABLE');
  });

  it.each([
    [ETAG, 206],
    ['"v0"', 200],
    [`W/${ETAG}`, 200],
    [MODIFIED.toUTCString(), 206],
    [new Date(MODIFIED.getTime() - 1000).toUTCString(), 200],
  ])('with If-Range %s answers %d', async (ifRange, expected) => {
    const { status } = await fetchIt({ range: 'bytes=0-9', 'if-range': ifRange });
    expect(status).toBe(expected);
  });

  it('does not refuse a range that If-Range makes void', async () => {
    expect((await fetchIt({ range: `bytes=${SIZE}-`, 'if-range': '"v0"' })).status).toBe(200);
  });

  it('sends nothing that the client has', async () => {
    const { status, headers, body } = await fetchIt({ 'if-none-match': ETAG, range: 'bytes=0-9' });
    expect(status).toBe(304);
    expect(headers).toMatchObject({ etag: ETAG, 'last-modified': MODIFIED.toUTCString() });
    expect(headers['content-length']).toBeUndefined();
    expect(body).toHaveLength(0);
    expect((await fetchIt({ 'if-match': '"v0"' })).status).toBe(412);
  });

  it('answers HEAD like GET without the bytes, and ignores its Range', async () => {
    const { status, headers, body } = await fetchIt({ range: 'bytes=0-9' }, 'HEAD');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-length': String(SIZE),
      'content-type': 'video/mp4',
      etag: ETAG,
    });
    expect(headers['content-range']).toBeUndefined();
    expect(body).toHaveLength(0);
  });

  it('sends an empty file', async () => {
    await truncate(file, 0);
    expect(await fetchIt()).toMatchObject({ status: 200, headers: { 'content-length': '0' } });
    expect((await fetchIt({ range: 'bytes=0-' })).status).toBe(416);
  });

  it('never lets a browser run what it sends', async () => {
    name = 'page.html';
    expect((await fetchIt()).headers['content-type']).toBe('application/octet-stream');
  });

  it('closes the file after every kind of answer', async () => {
    const conditions: Record<string, string>[] = [
      {},
      { range: 'bytes=0-9' },
      { range: 'bytes=99999999-' },
      { 'if-none-match': ETAG },
    ];
    for (const headers of conditions) await fetchIt(headers);
    await fetchIt({}, 'HEAD');
    await waitFor('the file to be closed', async () => !(await isOpen()));
  });

  it('closes the file when clients leave, wherever they are in it', async () => {
    // Larger than what the sockets buffer: the sender is waiting when the client leaves.
    await truncate(file, 256 * 1024 * 1024);
    const clients = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const range = `bytes=${index * 1024 * 1024}-`;
        const request = http
          .request({ port: port(), host: '127.0.0.1', headers: { range }, agent: false })
          .end();
        request.on('error', () => undefined);
        const [response] = (await once(request, 'response')) as [http.IncomingMessage];
        await once(response, 'readable');
        return request;
      }),
    );
    expect(await isOpen()).toBe(true);
    for (const client of clients) client.destroy();
    await waitFor('the file to be closed', async () => !(await isOpen()));
    expect(cuts).toEqual([]);
  });

  it('cuts the connection when the file is shorter than it promised', async () => {
    await truncate(file, 256 * 1024 * 1024);
    const request = http.request({ port: port(), host: '127.0.0.1', agent: false }).end();
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    await truncate(file, 1024);
    const ended = once(response, 'error');
    response.resume();
    const [error] = (await ended) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNRESET');
    await waitFor('the cut to be told', () => cuts.length === 1);
    expect(await isOpen()).toBe(false);
  });
});
