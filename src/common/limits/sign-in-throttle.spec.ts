import { InvalidTokenError, UnauthorizedError } from '../errors/common.errors.js';
import { RateLimitedError } from '../errors/rate-limited.error.js';
import { MemoryAttempts } from './memory-attempts.js';
import { SignInThrottle } from './sign-in-throttle.js';

const HOME = '198.51.100.7';
const MINUTE = 60_000;

class Scene {
  now = 1_800_000_000_000;
  private readonly throttle = new SignInThrottle(new MemoryAttempts(), () => this.now);

  /** What a sign-in comes to: 'in', 'wrong', or the seconds to wait. */
  async signIn(password: 'right' | 'wrong', username: string, address: string): Promise<string | number> {
    const work = async () => {
      if (password === 'wrong') throw new UnauthorizedError('no');
      return 'in';
    };
    return this.throttle.attempt(username, address, work).catch((error: unknown) => {
      if (error instanceof RateLimitedError) return error.retryAfter;
      if (error instanceof UnauthorizedError) return 'wrong';
      throw error;
    });
  }

  attempt<T>(work: () => Promise<T>): Promise<T> {
    return this.throttle.attempt('ann', HOME, work);
  }

  async fail(times: number, username: string, address: (n: number) => string): Promise<(string | number)[]> {
    const outcomes = [];
    for (let n = 0; n < times; n++) outcomes.push(await this.signIn('wrong', username, address(n)));
    return outcomes;
  }
}

const everywhere = (n: number) => `10.${n >> 8}.${n & 255}.1`;

describe('failed sign-ins', () => {
  let scene: Scene;
  beforeEach(() => {
    scene = new Scene();
  });

  it('cost nothing a few times, then a wait that doubles', async () => {
    expect(await scene.fail(7, 'ann', () => HOME)).toEqual([...Array(6).fill('wrong'), 2]);
    scene.now += 2000;
    expect(await scene.fail(2, 'ann', () => HOME)).toEqual(['wrong', 4]);
    scene.now += 4000;
    expect(await scene.fail(2, 'ann', () => HOME)).toEqual(['wrong', 8]);
  });

  it('make the right password wait too, and let it in afterwards', async () => {
    await scene.fail(6, 'ann', () => HOME);
    expect(await scene.signIn('right', 'ann', HOME)).toBe(2);
    scene.now += 2000;
    expect(await scene.signIn('right', 'ann', HOME)).toBe('in');
    expect(await scene.fail(6, 'ann', () => HOME)).toEqual(Array(6).fill('wrong'));
  });

  it('are forgotten after an hour', async () => {
    await scene.fail(6, 'ann', () => HOME);
    scene.now += 60 * MINUTE;
    expect(await scene.fail(6, 'ann', () => HOME)).toEqual(Array(6).fill('wrong'));
  });

  it('do not hold up other accounts at the same address at first, but many names do', async () => {
    await scene.fail(6, 'ann', () => HOME);
    expect(await scene.signIn('right', 'bob', HOME)).toBe('in');
    const spray = [];
    for (let n = 0; n < 20; n++) spray.push(await scene.signIn('wrong', `name${n}`, HOME));
    expect(spray.at(-1)).toBe(1);
    expect(await scene.signIn('right', 'bob', HOME)).toBe(1);
  });

  it('are not made up for by signing in to an account of one’s own', async () => {
    for (let n = 0; n < 20; n++) await scene.signIn('wrong', `name${n}`, HOME);
    for (let n = 0; n < 30; n++) await scene.signIn('right', 'mallory', HOME);
    await scene.signIn('wrong', 'victim', HOME);
    expect(await scene.signIn('wrong', 'other', HOME)).toBe(1);
  });

  it('from many addresses slow an account down to one attempt a minute', async () => {
    for (let n = 0; n < 100; n++) {
      await scene.signIn('wrong', 'ann', everywhere(n));
      scene.now += MINUTE;
    }
    await scene.signIn('wrong', 'ann', '192.0.2.1');
    expect(await scene.signIn('wrong', 'ann', '192.0.2.2')).toBe(60);
  });

  it('by strangers never keep the owner out where they have signed in before', async () => {
    expect(await scene.signIn('right', 'ann', HOME)).toBe('in');
    await scene.fail(1000, 'ann', everywhere);
    expect(await scene.signIn('right', 'ann', '192.0.2.9')).toBeGreaterThan(0);
    expect(await scene.signIn('right', 'ann', HOME)).toBe('in');
  });

  it('by strangers never keep the owner out elsewhere for longer than a minute', async () => {
    await scene.fail(1000, 'ann', everywhere);
    scene.now += MINUTE;
    expect(await scene.signIn('right', 'ann', '192.0.2.9')).toBe('in');
  });

  it('count together for all spellings of a name and all addresses of an IPv6 subscriber', async () => {
    const names = ['Admin', 'admin', 'ADMIN', 'adm\u0130n', 'a\u0301dmin', '\uff41dmin'];
    for (const [n, name] of names.entries()) await scene.signIn('wrong', name, `2001:db8::${n}`);
    expect(await scene.signIn('wrong', 'admin', '2001:db8::ffff')).toBe(2);
  });

  it('that run at once are counted before any of them has ended', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const work = () => gate.then(() => Promise.reject(new UnauthorizedError('no')));
    const attempts = Array.from({ length: 50 }, () =>
      scene.attempt(work).catch((error: unknown) => (error as Error).constructor),
    );
    release();
    const outcomes = await Promise.all(attempts);
    expect(outcomes.filter((outcome) => outcome === UnauthorizedError)).toHaveLength(6);
    expect(outcomes.filter((outcome) => outcome === RateLimitedError)).toHaveLength(44);
  });

  it('are only wrong credentials: an error of ours counts for nothing', async () => {
    for (let n = 0; n < 20; n++) {
      const broken = scene.attempt(() => Promise.reject(new Error('database away')));
      await expect(broken).rejects.toThrow('database away');
    }
    expect(await scene.signIn('right', 'ann', HOME)).toBe('in');
  });

  it('pass the refusal on unchanged', async () => {
    const refusal = new InvalidTokenError();
    await expect(scene.attempt(() => Promise.reject(refusal))).rejects.toBe(refusal);
  });
});
