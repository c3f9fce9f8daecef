import { normaliseInfoHash, readMagnet, writeMagnet } from './magnet.js';

const HEX = 'ad3500dbd6f6b1b8b5d0b6e651c756f2a240bc25';

describe('normaliseInfoHash', () => {
  it.each([
    ['hex of either case', HEX.toUpperCase(), HEX],
    ['base32', 'VU2QBW6W62Y3RNOQW3TFDR2W6KREBPBF', HEX],
    ['hex that looks like a number', `0e12${'3'.repeat(36)}`, `0e12${'3'.repeat(36)}`],
    ['a removed hash', '(removed)', null],
    ['nothing', '', null],
    ['a hash of another length', HEX.slice(1), null],
  ])('reads %s', (_, text, expected) => {
    expect(normaliseInfoHash(text)).toBe(expected);
  });
});

describe('readMagnet', () => {
  it('keeps the hash and the trackers, and takes the given name', () => {
    const text = `magnet:?xt=urn:btih:${HEX}&dn=Other&tr=udp:%2F%2Fopen.invalid:1337&tr=http%3A%2F%2Fb.invalid%2Fannounce`;
    expect(readMagnet(text, 'A & B')).toEqual({
      infoHash: HEX,
      link:
        `magnet:?xt=urn:btih:${HEX}&dn=A%20%26%20B` +
        '&tr=udp%3A%2F%2Fopen.invalid%3A1337&tr=http%3A%2F%2Fb.invalid%2Fannounce',
    });
  });

  it('drops peers, web seeds and trackers of other schemes', () => {
    const text = `magnet:?xt=urn:btih:${HEX}&x.pe=10.0.0.1:1&ws=http://10.0.0.1/&xs=http://10.0.0.1/a&tr=file:///etc/passwd`;
    expect(readMagnet(text, 'A')?.link).toBe(writeMagnet(HEX, 'A'));
  });

  it.each([
    'http://a.invalid/',
    'magnet:?dn=A',
    'magnet:?xt=urn:btmh:1220abcd',
    `magnet:?xt=urn:btih:${'z'.repeat(40)}`,
  ])('refuses %s', (text) => expect(readMagnet(text, 'A')).toBeNull());
});
