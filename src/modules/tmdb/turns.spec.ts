import { Turns } from './turns.js';

const never = new AbortController().signal;

describe('Turns', () => {
  it('lets so many through at once, the others in order', async () => {
    const turns = new Turns(2);
    const log: string[] = [];
    const gates = new Map<string, () => void>();
    const start = (name: string) =>
      turns.run(() => {
        log.push(name);
        return new Promise<void>((resolve) => gates.set(name, resolve));
      }, never);
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(start);
    await Promise.resolve();
    expect(log).toEqual(['a', 'b']);
    gates.get('a')?.();
    await a;
    expect(log).toEqual(['a', 'b', 'c']);
    gates.get('b')?.();
    gates.get('c')?.();
    await Promise.all([b, c]);
    expect(log).toEqual(['a', 'b', 'c', 'd']);
    gates.get('d')?.();
    await d;
  });

  it('gives the turn on when the work fails, and passes over those who left', async () => {
    const turns = new Turns(1);
    const failing = Promise.withResolvers<string>();
    const first = turns.run(() => failing.promise, never);
    const leaving = new AbortController();
    const second = turns.run(async () => 'second', leaving.signal);
    const third = turns.run(async () => 'third', never);
    leaving.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    failing.reject(new Error('broken'));
    await expect(first).rejects.toThrow('broken');
    await expect(third).resolves.toBe('third');
  });
});
