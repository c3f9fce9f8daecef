import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JWK } from 'jose';
import { KeyDirectory } from './key-directory.js';
import type { KeySource, RotationOptions } from './key-source.js';
import { parseSigningKey } from './signing-key.js';
import type { SigningKey } from './signing-key.js';

/** A rotation by another process is seen after this, at the latest. */
const FRESH_MS = 1000;
/** Made-up key ids make us look no more often than this; whoever shows a new, real one waits as long at most. */
const UNKNOWN_KEY_GAP_MS = 100;

export interface SigningKeysOptions {
  readonly now: () => number;
  /** The keys could not be read again; those that were read last go on. */
  readonly onProblem: (error: unknown) => void;
}

/** The keys that sign and verify access tokens, as all processes see them. */
export class SigningKeys {
  private keys: readonly SigningKey[] = [];
  private loadedAt = -Infinity;
  private lastLoad: Promise<void> = Promise.resolve();
  private refreshing: Promise<void> | undefined;
  private lookingAgain: Promise<void> | undefined;

  private constructor(
    private readonly source: KeySource,
    private readonly options: SigningKeysOptions,
  ) {}

  /** Throws when the keys can't be read. */
  static async open(source: KeySource, options: Partial<SigningKeysOptions> = {}): Promise<SigningKeys> {
    const keys = new SigningKeys(source, { now: Date.now, onProblem: () => undefined, ...options });
    await keys.reload();
    return keys;
  }

  /** The keys of the directory `jwt` below `directory`; makes the first one. */
  static fromDirectory(directory: string, options?: Partial<SigningKeysOptions>): Promise<SigningKeys> {
    return SigningKeys.open(new KeyDirectory(path.join(directory, 'jwt')), options);
  }

  /** The key that signs. */
  async current(): Promise<SigningKey> {
    await this.refresh();
    const [newest] = this.keys;
    if (!newest) throw new Error('There is no signing key');
    return newest;
  }

  /** The key of this id while it verifies. */
  async find(keyId: string): Promise<SigningKey | undefined> {
    await this.refresh();
    return this.known(keyId) ?? (await this.lookAgain().then(() => this.known(keyId)));
  }

  /** The public keys of all that verify, for the key set. */
  async published(): Promise<JWK[]> {
    await this.refresh();
    return this.keys.map(({ publicJwk }) => publicJwk);
  }

  /** Makes the next key and returns it. Throws SigningKeyGivenError when the operator keeps the keys. */
  async rotate(options: RotationOptions): Promise<SigningKey> {
    await this.source.rotate(this.options.now(), options);
    await this.reload();
    return this.current();
  }

  private known(keyId: string): SigningKey | undefined {
    return this.keys.find((key) => key.keyId === keyId);
  }

  private async refresh(): Promise<void> {
    if (this.options.now() - this.loadedAt < FRESH_MS) return;
    this.refreshing ??= this.reloadIfPossible().finally(() => (this.refreshing = undefined));
    await this.refreshing;
  }

  private lookAgain(): Promise<void> {
    const wait = Math.max(0, this.loadedAt + UNKNOWN_KEY_GAP_MS - this.options.now());
    this.lookingAgain ??= sleep(wait)
      .then(() => this.reloadIfPossible())
      .finally(() => (this.lookingAgain = undefined));
    return this.lookingAgain;
  }

  private async reloadIfPossible(): Promise<void> {
    try {
      await this.reload();
    } catch (error) {
      this.loadedAt = this.options.now();
      this.options.onProblem(error);
    }
  }

  /** One after the other, so that what is read last is what counts. */
  private reload(): Promise<void> {
    const load = () => this.load();
    this.lastLoad = this.lastLoad.then(load, load);
    return this.lastLoad;
  }

  private async load(): Promise<void> {
    const known = this.keys;
    const pems = await this.source.load(this.options.now());
    const parsed = await Promise.all(pems.map(parseSigningKey));
    this.keys = parsed.map((key) => known.find(({ keyId }) => keyId === key.keyId) ?? key);
    this.loadedAt = this.options.now();
  }
}
