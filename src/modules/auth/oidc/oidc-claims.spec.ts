import type { RoleMapping } from '../../../common/config/oidc.config.js';
import { roleOfClaims, toOidcProfile } from './oidc-claims.js';

const claims = (more: object) => ({ iss: 'https://issuer.example', sub: '1', ...more });

const MAP: RoleMapping[] = [
  { value: 'admins', role: 'admin' },
  { value: 'mods', role: 'moderator' },
];

describe('roleOfClaims', () => {
  it.each<[string, object, string, string]>([
    ['one value', { groups: 'admins' }, 'groups', 'admin'],
    ['a list', { groups: ['people', 'mods'] }, 'groups', 'moderator'],
    ['the highest of several', { groups: ['mods', 'admins', 'mods'] }, 'groups', 'admin'],
    ['nothing that is mapped', { groups: ['Admins', 'admin'] }, 'groups', 'user'],
    ['no claim', {}, 'groups', 'user'],
    ['a path', { realm_access: { roles: ['admins'] } }, 'realm_access.roles', 'admin'],
    ['a name with dots', { 'https://x.example/roles': ['mods'] }, 'https://x.example/roles', 'moderator'],
    ['what every object has', {}, 'constructor.name', 'user'],
    ['other types', { groups: [{ admins: true }, 1, null] }, 'groups', 'user'],
  ])('reads %s', (_name, more, claim, role) => {
    expect(roleOfClaims(claims(more), claim, MAP)).toBe(role);
  });

  it('leaves roles alone unless a claim is configured', () => {
    expect(roleOfClaims(claims({ groups: ['admins'] }), undefined, MAP)).toBeNull();
  });
});

describe('toOidcProfile', () => {
  it('takes the best name there is', () => {
    expect(toOidcProfile(claims({ preferred_username: 'ann', email: 'a@x' })).username).toBe('ann');
    expect(toOidcProfile(claims({ preferred_username: '', nickname: 'nan' })).username).toBe('nan');
    expect(toOidcProfile(claims({ email: 'a@x.example', name: 'Ann' })).username).toBe('a@x.example');
    expect(toOidcProfile(claims({})).username).toBeNull();
  });

  it('trusts an address only when the issuer verified it', () => {
    const email = 'a@x.example';
    expect(toOidcProfile(claims({ email })).isEmailVerified).toBe(false);
    expect(toOidcProfile(claims({ email, email_verified: 'true' })).isEmailVerified).toBe(false);
    expect(toOidcProfile(claims({ email, email_verified: true })).isEmailVerified).toBe(true);
  });
});
