import { listenForStop } from './stop-signals.js';

describe('listenForStop', () => {
  let now = 0;
  let forced = 0;
  const listen = () =>
    listenForStop(
      () => forced++,
      () => now,
    );

  beforeEach(() => {
    now = 0;
    forced = 0;
  });

  it('takes the Ctrl-C that npm passes on again for the same one', async () => {
    const signals = listen();
    process.emit('SIGINT');
    now = 50;
    process.emit('SIGINT');
    await signals.requested;
    signals.dispose();
    expect([signals.isRequested, forced]).toEqual([true, 0]);
  });

  it('forces at a second request', () => {
    const signals = listen();
    process.emit('SIGTERM');
    now = 2_000;
    process.emit('SIGINT');
    signals.dispose();
    expect(forced).toBe(1);
  });

  it('leaves no listener behind', () => {
    const before = process.listenerCount('SIGINT');
    listen().dispose();
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
