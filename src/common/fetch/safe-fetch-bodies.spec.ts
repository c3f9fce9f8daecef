import { once } from 'node:events';
import type { Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { FetchBench } from '../../../test/support/fetch-bench.js';

const bench = new FetchBench();
afterEach(() => bench.close());

describe('bodies of SafeFetch', () => {
  const compress = { gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync };

  it.each(Object.entries(compress))('decodes %s', async (encoding, encode) => {
    const origin = await bench.serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(encode('{"a":[1]}')),
    );
    expect(await (await bench.listing(origin)(origin)).json()).toEqual({ a: [1] });
  });

  it.each(Object.entries(compress))('stops a bomb of %s at the limit', async (encoding, encode) => {
    const bomb = encode(Buffer.alloc(8 * 1024 * 1024));
    const origin = await bench.serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(bomb),
    );
    const answer = await bench.listing(origin)(origin, { maxBodyBytes: 100_000 });
    await expect(answer.bytes()).rejects.toMatchObject({
      details: { reason: 'body_too_large', limit_bytes: 100_000 },
    });
  });

  it('refuses stacked and unknown encodings', async () => {
    for (const encoding of ['gzip, gzip', 'zip']) {
      const origin = await bench.serve((_request, response) =>
        response.writeHead(200, { 'content-encoding': encoding }).end('x'),
      );
      const answer = await bench.listing(origin)(origin);
      await expect(answer.text()).rejects.toMatchObject({ reason: 'encoding' });
    }
  });

  it('reports a broken compressed body', async () => {
    const origin = await bench.serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello').subarray(0, 12)),
    );
    await expect((await bench.listing(origin)(origin)).text()).rejects.toMatchObject({ reason: 'encoding' });
  });

  it('stops an endless body and closes its connection', async () => {
    let onClose = (): void => undefined;
    const closed = new Promise<void>((resolve) => (onClose = resolve));
    const origin = await bench.serve((_request, response) => {
      const write = (): void => {
        while (response.write('x'.repeat(65_536)));
      };
      response.on('drain', write).on('close', onClose);
      write();
    });
    const answer = await bench.listing(origin)(origin, { maxBodyBytes: 1_000_000 });
    await expect(answer.bytes()).rejects.toMatchObject({ details: { reason: 'body_too_large' } });
    await closed;
  });

  it('refuses at once what announces too much', async () => {
    const origin = await bench.serve((_request, response) => {
      response.writeHead(200, { 'content-length': '5000' }).write('x');
    });
    const answer = await bench.listing(origin)(origin, { maxBodyBytes: 4999 });
    expect(() => answer.stream()).toThrow(expect.objectContaining({ limitBytes: 4999 }));
  });

  it('reports a body that ends before its announced length', async () => {
    const origin = await bench.serve((_request, response) => {
      response.writeHead(200, { 'content-length': '10' }).write('short');
      setImmediate(() => response.socket?.end());
    });
    await expect((await bench.listing(origin)(origin)).text()).rejects.toMatchObject({
      code: 'EXTERNAL_API_ERROR',
    });
  });

  it('reads HEAD answers, whose announced body never comes', async () => {
    const origin = await bench.serve((_request, response) =>
      response.writeHead(200, { 'content-length': '99999999', 'content-encoding': 'gzip' }).end(),
    );
    const answer = await bench.listing(origin)(origin, { method: 'HEAD' });
    expect([answer.headers['content-length'], await answer.text()]).toEqual(['99999999', '']);
  });

  it('decodes the charset that is named, and reports JSON that is none', async () => {
    const origin = await bench.serve((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/plain; charset=ISO-8859-1' }).end(Buffer.from([0xe9])),
    );
    const fetch = bench.listing(origin);
    expect(await (await fetch(origin)).text()).toBe('é');
    await expect((await fetch(origin)).json()).rejects.toMatchObject({ reason: 'invalid_json' });
  });

  it('sends a body, asks for plain bytes with a range, and joins repeated headers', async () => {
    const origin = await bench.serve((request, response) => {
      response.setHeader('x-seen', [String(request.method), String(request.headers['accept-encoding'])]);
      request.pipe(response);
    });
    const options = { method: 'POST', body: 'ping', headers: { Range: 'bytes=0-' } } as const;
    const answer = await bench.listing(origin)(origin, options);
    expect([answer.headers['x-seen'], await answer.text()]).toEqual(['POST, identity', 'ping']);
  });

  it('closes the connection when the consumer destroys the stream, and holds the server back before', async () => {
    let written = 0;
    let serverSide: Socket | null = null;
    const origin = await bench.serve((_request, response) => {
      serverSide = response.socket;
      const write = (): void => {
        do written += 65_536;
        while (response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', write);
      write();
    });
    const answer = await bench.listing(origin)(origin, { maxBodyBytes: Infinity });
    const stream = answer.stream();
    await once(stream, 'readable');
    // The buffers of both ends fill up and then nothing moves: wait until two looks agree.
    for (let before = -1; before !== written;) {
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(written).toBeLessThan(64 * 1024 * 1024);
    const socket = serverSide as unknown as Socket;
    const closed = new Promise((resolve) => socket.once('close', resolve));
    stream.destroy();
    await closed;
  });
});
