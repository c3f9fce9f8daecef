import type { ProviderQuery, SourceDraft } from '../providers/search-provider.js';
import { mismatchOf, toRelease } from './group-releases.js';

const ANY: ProviderQuery = { query: 'Night of the Living Dead', mediaType: 'all', year: null };

const draft = (releaseName: string, more: Partial<SourceDraft> = {}): SourceDraft => ({
  guid: releaseName,
  releaseName,
  indexer: null,
  infoHash: null,
  magnetLink: null,
  torrentUrl: 'http://a.example/1.torrent',
  sizeBytes: null,
  seeders: null,
  leechers: null,
  publishedAt: null,
  mediaType: null,
  tmdbId: null,
  imdbId: null,
  downloadVolumeFactor: null,
  ...more,
});

const keyOf = (name: string, query = ANY) => toRelease(draft(name), query, 'jackett')?.groupKey;

describe('toRelease', () => {
  it('groups spellings of one title', () => {
    const names = [
      'Night.of.the.Living.Dead.1968.1080p.BluRay.x264-A',
      'night of the living dead (1968) [720p]',
      'NIGHT OF THE LIVING DEAD 1968 DVDRip XviD',
    ];
    expect(new Set(names.map((name) => keyOf(name)))).toEqual(
      new Set(['movie|1968|night of the living dead']),
    );
  });

  it('keeps remakes and series apart', () => {
    expect(keyOf('Night.of.the.Living.Dead.1990.1080p')).not.toBe(
      keyOf('Night.of.the.Living.Dead.1968.1080p'),
    );
    expect(keyOf('Night.of.the.Living.Dead.S01E01.720p')).toBe('tv||night of the living dead');
  });

  it('assumes the year that was asked for when the name has none', () => {
    expect(keyOf('Night.of.the.Living.Dead.720p', { ...ANY, year: 1968 })).toBe(
      'movie|1968|night of the living dead',
    );
    expect(keyOf('Another.Night.720p', { ...ANY, year: 1968 })).toBe('movie||another night');
  });

  it('leaves out the other media type', () => {
    const movies = { ...ANY, mediaType: 'movie' } as const;
    expect(toRelease(draft('Show.S01E01.720p', { mediaType: 'movie' }), movies, 'jackett')).toBeNull();
    expect(toRelease(draft('Film.2020.720p', { mediaType: 'tv' }), movies, 'jackett')).toBeNull();
    expect(toRelease(draft('Film.2020.720p'), { ...ANY, mediaType: 'tv' }, 'jackett')?.mediaType).toBe('tv');
  });

  it('knows a torrent by its hash, else by provider and guid', () => {
    const hash = 'c9e15763f722f23e98a29decdfae341b98d53056';
    const identityOf = (one: SourceDraft, provider: string) => toRelease(one, ANY, provider)?.identity;
    expect(identityOf(draft('A', { infoHash: hash }), 'a')).toBe(hash);
    expect(identityOf(draft('A'), 'a')).toBe(identityOf(draft('A'), 'a'));
    expect(identityOf(draft('A'), 'a')).not.toBe(identityOf(draft('A'), 'b'));
  });

  it.each(['', ' ', '....', '🎬'.repeat(600), '(((((((((((('.repeat(50), 'constructor', '\ud800'])(
    'survives the name %j',
    (name) => {
      const release = toRelease(draft(name), ANY, 'jackett');
      expect(release?.groupKey.length).toBeLessThan(400);
    },
  );
});

describe('mismatchOf', () => {
  const query = { query: 'Amelie S01', year: 2001 };

  it.each([
    ['Amélie', 2001, false, false],
    ['Le fabuleux destin d Amélie Poulain', 2002, false, false],
    ['Emilie', 2001, true, false],
    ['Amélie', 2010, false, true],
    ['Amélie', null, false, false],
  ])('judges %s (%s)', (title, year, isOtherTitle, isOtherYear) => {
    expect(mismatchOf(title, year, query)).toEqual({ isOtherTitle, isOtherYear });
  });
});
