import { FetchBench } from '../../../test/support/fetch-bench.js';
import { FetchPolicy } from './fetch-policy.js';
import { createDispatchers } from './pinned-dispatcher.js';

const bench = new FetchBench();
afterEach(() => bench.close());

describe('time limits of SafeFetch', () => {
  it('gives up on a connection that is never made', async () => {
    const silent = createDispatchers(
      async () => [],
      () => () => undefined,
    );
    const client = bench.client(new FetchPolicy(), silent);
    await expect(client.request('http://public.example/', { connectTimeoutMs: 50 })).rejects.toMatchObject({
      phase: 'connect',
    });
  });

  it('gives up on headers that trickle in', async () => {
    const origin = await bench.serve(({ socket }) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => socket.write('x-a: b\r\n'), 20);
      socket.on('error', () => undefined).on('close', () => clearInterval(drip));
    });
    await expect(bench.listing(origin)(origin, { headersTimeoutMs: 150 })).rejects.toMatchObject({
      phase: 'headers',
    });
  });

  it('gives up on a body that stops', async () => {
    const origin = await bench.serve((_request, response) => void response.write('x'));
    const answer = await bench.listing(origin)(origin, { bodyIdleTimeoutMs: 50 });
    await expect(answer.text()).rejects.toMatchObject({ phase: 'body' });
  });

  it('gives up on a body that trickles for longer than the whole may take', async () => {
    const origin = await bench.serve((_request, response) => {
      const drip = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(drip));
    });
    const answer = await bench.listing(origin)(origin, { timeoutMs: 200 });
    await expect(answer.text()).rejects.toMatchObject({ code: 'EXTERNAL_API_ERROR', phase: 'total' });
  });

  it('does not blame the server for a slow consumer', async () => {
    const body = Buffer.alloc(4 * 1024 * 1024, 'x');
    const origin = await bench.serve((_request, response) => response.end(body));
    const answer = await bench.listing(origin)(origin, { bodyIdleTimeoutMs: 40 });
    let received = 0;
    for await (const chunk of answer.stream()) {
      if (received === 0) await new Promise((resolve) => setTimeout(resolve, 200));
      received += (chunk as Buffer).length;
    }
    expect(received).toBe(body.length);
  });

  it('ends with the reason of the caller, before and after the headers', async () => {
    const origin = await bench.serve(
      (request, response) => void (request.url === '/body' && response.write('x')),
    );
    const fetch = bench.listing(origin);
    const reason = new Error('changed my mind');
    const early = new AbortController();
    const pending = fetch(origin, { signal: early.signal });
    early.abort(reason);
    await expect(pending).rejects.toBe(reason);
    const late = new AbortController();
    const answer = await fetch(`${origin}/body`, { signal: late.signal });
    const text = answer.text();
    late.abort(reason);
    await expect(text).rejects.toBe(reason);
  });

  it('reports a closed port without telling the address', async () => {
    const { server, origin } = await bench.start((_request, response) => response.end());
    await new Promise((resolve) => server.close(resolve));
    await expect(bench.listing(origin)(origin)).rejects.toMatchObject({
      reason: 'refused',
      message: expect.not.stringContaining('127.0.0.1') as string,
    });
  });
});
