import { parseProxy, systemProxyFor } from './proxy-server.js';

describe('parseProxy', () => {
  it.each([
    ['http://proxy.example', { protocol: 'http:', hostname: 'proxy.example', port: 80, credentials: null }],
    ['proxy.example:3128', { protocol: 'http:', hostname: 'proxy.example', port: 3128 }],
    ['https://[2001:db8::1]', { protocol: 'https:', hostname: '2001:db8::1', port: 443 }],
    [
      'socks5h://me:p%40ss@p.example',
      { protocol: 'socks5:', port: 1080, credentials: { username: 'me', password: 'p@ss' } },
    ],
  ])('reads %s', (text, expected) => {
    expect(parseProxy(text, false)).toMatchObject(expected);
  });

  it.each(['ftp://p.example', 'socks4://p.example', 'http://', 'http://p:x', ''])('refuses %j', (text) => {
    expect(() => parseProxy(text, false)).toThrow(expect.objectContaining({ code: 'DOWNLOAD_PROXY_FAILED' }));
  });
});

describe('systemProxyFor', () => {
  const proxies = {
    http: 'http://web.example:1',
    https: 'socks5://tls.example:2',
    exceptions: 'localhost, .lan.example,exact.example:8080 10.0.0.0/8,2001:db8::/32',
  };
  const proxyOf = (url: string) => {
    const { protocol, hostname, port } = new URL(url);
    return systemProxyFor({ protocol, hostname, port: Number(port) || 80 }, proxies)?.hostname ?? null;
  };

  it.each([
    ['http://a.example/', 'web.example'],
    ['https://a.example/', 'tls.example'],
    ['http://exact.example/', 'web.example'],
    ['http://notlan.example/', 'web.example'],
    ['http://11.0.0.1/', 'web.example'],
    ['http://exact.example:8080/', null],
    ['http://LOCALHOST/', null],
    ['http://lan.example/', null],
    ['https://nas.lan.example/', null],
    ['http://10.1.2.3/', null],
    ['http://[2001:db8::7]/', null],
  ])('%s goes through %s', (url, expected) => {
    expect(proxyOf(url)).toBe(expected);
  });

  it('knows "none at all" and "not for this kind"', () => {
    const target = { protocol: 'http:', hostname: 'a.example', port: 80 };
    expect(systemProxyFor(target, { ...proxies, exceptions: '*' })).toBeNull();
    expect(systemProxyFor(target, { ...proxies, http: undefined })).toBeNull();
  });
});
