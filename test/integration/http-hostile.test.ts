import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { portOf } from '../fakes/listening.js';
import { drained, sendPaced, serveFile } from '../fakes/hostile-http-files.js';
import type { Answer } from '../fakes/hostile-http.js';
import { failureOf, finished, HttpLab, MIB, sha256 } from '../support/http-lab.js';

const ETAG = '"version-1"';
const PART = { 'Content-Range': `bytes 0-${MIB - 1}/${4 * MIB}`, ETag: ETAG };

describe('an HTTP download from a hostile server', () => {
  let lab: HttpLab;
  beforeAll(async () => {
    lab = await HttpLab.open();
  });
  afterEach(() => lab.reset());
  afterAll(() => lab.close());

  /** The code with which a download from such a server fails. */
  async function codeAt(
    answer: Answer,
    { maxBytes = 8 * MIB, readTimeoutSeconds = 5 } = {},
  ): Promise<string> {
    const server = await lab.startServer(answer);
    const transfer = { readTimeoutSeconds, maxRetries: 1 };
    return failureOf(await lab.download({ url: server.url('/f.bin'), transfer }, { maxBytes }));
  }

  /** The same for a server that speaks no proper HTTP. */
  async function codeAtSocket(talk: (socket: Socket) => void): Promise<string> {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => talk(socket));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    lab.onReset(async () => void server.close());
    const url = `http://127.0.0.1:${portOf(server)}/f.bin`;
    return failureOf(await lab.download({ url, transfer: { maxRetries: 1 } }));
  }

  const endless: Answer = async (_request, response) => {
    const chunk = Buffer.alloc(64 * 1024);
    while (!response.destroyed) if (!response.write(chunk)) await drained(response);
  };

  it('refuses a body without end', async () => {
    expect(await codeAt(endless)).toBe('DOWNLOAD_TOO_LARGE');
  });

  it('refuses a length beyond the limit before it stores anything', async () => {
    const code = await codeAt((_request, response) => {
      response.writeHead(200, { 'Content-Length': 2 ** 45 }).flushHeaders();
    });
    expect(code).toBe('DOWNLOAD_TOO_LARGE');
  });

  it('gives up on a body that always ends early', async () => {
    expect(await codeAt(serveFile(lab.content(MIB), { ignoresRanges: true, cutAfterBytes: 32 * 1024 }))).toBe(
      'DOWNLOAD_TRUNCATED',
    );
  });

  it('comes to its end over a connection that is cut again and again', async () => {
    const content = lab.content(4 * MIB);
    const server = await lab.startServer(serveFile(content, { etag: ETAG, cutAfterBytes: 400_000 }));
    const session = await lab.download({ url: server.url('/f') });
    await finished(session);
    expect(session.files()[0]?.sha256).toBe(sha256(content));
  });

  it('refuses more than was announced', async () => {
    const code = await codeAt((_request, response) => {
      response.writeHead(206, { 'Content-Range': `bytes 0-${MIB - 1}/${MIB}`, ETag: ETAG });
      response.end(Buffer.alloc(2 * MIB));
    });
    expect(code).toBe('DOWNLOAD_ANSWER_INVALID');
  });

  it.each([
    ['other bytes than it was asked for', { 'Content-Range': `bytes 5-${MIB + 4}/${4 * MIB}` }],
    ['more than it was asked for', { 'Content-Range': `bytes 0-${2 * MIB - 1}/${4 * MIB}` }],
    ['a range beyond the end', { 'Content-Range': `bytes 0-${MIB - 1}/1000` }],
    ['a range that is none', { 'Content-Range': 'bytes 0-1000/many' }],
    ['no range at all', {}],
    ['a length that is not that of the range', { ...PART, 'Content-Length': '1000' }],
  ])('refuses a 206 with %s', async (_what, headers) => {
    const code = await codeAt((_request, response) => void response.writeHead(206, headers).flushHeaders());
    expect(code).toBe('DOWNLOAD_RANGE_MISMATCH');
  });

  it('refuses a compressed answer, whatever it would become', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * MIB));
    const code = await codeAt((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': bomb.length }).end(bomb);
    });
    expect(code).toBe('DOWNLOAD_ANSWER_INVALID');
  });

  it('stores a file that is compressed by itself as it is', async () => {
    const archive = gzipSync(lab.content(1000));
    const server = await lab.startServer(serveFile(archive, { headers: { 'Content-Encoding': 'x-gzip' } }));
    const session = await lab.download({ url: server.url('/a.tar.gz') });
    await finished(session);
    expect(session.files()[0]?.sha256).toBe(sha256(archive));
  });

  it('refuses a redirect loop', async () => {
    const code = await codeAt((_request, response) => void response.writeHead(302, { Location: '/f' }).end());
    expect(code).toBe('DOWNLOAD_REDIRECT_REFUSED');
  });

  it.each([
    'http://127.0.0.1:1234/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:10.0.0.1]/',
    'http://localhost/',
    'http://2130706433/',
  ])('refuses a redirect to %s', async (location) => {
    const code = await codeAt(
      (_request, response) => void response.writeHead(302, { Location: location }).end(),
    );
    expect(code).toBe('URL_REFUSED');
  });

  it('refuses a redirect to what is no web address', async () => {
    const code = await codeAt(
      (_request, response) => void response.writeHead(302, { Location: 'file:///etc/passwd' }).end(),
    );
    expect(code).toBe('DOWNLOAD_REDIRECT_REFUSED');
  });

  it('gives up on a server that says nothing', async () => {
    expect(await codeAt(() => undefined, { readTimeoutSeconds: 0.2 })).toBe('DOWNLOAD_TIMED_OUT');
  });

  it('gives up on a body that stops', async () => {
    const code = await codeAt(
      (_request, response) => void response.writeHead(200, { 'Content-Length': MIB }).write('begun'),
      { readTimeoutSeconds: 0.2 },
    );
    expect(code).toBe('DOWNLOAD_TIMED_OUT');
  });

  it('gives up on a body that trickles', async () => {
    const code = await codeAt(
      (_request, response) => {
        response.writeHead(200, { 'Content-Length': MIB });
        const timer = setInterval(() => response.write('x'), 50);
        response.once('close', () => clearInterval(timer));
      },
      { readTimeoutSeconds: 0.4 },
    );
    expect(code).toBe('DOWNLOAD_TIMED_OUT');
  });

  it('gives up when the whole takes too long', async () => {
    const server = await lab.startServer(serveFile(lab.content(4 * MIB), { paceMs: 50 }));
    const transfer = { totalTimeoutSeconds: 0.3 };
    expect(await failureOf(await lab.download({ url: server.url('/f'), transfer }))).toBe(
      'DOWNLOAD_TIMED_OUT',
    );
  });

  it('refuses headers without end', async () => {
    const code = await codeAtSocket((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      for (let i = 0; i < 5000 && !socket.destroyed; i += 1) socket.write(`X-${i}: ${'a'.repeat(100)}\r\n`);
    });
    expect(code).toBe('DOWNLOAD_ANSWER_INVALID');
  });

  it('refuses what is not HTTP', async () => {
    expect(await codeAtSocket((socket) => socket.end('220 mail.example ESMTP\r\n'))).toBe(
      'DOWNLOAD_ANSWER_INVALID',
    );
  });

  it.each([401, 403, 404, 410, 451])('fails at once with status %d', async (status) => {
    const server = await lab.startServer((_request, response) => void response.writeHead(status).end());
    expect(await failureOf(await lab.download({ url: server.url('/f') }))).toBe('DOWNLOAD_HTTP_STATUS');
    expect(server.requests).toHaveLength(1);
  });

  it('tries again when the server is only busy', async () => {
    const content = lab.content(MIB);
    const serve = serveFile(content);
    const left = { refusals: 2 };
    const server = await lab.startServer((request, response) => {
      if (left.refusals-- > 0) response.writeHead(503, { 'Retry-After': '0' }).end();
      else return serve(request, response);
    });
    const session = await lab.download({ url: server.url('/f') });
    await finished(session);
    expect(session.files()[0]?.sha256).toBe(sha256(content));
  });

  it('is content with the one connection that a server allows', async () => {
    const content = lab.content(8 * MIB);
    const serve = serveFile(content, { etag: ETAG, paceMs: 1 });
    const open = { count: 0 };
    const server = await lab.startServer(async (request, response) => {
      if (open.count > 0) return void response.writeHead(429).end();
      open.count += 1;
      await serve(request, response);
      open.count -= 1;
    });
    const session = await lab.download({ url: server.url('/f') });
    await finished(session);
    expect(session.files()[0]?.sha256).toBe(sha256(content));
  });

  it('takes the file in one piece when servers behind one name disagree', async () => {
    const content = lab.content(6 * MIB);
    const turn = { count: 0 };
    const server = await lab.startServer((request, response) =>
      serveFile(content, { etag: `"node-${(turn.count += 1)}"`, ignoresIfRange: true })(request, response),
    );
    const session = await lab.download({ url: server.url('/f') });
    await finished(session);
    expect(session.files()[0]?.sha256).toBe(sha256(content));
  });

  it('stores an error page as the file that it is', async () => {
    const page = Buffer.from('<h1>Not here</h1>');
    const server = await lab.startServer((request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Length': page.length });
      return sendPaced(page, request, response);
    });
    const session = await lab.download({ url: server.url('/film.mkv') });
    await finished(session);
    expect(session.files()[0]?.sha256).toBe(sha256(page));
  });
});
