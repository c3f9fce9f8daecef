import { torznabIndexers } from './torznab-indexers.js';

const read = (text: string) => torznabIndexers().parse(text);
const problemOf = (text: string) => torznabIndexers().safeParse(text).error?.issues[0]?.message;

describe('torznabIndexers', () => {
  it('reads lines, with or without a key', () => {
    const text =
      '# mine\nanime-tosho=https://feed.example/api\n\n  nas = http://nas:9117/api?x=1 | k3y|more \r\n';
    expect(read(text)).toEqual([
      { name: 'anime-tosho', url: 'https://feed.example/api', apiKey: undefined },
      { name: 'nas', url: 'http://nas:9117/api?x=1', apiKey: 'k3y|more' },
    ]);
  });

  it('reads a JSON list', () => {
    expect(read('[{"name":"nas","url":"http://nas:9117/api","api_key":"k3y"}]')).toEqual([
      { name: 'nas', url: 'http://nas:9117/api', apiKey: 'k3y' },
    ]);
  });

  it.each([
    'nas',
    'nas=',
    'nas=ftp://nas/api',
    '=http://nas/api',
    'NAS=http://nas/api',
    'a_b=http://nas/api',
    '[{"name":"nas"}]',
    '[{"name":"nas","url":"http://nas/api","key":"x"}]',
    '[1]',
    '[',
  ])('refuses %j', (text) => expect(problemOf(text)).toMatch(/^must be lines of name=url\|apikey/));

  it('refuses a name that comes twice', () => {
    expect(problemOf('a=http://a/api\na=http://b/api')).toBe('must not name two indexers alike');
  });

  it('repeats no key', () => {
    expect(problemOf('A=http://a/api|s3cret')).not.toContain('s3cret');
  });
});
