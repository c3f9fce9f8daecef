import { createHash } from 'node:crypto';
import { DomainError } from '../errors/domain-error.js';
import { RateLimitedError } from '../errors/rate-limited.error.js';
import { addressGroup } from '../net/address-range.js';
import type { AttemptCounter, Attempts } from './attempts.js';
import { SIGN_IN_BACK_OFF } from './back-off.js';

/** How long an account's address stays known after a sign-in: as long as the longest remembered one. */
const KNOWN_MS = 90 * 24 * 3600 * 1000;

/** Letters that PostgreSQL may take for the same, so that spelling a name differently starts no new count. */
const foldName = (username: string) => username.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Bounded, and free of what people type into the wrong field. */
const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);

interface Keys {
  readonly pair: string;
  readonly address: string;
  readonly account: string;
  readonly known: string;
}

function keysOf(username: string, ipAddress: string | null): Keys {
  const account = digest(foldName(username));
  const address = addressGroup(ipAddress ?? undefined);
  return {
    pair: `sokoul:sign_in:pair:${account}:${address}`,
    address: `sokoul:sign_in:address:${address}`,
    account: `sokoul:sign_in:account:${account}`,
    known: `sokoul:sign_in:known:${account}:${address}`,
  };
}

const isWrongCredential = (error: unknown) =>
  error instanceof DomainError && error.kind === 'unauthenticated';

/** Slows down whoever fails to sign in; the rules are in `back-off.ts`. Names without an account are treated alike. */
export class SignInThrottle {
  constructor(
    private readonly attempts: Attempts,
    private readonly clock: () => number,
  ) {}

  /**
   * Runs `signIn` unless the caller has to wait (RateLimitedError). What `isFailure` knows, an `unauthenticated` refusal
   * unless given, is a failure; other errors, such as a database that is away, are nobody's fault and count for nothing.
   */
  async attempt<T>(
    username: string,
    ipAddress: string | null,
    signIn: () => Promise<T>,
    isFailure: (error: unknown) => boolean = isWrongCredential,
  ): Promise<T> {
    const keys = keysOf(username, ipAddress);
    const isKnown = await this.attempts.isKnown(keys.known, this.clock());
    const counters = countersOf(keys, isKnown);
    const waitMs = await this.attempts.begin(counters, this.clock());
    if (waitMs > 0) throw new RateLimitedError(waitMs, 'Too many failed sign-ins');
    const result = await signIn().catch(async (error: unknown) => {
      if (!isFailure(error)) await this.attempts.giveBack(counters.map(({ key }) => key));
      throw error;
    });
    await this.succeeded(keys, counters);
    return result;
  }

  /** The pair starts afresh. The address does not: whoever guesses may have an account of their own to sign in to. */
  private async succeeded(keys: Keys, counters: readonly AttemptCounter[]): Promise<void> {
    await this.attempts.giveBack(counters.map(({ key }) => key));
    await this.attempts.forget(keys.pair);
    await this.attempts.remember(keys.known, this.clock(), KNOWN_MS);
  }
}

function countersOf(keys: Keys, isKnown: boolean): AttemptCounter[] {
  const { pair, address, account } = SIGN_IN_BACK_OFF;
  return [
    { key: keys.pair, backOff: pair },
    { key: keys.address, backOff: address },
    ...(isKnown ? [] : [{ key: keys.account, backOff: account }]),
  ];
}
