import { acceptReturnUrl, withParameter } from './return-url.js';

const ORIGINS = ['https://app.example.com'];

describe('acceptReturnUrl', () => {
  it.each([
    ['/', '/'],
    ['/app?tab=1#top', '/app?tab=1#top'],
    ['/a/../b', '/b'],
    ['https://app.example.com/after?x=1', 'https://app.example.com/after?x=1'],
    ['HTTPS://APP.example.com', 'https://app.example.com/'],
  ])('accepts %j', (text, expected) => expect(acceptReturnUrl(text, ORIGINS)).toBe(expected));

  it.each([
    'https://evil.example',
    'https://app.example.com.evil.example/',
    'https://app.example.com@evil.example/',
    'https://user@app.example.com/',
    'http://app.example.com/',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/\t/evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    'app',
    '',
    'http://base.invalid/x',
    'https://',
  ])('refuses %j', (text) => expect(acceptReturnUrl(text, ORIGINS)).toBeNull());
});

describe('withParameter', () => {
  it('adds to paths and pages, and escapes', () => {
    expect(withParameter('/app?tab=1#top', 'code', 'a b&c')).toBe('/app?tab=1&code=a+b%26c#top');
    expect(withParameter('https://app.example.com/', 'error', 'X')).toBe('https://app.example.com/?error=X');
  });
});
