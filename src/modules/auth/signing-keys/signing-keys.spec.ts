import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AccessTokens } from '../access-tokens.js';
import { GivenKeyFile } from './given-key-file.js';
import { KEY_OVERLAP_MS } from './key-overlap.js';
import { SigningKeys } from './signing-keys.js';

const CONFIG = {
  issuer: 'sokoul',
  adminUsername: 'admin',
  adminPassword: undefined,
  jwtPrivateKeyFile: undefined,
};
const SUBJECT = { userId: 'u', sessionId: 's', role: 'user' as const };
const GENTLY = { revokePrevious: false };

const newPem = (): string =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;

describe('SigningKeys', () => {
  let directory: string;
  let offset: number;
  const now = () => Date.now() + offset;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), 'sokoul-keys-'));
    offset = 0;
  });
  afterEach(() => rm(directory, { recursive: true }));

  const processOn = async () => {
    const keys = await SigningKeys.fromDirectory(directory, { now });
    return { keys, tokens: new AccessTokens(keys, CONFIG) };
  };
  const files = () => readdir(path.join(directory, 'jwt'));

  it('makes one key, whichever process is first, and nobody else may read it', async () => {
    const all = await Promise.all([processOn(), processOn(), processOn()]);
    const ids = await Promise.all(all.map(async ({ keys }) => (await keys.current()).keyId));
    expect(new Set(ids).size).toBe(1);
    expect(await files()).toEqual(['0001.pem']);
    expect((await stat(path.join(directory, 'jwt/0001.pem'))).mode & 0o777).toBe(0o600);
  });

  it('is rotated for every process at once, and what was signed before stays good', async () => {
    const [a, b] = [await processOn(), await processOn()];
    const old = await a.tokens.sign(SUBJECT);
    const next = await a.keys.rotate(GENTLY);
    const token = await a.tokens.sign(SUBJECT);
    await expect(b.tokens.verify(token)).resolves.toBeDefined();
    expect((await b.keys.current()).keyId).toBe(next.keyId);
    await expect(b.tokens.verify(old)).resolves.toBeDefined();
    expect((await b.keys.published()).map(({ kid }) => kid)).toEqual([next.keyId, expect.any(String)]);
  });

  it('is seen within a second by a process that meets no new token', async () => {
    const [a, b] = [await processOn(), await processOn()];
    const next = await a.keys.rotate(GENTLY);
    offset += 1000;
    expect((await b.keys.current()).keyId).toBe(next.keyId);
  });

  it('stops verifying with an old key after the overlap, and deletes it with the rotation after that', async () => {
    const { keys, tokens } = await processOn();
    const { keyId: first } = await keys.current();
    await keys.rotate(GENTLY);
    offset += KEY_OVERLAP_MS - 60_000;
    expect(await keys.find(first)).toBeDefined();
    offset += 2 * 60_000;
    expect(await keys.find(first)).toBeUndefined();
    expect(await keys.published()).toHaveLength(1);
    await keys.rotate(GENTLY);
    expect(await files()).toEqual(['0002.pem', '0003.pem']);
    await expect(tokens.verify(await tokens.sign(SUBJECT))).resolves.toBeDefined();
  });

  it('refuses at once what a revoked key signed', async () => {
    const [a, b] = [await processOn(), await processOn()];
    const old = await a.tokens.sign(SUBJECT);
    await a.keys.rotate({ revokePrevious: true });
    offset += 1000;
    for (const { tokens } of [a, b])
      await expect(tokens.verify(old)).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
  });

  it('goes on with the last keys when they can not be read, and says so', async () => {
    const problems: unknown[] = [];
    const keys = await SigningKeys.fromDirectory(directory, {
      now,
      onProblem: (error) => problems.push(error),
    });
    const { keyId } = await keys.current();
    await writeFile(path.join(directory, 'jwt/0002.pem'), 'not a key');
    offset += 1000;
    expect((await keys.current()).keyId).toBe(keyId);
    expect(problems).toHaveLength(1);
  });

  it('takes the first key of a given file to sign, and the others to verify', async () => {
    const file = path.join(directory, 'given.pem');
    const [one, two] = [newPem(), newPem()];
    await writeFile(file, one);
    const keys = await SigningKeys.open(new GivenKeyFile(file), { now });
    const { keyId: first } = await keys.current();
    await writeFile(file, `${two}\n${one}`);
    offset += 1000;
    expect((await keys.current()).keyId).not.toBe(first);
    expect(await keys.find(first)).toBeDefined();
    await expect(keys.rotate(GENTLY)).rejects.toMatchObject({ code: 'SIGNING_KEY_GIVEN' });
  });

  it('refuses a file with a key that is too small', async () => {
    const file = path.join(directory, 'given.pem');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await expect(SigningKeys.open(new GivenKeyFile(file))).rejects.toThrow('2048 bits');
  });
});
