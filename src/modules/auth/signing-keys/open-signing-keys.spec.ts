import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openSigningKeys } from './open-signing-keys.js';

describe('openSigningKeys', () => {
  let directory: string;
  let file: string;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), 'sokoul-keys-'));
    file = path.join(directory, 'given.pem');
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('makes a key in the directory when no file is given', async () => {
    await openSigningKeys({ jwtPrivateKeyFile: undefined }, directory);
    expect(await readdir(path.join(directory, 'jwt'))).toEqual(['0001.pem']);
  });

  it('makes none beside a file that is given', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await openSigningKeys({ jwtPrivateKeyFile: file }, directory);
    expect(await readdir(directory)).toEqual(['given.pem']);
  });

  it.each([
    ['is not there', undefined, /SOKOUL_JWT_PRIVATE_KEY_FILE can't be used: .*ENOENT/],
    ['is no PEM', 'x', /SOKOUL_JWT_PRIVATE_KEY_FILE can't be used: .*no private key in PEM/],
    [
      'is garbled',
      '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----',
      /SOKOUL_JWT_PRIVATE_KEY_FILE can't be used/,
    ],
  ])('names the variable of a file that %s', async (_, content, message) => {
    if (content !== undefined) await writeFile(file, content);
    await expect(openSigningKeys({ jwtPrivateKeyFile: file }, directory)).rejects.toMatchObject({
      code: 'SIGNING_KEY_INVALID',
      message: expect.stringMatching(message),
    });
  });
});
