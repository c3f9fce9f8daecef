import type { Actor } from './actor.js';
import { authorize } from './authorize.js';
import { Role } from './role.js';
import type { Scope } from './scope.js';

const person = (change: Partial<Actor> = {}): Actor => ({
  id: '1',
  username: 'ann',
  role: Role.User,
  sessionId: 's',
  apiKey: null,
  requiresPasswordChange: false,
  expiresAt: null,
  ...change,
});

const key = (scopes: Scope[], role: Role = Role.User) =>
  person({ role, sessionId: null, apiKey: { id: 'k', scopes } });

const refusal = (actor: Actor, role: Role, method = 'GET', rules = {}): string | null => {
  try {
    authorize(actor, role, rules, method);
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('authorize', () => {
  it('lets each role call what it includes', () => {
    expect(refusal(person(), Role.User, 'POST')).toBeNull();
    expect(refusal(person({ role: Role.Admin }), Role.Moderator)).toBeNull();
    expect(refusal(person({ role: Role.Moderator }), Role.Admin)).toBe('FORBIDDEN');
  });

  it.each<[Scope[], Role, Role, string, string | null]>([
    [['read'], Role.User, Role.User, 'GET', null],
    [['read'], Role.User, Role.User, 'POST', 'INSUFFICIENT_SCOPE'],
    [['write'], Role.User, Role.User, 'GET', null],
    [['write'], Role.User, Role.User, 'DELETE', null],
    [['write'], Role.Admin, Role.Admin, 'GET', 'INSUFFICIENT_SCOPE'],
    [['read', 'admin'], Role.Admin, Role.Admin, 'GET', null],
    [['read', 'admin'], Role.Admin, Role.Admin, 'PUT', 'INSUFFICIENT_SCOPE'],
    [['admin'], Role.Admin, Role.User, 'GET', 'INSUFFICIENT_SCOPE'],
    [['write', 'admin'], Role.User, Role.Admin, 'GET', 'FORBIDDEN'],
  ])('a key with %j of a %s, on a route for a %s: %s', (scopes, held, wanted, method, expected) => {
    expect(refusal(key(scopes, held), wanted, method)).toBe(expected);
  });

  it('keeps keys off the routes that need a person', () => {
    expect(refusal(key(['write']), Role.User, 'POST', { sessionOnly: true })).toBe('SESSION_REQUIRED');
    expect(refusal(person(), Role.User, 'POST', { sessionOnly: true })).toBeNull();
  });

  it('lets nothing but the password change pass after a reset', () => {
    const actor = person({ requiresPasswordChange: true });
    expect(refusal(actor, Role.User)).toBe('PASSWORD_CHANGE_REQUIRED');
    expect(refusal(actor, Role.User, 'PUT', { duringPasswordChange: true })).toBeNull();
  });
});
