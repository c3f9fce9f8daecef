import { TmdbPause } from './tmdb-pause.js';
import { TmdbKeyRefusedError, TmdbRateLimitedError, TmdbTimeoutError } from './tmdb.errors.js';

describe('TmdbPause', () => {
  it('lets nobody ask until the time that TMDB named', () => {
    const pause = new TmdbPause();
    pause.note(new TmdbRateLimitedError(7), 1000);
    expect(() => pause.assertMayAsk(2000)).toThrow(expect.objectContaining({ retryAfter: 6 }));
    expect(pause.prefersStored(7999)).toBe(true);
    expect(pause.prefersStored(8000)).toBe(false);
    expect(() => pause.assertMayAsk(8000)).not.toThrow();
  });

  it('prefers what is stored for a while after TMDB was away, and lets others ask', () => {
    const pause = new TmdbPause();
    pause.note(new TmdbTimeoutError(), 1000);
    expect(pause.prefersStored(15_999)).toBe(true);
    expect(() => pause.assertMayAsk(1001)).not.toThrow();
    pause.end();
    expect(pause.prefersStored(1002)).toBe(false);
  });

  it('does not mind a refused key', () => {
    const pause = new TmdbPause();
    pause.note(new TmdbKeyRefusedError(), 1000);
    expect(pause.prefersStored(1000)).toBe(false);
  });
});
