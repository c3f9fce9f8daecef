import { inlineDisposition } from './content-disposition.js';
import { contentTypeOf } from './content-type.js';

describe('contentTypeOf', () => {
  it.each([
    ['a.mp4', 'video/mp4'],
    ['A.MKV', 'video/x-matroska'],
    ['a.b.webm', 'video/webm'],
    ['a.html', 'application/octet-stream'],
    ['a.svg', 'application/octet-stream'],
    ['a.constructor', 'application/octet-stream'],
    ['mp4x', 'application/octet-stream'],
    ['', 'application/octet-stream'],
  ])('%j is %s', (name, type) => {
    expect(contentTypeOf(name)).toBe(type);
  });
});

describe('inlineDisposition', () => {
  it.each([
    ['Inception (2010).mkv', 'inline; filename="Inception (2010).mkv"'],
    ['Amélie.mkv', `inline; filename="Amelie.mkv"; filename*=UTF-8''Am%C3%A9lie.mkv`],
    ['a"b\r\nSet-Cookie: x.mkv', 'inline; filename="a_b Set-Cookie_ x.mkv"'],
    [
      '千と千尋.mp4',
      `inline; filename="____.mp4"; filename*=UTF-8''%E5%8D%83%E3%81%A8%E5%8D%83%E5%B0%8B.mp4`,
    ],
    ["100% (it's).mkv", `inline; filename="100_ (it's).mkv"; filename*=UTF-8''100%25%20%28it%27s%29.mkv`],
  ])('%j', (name, header) => {
    expect(inlineDisposition(name)).toBe(header);
  });
});
