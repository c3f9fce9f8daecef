import type { IncomingMessage } from 'node:http';
import { handshakeCredential } from './handshake-credential.js';

const shown = (headers: Record<string, string>, url = '/ws') =>
  handshakeCredential({ headers: { host: 'sokoul.test', ...headers }, url } as IncomingMessage);

const cookie = 'sokoul_session=s3';

describe('handshakeCredential', () => {
  it('takes the header, then the query, then the cookie', () => {
    expect(shown({ authorization: 'Bearer a', cookie }, '/ws?token=b')?.value).toBe('a');
    expect(shown({ cookie }, '/ws?token=b')).toEqual({ kind: 'bearer', value: 'b' });
    expect(shown({}, '/ws?token=sk_1_2')?.kind).toBe('api_key');
    expect(shown({ cookie, origin: 'https://sokoul.test' })?.kind).toBe('session_cookie');
    expect(shown({})).toBeUndefined();
  });

  it('ignores the cookie when another page opens the socket', () => {
    expect(shown({ cookie, origin: 'https://evil.test' })).toBeUndefined();
    expect(shown({ cookie, origin: 'null' })).toBeUndefined();
    expect(shown({ cookie, origin: 'https://evil.test' }, '/ws?token=b')?.value).toBe('b');
  });
});
