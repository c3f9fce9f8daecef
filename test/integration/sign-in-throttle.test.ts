import { randomUUID } from 'node:crypto';
import { UnauthorizedError } from '../../src/common/errors/common.errors.js';
import { RateLimitedError } from '../../src/common/errors/rate-limited.error.js';
import { LimitsModule } from '../../src/common/limits/limits.module.js';
import { SharedAttempts } from '../../src/common/limits/shared-attempts.js';
import { SignInThrottle } from '../../src/common/limits/sign-in-throttle.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';

const wrong = () => Promise.reject(new UnauthorizedError('no'));
const right = () => Promise.resolve('in');

describe('failed sign-ins on several processes', () => {
  let contexts: TestContext[];
  let now = 1_800_000_000_000;
  let throttles: SignInThrottle[];
  let username: string;
  let address: string;

  beforeAll(async () => {
    contexts = [
      await startTestContext({ imports: [LimitsModule] }),
      await startTestContext({ imports: [LimitsModule] }),
    ];
    throttles = contexts.map(({ app }) => new SignInThrottle(app.get(SharedAttempts), () => now));
  });
  afterAll(() => Promise.all(contexts.map((context) => context.stop())));
  beforeEach(() => {
    username = randomUUID();
    address = `10.${[0, 0, 0].map(() => Math.floor(Math.random() * 256)).join('.')}`;
  });

  const outcomeOf = (attempt: Promise<string>) =>
    attempt.catch((error: unknown) => {
      if (error instanceof RateLimitedError) return error.retryAfter;
      if (error instanceof UnauthorizedError) return 'wrong';
      throw error;
    });
  const signIn = (work: () => Promise<string>, process: number, from = address) =>
    outcomeOf(throttles[process]!.attempt(username, from, work));

  it('count together', async () => {
    for (let n = 0; n < 6; n++) expect(await signIn(wrong, n % 2)).toBe('wrong');
    expect(await signIn(right, 0)).toBe(2);
    expect(await signIn(right, 1)).toBe(2);
    now += 2000;
    expect(await signIn(wrong, 1)).toBe('wrong');
    expect(await signIn(right, 0)).toBe(4);
    now += 4000;
    expect(await signIn(right, 0)).toBe('in');
    expect(await signIn(wrong, 1)).toBe('wrong');
  });

  it('that come at once get no more tries than those that come one by one', async () => {
    const all = await Promise.all(Array.from({ length: 40 }, (_, n) => signIn(wrong, n % 2)));
    expect(all.filter((outcome) => outcome === 'wrong')).toHaveLength(6);
  });

  it('by strangers leave the owner alone where they have signed in before', async () => {
    expect(await signIn(right, 0)).toBe('in');
    for (let n = 0; n < 30; n++) await signIn(wrong, n % 2, `192.0.2.${n}`);
    expect(await signIn(right, 1, '198.51.100.1')).toBeGreaterThan(0);
    expect(await signIn(right, 1)).toBe('in');
  });
});
