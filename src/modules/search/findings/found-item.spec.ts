import type { ProviderQuery, SourceDraft } from '../providers/search-provider.js';
import { toFoundItem } from './found-item.js';

const ANY: ProviderQuery = { query: 'Night of the Living Dead', mediaType: 'all', year: null };

const draft = (releaseName: string, more: Partial<SourceDraft> = {}): SourceDraft => ({
  kind: 'torrent',
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
  uploadVolumeFactor: null,
  offer: null,
  ...more,
});

const itemOf = (source: SourceDraft, query = ANY, provider = 'jackett') =>
  toFoundItem({ kind: 'release', source }, query, provider);
const candidateOf = (name: string, query = ANY) => itemOf(draft(name), query)?.candidate;

describe('toFoundItem', () => {
  it('sees one title behind its spellings', () => {
    const names = [
      'Night.of.the.Living.Dead.1968.1080p.BluRay.x264-A',
      'night of the living dead (1968) [720p]',
      'NIGHT OF THE LIVING DEAD 1968 DVDRip XviD',
    ];
    for (const name of names) {
      expect(candidateOf(name)).toMatchObject({
        mediaType: 'movie',
        year: 1968,
        keys: ['night of the living dead'],
      });
    }
  });

  it('assumes the year that was asked for when the name has none', () => {
    expect(candidateOf('Night.of.the.Living.Dead.720p', { ...ANY, year: 1968 })?.year).toBe(1968);
    expect(candidateOf('Another.Night.720p', { ...ANY, year: 1968 })?.year).toBeNull();
  });

  it('leaves out the other media type', () => {
    const movies = { ...ANY, mediaType: 'movie' } as const;
    expect(itemOf(draft('Show.S01E01.720p', { mediaType: 'movie' }), movies)).toBeNull();
    expect(itemOf(draft('Film.2020.720p', { mediaType: 'tv' }), movies)).toBeNull();
    expect(itemOf(draft('Film.2020.720p'), { ...ANY, mediaType: 'tv' })?.candidate.mediaType).toBe('tv');
  });

  it('knows a torrent by its hash, else by provider and guid', () => {
    const hash = 'c9e15763f722f23e98a29decdfae341b98d53056';
    const identityOf = (one: SourceDraft, provider: string) =>
      itemOf(one, ANY, provider)?.sources[0]?.identity;
    expect(identityOf(draft('A', { infoHash: hash }), 'a')).toBe(hash);
    expect(identityOf(draft('A'), 'a')).toBe(identityOf(draft('A'), 'a'));
    expect(identityOf(draft('A'), 'a')).not.toBe(identityOf(draft('A'), 'b'));
  });

  it.each(['', ' ', '....', '🎬'.repeat(600), '(((((((((((('.repeat(50), 'constructor', '\ud800'])(
    'survives the name %j',
    (name) => {
      const keys = candidateOf(name)?.keys ?? [];
      expect(keys.every((key) => key.length <= 300)).toBe(true);
    },
  );
});
