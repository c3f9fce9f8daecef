import { setImmediate as turn } from 'node:timers/promises';
import { ImportPlaces } from './import-places.js';

const { signal } = new AbortController();

describe('ImportPlaces', () => {
  it('runs two at once, and the others in their order', async () => {
    const places = new ImportPlaces();
    const begun: number[] = [];
    const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
    const all = gates.map(({ promise }, index) =>
      places.run(signal, () => {
        begun.push(index);
        return promise;
      }),
    );
    await turn();
    expect(begun).toEqual([0, 1]);
    gates[1]?.resolve();
    await turn();
    expect(begun).toEqual([0, 1, 2]);
    for (const { resolve } of gates) resolve();
    await Promise.all(all);
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it('gives the place of a failed one away, and passes over who gave up', async () => {
    const places = new ImportPlaces();
    const first = Promise.withResolvers<void>();
    const second = Promise.withResolvers<void>();
    const held = [first, second].map(({ promise }) => places.run(signal, () => promise));
    const ending = new AbortController();
    const impatient = places.run(ending.signal, () => Promise.resolve());
    const patient = places.run(signal, () => Promise.resolve('done'));
    ending.abort(new Error('lost'));
    await expect(impatient).rejects.toThrow('lost');
    first.reject(new Error('broken'));
    await expect(held[0]).rejects.toThrow('broken');
    expect(await patient).toBe('done');
    second.resolve();
    await held[1];
  });
});
