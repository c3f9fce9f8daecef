import { iterateUntilAbort } from './with-abort.js';

async function* hangAfter<T>(...values: T[]): AsyncGenerator<T> {
  yield* values;
  await new Promise(() => undefined);
}

describe('iterateUntilAbort', () => {
  it('passes everything on', async () => {
    const source = (async function* () {
      yield* [1, 2, 3];
    })();
    const seen: number[] = [];
    for await (const value of iterateUntilAbort(source, new AbortController().signal)) seen.push(value);
    expect(seen).toEqual([1, 2, 3]);
  });

  it('leaves a source that hangs, with the reason of the signal', async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const reading = (async () => {
      for await (const value of iterateUntilAbort(hangAfter(1), controller.signal)) {
        seen.push(value);
        controller.abort(new Error('time is up'));
      }
    })();
    await expect(reading).rejects.toThrow('time is up');
    expect(seen).toEqual([1]);
  });

  it('lets the source clean up when the reader stops early', async () => {
    const closed = Promise.withResolvers<string>();
    const source = (async function* () {
      try {
        yield* [1, 2];
      } finally {
        closed.resolve('closed');
      }
    })();
    for await (const value of iterateUntilAbort(source, new AbortController().signal)) if (value === 1) break;
    await expect(closed.promise).resolves.toBe('closed');
  });
});
