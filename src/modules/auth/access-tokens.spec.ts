import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SignJWT, exportJWK } from 'jose';
import type { JWTHeaderParameters } from 'jose';
import type { AuthConfig } from '../../common/config/auth.config.js';
import { AccessTokens } from './access-tokens.js';
import type { SigningKey } from './signing-keys/signing-key.js';
import { SigningKeys } from './signing-keys/signing-keys.js';

const CONFIG: AuthConfig = {
  issuer: 'sokoul',
  adminUsername: 'admin',
  adminPassword: undefined,
  jwtPrivateKeyFile: undefined,
};
const SUBJECT = { sessionId: 'b1f0', userId: 'a1f0', role: 'user' as const };

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

describe('AccessTokens', () => {
  let directory: string;
  let keys: SigningKeys;
  let key: SigningKey;
  let tokens: AccessTokens;

  beforeAll(async () => {
    directory = mkdtempSync(path.join(os.tmpdir(), 'sokoul-keys-'));
    keys = await SigningKeys.fromDirectory(directory);
    key = await keys.current();
    tokens = new AccessTokens(keys, CONFIG);
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const whole = (header: Partial<JWTHeaderParameters> = {}) =>
    new SignJWT({ sid: SUBJECT.sessionId })
      .setProtectedHeader({ alg: 'RS256', kid: key.keyId, ...header })
      .setSubject(SUBJECT.userId)
      .setJti('1')
      .setIssuer('sokoul')
      .setAudience('sokoul-api')
      .setIssuedAt()
      .setExpirationTime('1h');
  const forged = (change: (jwt: SignJWT) => SignJWT, header?: Partial<JWTHeaderParameters>) =>
    change(whole(header)).sign(key.privateKey);

  const refused = (token: string) =>
    expect(tokens.verify(token)).rejects.toMatchObject({ code: 'INVALID_TOKEN' });

  it('accepts what it signed', async () => {
    const claims = await tokens.verify(await tokens.sign(SUBJECT));
    expect(claims).toMatchObject({ userId: SUBJECT.userId, sessionId: SUBJECT.sessionId });
    expect(claims.expiresAt.getTime() - Date.now()).toBeGreaterThan(3_590_000);
    await expect(forged((jwt) => jwt).then((token) => tokens.verify(token))).resolves.toBeDefined();
  });

  it('keeps its key, so that tokens outlive a restart', async () => {
    const again = new AccessTokens(await SigningKeys.fromDirectory(directory), CONFIG);
    await expect(again.verify(await tokens.sign(SUBJECT))).resolves.toBeDefined();
  });

  it.each(['none', 'None', 'NONE'])('refuses an unsigned token that says alg %s', async (alg) => {
    const [, payload, signature] = (await tokens.sign(SUBJECT)).split('.');
    await refused(`${encode({ alg, typ: 'JWT', kid: key.keyId })}.${payload}.`);
    await refused(`${encode({ alg, typ: 'JWT', kid: key.keyId })}.${payload}.${signature}`);
  });

  it.each(['pem', 'der'] as const)('refuses the public key (%s) as an HMAC secret', async (format) => {
    const secret =
      format === 'pem'
        ? key.publicKey.export({ type: 'spki', format: 'pem' })
        : key.publicKey.export({ type: 'spki', format: 'der' });
    const payload = (await tokens.sign(SUBJECT)).split('.')[1];
    const input = `${encode({ alg: 'HS256', kid: key.keyId })}.${payload}`;
    await refused(`${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`);
  });

  it.each(['RS384', 'PS256'])('refuses our own key with %s', async (alg) => {
    await refused(await forged((jwt) => jwt, { alg }));
  });

  it('refuses a token of another key, whatever it claims', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await refused(await whole().sign(privateKey));
    const jwk = await exportJWK(publicKey);
    await refused(await whole({ jwk }).sign(privateKey));
    await refused(await whole({ kid: '../../../dev/null', jku: 'http://127.0.0.1/jwks' }).sign(privateKey));
  });

  it('refuses a token without a key id', async () => {
    const input = `${encode({ alg: 'RS256' })}.${(await tokens.sign(SUBJECT)).split('.')[1]}`;
    await refused(`${input}.${createSign('RSA-SHA256').update(input).sign(key.privateKey, 'base64url')}`);
  });

  it.each<[string, () => Promise<string>]>([
    ['an unknown key id', () => forged((jwt) => jwt, { kid: 'other' })],
    ['a wrong issuer', () => forged((jwt) => jwt.setIssuer('other'))],
    ['a wrong audience', () => forged((jwt) => jwt.setAudience('other'))],
    ['an expired token', () => forged((jwt) => jwt.setExpirationTime('-1s'))],
    ['a token that is not valid yet', () => forged((jwt) => jwt.setNotBefore('1h'))],
    ['a token from the future', () => forged((jwt) => jwt.setIssuedAt(inSeconds(3600)))],
    ['a critical header that we do not know', () => forged((jwt) => jwt, { crit: ['exp'], exp: 1 })],
    ['garbage', () => Promise.resolve('not.a.token')],
    ['nothing', () => Promise.resolve('')],
  ])('refuses %s', async (_name, make) => {
    const token = await make().catch(() => 'could.not.be.made');
    await refused(token);
  });

  it.each(['sub', 'sid', 'exp', 'iat', 'jti'])('refuses a token without %s', async (claim) => {
    const now = inSeconds(0);
    const claims = {
      sub: 'a',
      sid: 'b',
      jti: '1',
      iat: now,
      exp: now + 60,
      iss: 'sokoul',
      aud: 'sokoul-api',
    };
    const kept = Object.fromEntries(Object.entries(claims).filter(([name]) => name !== claim));
    const token = new SignJWT(kept).setProtectedHeader({ alg: 'RS256', kid: key.keyId });
    await refused(await token.sign(key.privateKey));
  });

  it('refuses a token whose payload was changed', async () => {
    const [header, , signature] = (await tokens.sign(SUBJECT)).split('.');
    await refused(`${header}.${encode({ sub: 'someone else', sid: 'x', role: 'admin' })}.${signature}`);
  });
});
