import { InternalKey } from '../crypto/internal-key.js';
import { CSRF_TOKEN_SECONDS, CsrfTokens } from './csrf-tokens.js';

describe('CsrfTokens', () => {
  const tokens = new CsrfTokens(new InternalKey(Buffer.alloc(32, 1)));
  const { token } = tokens.issue('session-1', 0);

  it('accepts a token of the session that header and cookie agree on', () => {
    expect(tokens.areGood('session-1', token, token, 0)).toBe(true);
  });

  it.each<[string, string, string | undefined, string | undefined, number]>([
    ['of another session', 'session-2', token, token, 0],
    ['only in the cookie', 'session-1', undefined, token, 0],
    ['only in the header', 'session-1', token, undefined, 0],
    ['that differs from the cookie', 'session-1', token, tokens.issue('session-1', 0).token, 0],
    ['that has expired', 'session-1', token, token, CSRF_TOKEN_SECONDS * 1000],
    ['whose expiry was moved', 'session-1', `9${token}`, `9${token}`, 0],
    ['that is garbage', 'session-1', 'x', 'x', 0],
  ])('refuses one %s', (_name, session, header, cookie, now) => {
    expect(tokens.areGood(session, header, cookie, now)).toBe(false);
  });

  it('refuses a token that was signed with another key', () => {
    const other = new CsrfTokens(new InternalKey(Buffer.alloc(32, 2))).issue('session-1', 0).token;
    expect(tokens.areGood('session-1', other, other, 0)).toBe(false);
  });
});
