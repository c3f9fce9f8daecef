import type { Request } from 'express';
import { isDirectAndLocal } from './direct-request.js';

const asked = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
  isDirectAndLocal({ get: (name: string) => headers[name], socket: { remoteAddress } } as unknown as Request);

describe('isDirectAndLocal', () => {
  it.each(['localhost', 'localhost:3000', '127.0.0.1:3000', '[::1]:3000'])(
    'knows this machine as %s',
    (host) => expect(asked({ host })).toBe(true),
  );

  it.each(['evil.example', '127.0.0.1.evil.example', 'localhost@evil.example', ''])(
    'does not take %j for this machine',
    (host) => expect(asked({ host })).toBe(false),
  );

  it.each(['forwarded', 'via', 'x-real-ip', 'x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host'])(
    'sees by %s that a proxy passed it on',
    (header) => expect(asked({ host: 'localhost', [header]: 'x' })).toBe(false),
  );

  it('looks at the connection, not only at what is said', () =>
    expect(asked({ host: 'localhost' }, '192.0.2.1')).toBe(false));
});
