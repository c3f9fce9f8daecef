import type { Finding } from '../providers/search-provider.js';
import { AbandonedError, Flight } from './flight.js';
import type { Begin } from './flight.js';

const finding = (guid: string) => ({ kind: 'release', source: { guid } }) as Finding;
const never = new AbortController().signal;

/** A provider whose answer comes as the test says. */
function manual() {
  const queue: Array<() => Promise<readonly Finding[] | null>> = [];
  let wake = Promise.withResolvers<void>();
  const push = (step: () => Promise<readonly Finding[] | null>) => {
    queue.push(step);
    wake.resolve();
  };
  const seen: { signal?: AbortSignal } = {};
  async function* open(signal: AbortSignal, begin: Begin) {
    seen.signal = signal;
    begin(false);
    for (;;) {
      while (queue.length === 0) {
        await wake.promise;
        wake = Promise.withResolvers<void>();
      }
      const portion = await queue.shift()?.();
      if (!portion) return;
      yield portion;
    }
  }
  return {
    open,
    seen,
    portion: (...guids: string[]) => push(() => Promise.resolve(guids.map(finding))),
    end: () => push(() => Promise.resolve(null)),
    fail: (error: Error) => push(() => Promise.reject(error)),
  };
}

async function collect(flight: Flight, signal = never): Promise<string[]> {
  const guids: string[] = [];
  for await (const portion of flight.follow(signal)) {
    guids.push(...portion.map((one) => (one.kind === 'release' ? one.source.guid : '')));
  }
  return guids;
}

describe('Flight', () => {
  it('gives every follower everything, whenever it joins', async () => {
    const provider = manual();
    const flight = new Flight(provider.open);
    flight.join();
    const first = collect(flight);
    provider.portion('a', 'b');
    await flight.begun(never);
    flight.join();
    const second = collect(flight);
    provider.portion('c');
    provider.end();
    expect(await first).toEqual(['a', 'b', 'c']);
    expect(await second).toEqual(['a', 'b', 'c']);
    expect(await collect(flight)).toEqual(['a', 'b', 'c']);
  });

  it('fails for all of them, after what came before', async () => {
    const provider = manual();
    const flight = new Flight(provider.open);
    flight.join();
    provider.portion('a');
    provider.fail(new Error('broken'));
    await expect(collect(flight)).rejects.toThrow('broken');
    const portions = flight.follow(never);
    expect((await portions.next()).value).toHaveLength(1);
    await expect(portions.next()).rejects.toThrow('broken');
  });

  it('goes on while one still wants it, and is aborted when nobody does', async () => {
    const provider = manual();
    const flight = new Flight(provider.open);
    const impatient = new AbortController();
    flight.join();
    flight.join();
    const first = collect(flight, impatient.signal).finally(() => flight.leave());
    impatient.abort(new Error('cancelled'));
    await expect(first).rejects.toThrow('cancelled');
    expect(provider.seen.signal?.aborted).toBe(false);
    flight.leave();
    expect(provider.seen.signal?.reason).toBeInstanceOf(AbandonedError);
    expect(flight.isJoinable).toBe(false);
  });

  it('is not aborted when it is left after its end', async () => {
    const provider = manual();
    const flight = new Flight(provider.open);
    flight.join();
    provider.end();
    await collect(flight);
    flight.leave();
    expect(flight.isJoinable).toBe(true);
  });
});
