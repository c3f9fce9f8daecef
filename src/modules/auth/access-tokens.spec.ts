import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SignJWT } from 'jose';
import type { AuthConfig } from '../../common/config/auth.config.js';
import { AccessTokens } from './access-tokens.js';
import { SigningKeys } from './signing-keys.js';

const CONFIG: AuthConfig = { issuer: 'sokoul', adminUsername: 'admin', adminPassword: undefined };
const SESSION = { sessionId: 'b1f0', userId: 'a1f0', username: 'ann', role: 'user' as const };

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('AccessTokens', () => {
  let directory: string;
  let keys: SigningKeys;
  let tokens: AccessTokens;

  beforeAll(async () => {
    directory = mkdtempSync(path.join(os.tmpdir(), 'sokoul-keys-'));
    keys = await SigningKeys.fromDirectory(directory);
    tokens = new AccessTokens(keys, CONFIG);
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const forged = (change: (jwt: SignJWT) => SignJWT, header: { kid?: string } = {}) =>
    change(
      new SignJWT({ sid: SESSION.sessionId })
        .setProtectedHeader({ alg: 'RS256', kid: keys.keyId, ...header })
        .setSubject(SESSION.userId)
        .setJti('1')
        .setIssuer('sokoul')
        .setAudience('sokoul-api')
        .setIssuedAt()
        .setExpirationTime('1h'),
    ).sign(keys.privateKey);

  const refused = (token: string) =>
    expect(tokens.verify(token)).rejects.toMatchObject({ code: 'INVALID_TOKEN' });

  it('accepts what it signed', async () => {
    const claims = await tokens.verify(await tokens.sign(SESSION));
    expect(claims).toMatchObject({ userId: SESSION.userId, sessionId: SESSION.sessionId });
    expect(claims.expiresAt.getTime() - Date.now()).toBeGreaterThan(3_590_000);
  });

  it('keeps its key, so that tokens outlive a restart', async () => {
    const again = new AccessTokens(await SigningKeys.fromDirectory(directory), CONFIG);
    await expect(again.verify(await tokens.sign(SESSION))).resolves.toBeDefined();
  });

  it('refuses an unsigned token', async () => {
    const payload = (await tokens.sign(SESSION)).split('.')[1];
    await refused(`${encode({ alg: 'none', typ: 'JWT' })}.${payload}.`);
  });

  it('refuses a token signed with the public key as an HMAC secret', async () => {
    const pem = createPublicKey({ key: keys.publicJwk as never, format: 'jwk' }).export({
      type: 'spki',
      format: 'pem',
    });
    const payload = (await tokens.sign(SESSION)).split('.')[1];
    const input = `${encode({ alg: 'HS256', kid: keys.keyId })}.${payload}`;
    await refused(`${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`);
  });

  it('refuses a token of another key, whatever key id it claims', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const token = await new SignJWT({ sid: 'x' })
      .setProtectedHeader({ alg: 'RS256', kid: keys.keyId })
      .setSubject('x')
      .setExpirationTime('1h')
      .sign(privateKey);
    await refused(token);
  });

  it.each([
    ['an unknown key id', () => forged((jwt) => jwt, { kid: 'other' })],
    ['a wrong issuer', () => forged((jwt) => jwt.setIssuer('other'))],
    ['a wrong audience', () => forged((jwt) => jwt.setAudience('other'))],
    ['an expired token', () => forged((jwt) => jwt.setExpirationTime('-1s'))],
    ['a token that is not valid yet', () => forged((jwt) => jwt.setNotBefore('1h'))],
    ['garbage', () => Promise.resolve('not.a.token')],
  ])('refuses %s', async (_name, make) => refused(await make()));

  it('refuses a token whose payload was changed', async () => {
    const [header, , signature] = (await tokens.sign(SESSION)).split('.');
    await refused(`${header}.${encode({ sub: 'someone else', sid: 'x', role: 'admin' })}.${signature}`);
  });
});
