import { parseReleaseName } from './release/release-name.js';
import type { SearchSource } from './search-source.entity.js';
import { mergeSource } from './source-merge.js';

const source = (more: Partial<SearchSource>): SearchSource => ({
  id: 'one',
  searchId: 's',
  titleId: 't',
  identity: 'i',
  provider: 'a',
  foundBy: ['a'],
  indexer: null,
  kind: 'torrent',
  releaseName: 'First 2020 1080p',
  infoHash: null,
  magnetLink: null,
  torrentUrl: null,
  sizeBytes: null,
  seeders: 5,
  leechers: 1,
  publishedAt: null,
  downloadVolumeFactor: null,
  uploadVolumeFactor: null,
  offer: null,
  attributes: parseReleaseName('First 2020 1080p'),
  score: 50,
  reasons: [],
  flags: [],
  isAcceptable: true,
  foundAt: new Date(0),
  ...more,
});

describe('mergeSource', () => {
  it('learns nothing from the same offer, so that a second run changes nothing', () => {
    expect(mergeSource(source({}), source({ id: 'two', leechers: 9 }))).toBeNull();
  });

  it('shows the offer with more seeders and remembers both providers', () => {
    const better = source({
      id: 'two',
      provider: 'b',
      foundBy: ['b'],
      seeders: 80,
      releaseName: 'Second',
      titleId: 'u',
    });
    expect(mergeSource(source({}), better)).toMatchObject({
      id: 'one',
      titleId: 't',
      releaseName: 'First 2020 1080p',
      provider: 'b',
      seeders: 80,
      foundBy: ['a', 'b'],
    });
  });

  it('keeps a magnet link whichever offer has it', () => {
    expect(mergeSource(source({}), source({ seeders: 1, magnetLink: 'magnet:?m' }))).toMatchObject({
      seeders: 5,
      magnetLink: 'magnet:?m',
    });
    expect(mergeSource(source({ magnetLink: 'magnet:?m' }), source({ seeders: 9 }))).toMatchObject({
      seeders: 9,
      magnetLink: 'magnet:?m',
    });
  });
});
