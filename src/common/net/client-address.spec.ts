import { clientAddress } from './client-address.js';

const PROXIES = ['127.0.0.1/32', '10.0.0.0/8'];
const from = (remoteAddress: string | undefined, forwarded?: string) => ({
  socket: { remoteAddress },
  headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
});

describe('clientAddress', () => {
  it.each([
    ['without a proxy', from('192.0.2.1'), '192.0.2.1'],
    ['whatever a client claims', from('192.0.2.1', '192.0.2.9'), '192.0.2.1'],
    ['behind a proxy', from('127.0.0.1', '192.0.2.1'), '192.0.2.1'],
    ['behind a proxy, as IPv6 writes it', from('::ffff:127.0.0.1', '192.0.2.1'), '192.0.2.1'],
    ['behind two proxies', from('127.0.0.1', '192.0.2.9, 192.0.2.1 ,10.1.1.1'), '192.0.2.1'],
    ['behind a proxy that says nothing', from('127.0.0.1'), '127.0.0.1'],
    ['when all are proxies', from('127.0.0.1', '10.0.0.1'), '10.0.0.1'],
  ])('finds the client %s', (_, request, expected) => {
    expect(clientAddress(request, PROXIES)).toBe(expected);
  });

  it('believes no header when no proxy is listed', () => {
    expect(clientAddress(from('127.0.0.1', '192.0.2.1'), [])).toBe('127.0.0.1');
  });

  it('does not know a client that is gone', () => {
    expect(clientAddress(from(undefined, '192.0.2.1'), PROXIES)).toBeUndefined();
  });
});
