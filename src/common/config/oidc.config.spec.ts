import { loadConfig } from './load-config.js';
import { OidcConfig } from './oidc.config.js';
import { ServerConfig } from './server.config.js';

const load = (env: Record<string, string>) => loadConfig(env, import.meta.dirname);
const read = (env: Record<string, string>) => load(env).get(OidcConfig);

describe('OpenID Connect settings', () => {
  it('are off unless there is an issuer', () => {
    expect(read({})).toMatchObject({ createUsers: false, roleMap: [], scopes: 'openid profile email' });
    expect(read({}).issuer).toBeUndefined();
  });

  it('read a role map whose values may hold an equals sign', () => {
    expect(read({ SOKOUL_OIDC_ROLE_MAP: 'admins=admin, cn=mods = moderator' }).roleMap).toEqual([
      { value: 'admins', role: 'admin' },
      { value: 'cn=mods', role: 'moderator' },
    ]);
  });

  it.each([
    ['SOKOUL_OIDC_ROLE_MAP', 'admins'],
    ['SOKOUL_OIDC_ROLE_MAP', 'admins=root'],
    ['SOKOUL_OIDC_ROLE_MAP', '=admin'],
    ['SOKOUL_OIDC_SCOPES', 'profile email'],
    ['SOKOUL_OIDC_REDIRECT_URI', 'https://sokoul.example/callback?x=1'],
    ['SOKOUL_OIDC_ISSUER', 'auth.example.com'],
  ])('refuse %s=%s and name it', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(new RegExp(`${name} must`));
  });
});

describe('sealing keys', () => {
  const key = (byte: number, length = 32) => Buffer.alloc(length, byte).toString('base64');

  it('are a list, the first of which seals', () => {
    const { sealingKeys } = load({ SOKOUL_SEALING_KEYS: `${key(1)}, ${key(2)}` }).get(ServerConfig);
    expect(sealingKeys?.map(([first]) => first)).toEqual([1, 2]);
  });

  it('are refused when one is too short, without being shown', () => {
    const attempt = () => load({ SOKOUL_SEALING_KEYS: `${key(1)},${key(2, 16)}` });
    expect(attempt).toThrow(/SOKOUL_SEALING_KEYS must be/);
    expect(attempt).not.toThrow(key(2, 16));
  });
});
