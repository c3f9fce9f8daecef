import type { Finding, SourceDraft, TitleDraft } from '../providers/search-provider.js';
import { readFindings } from './stored-findings.js';

const SOURCE: SourceDraft = {
  kind: 'torrent',
  guid: 'one',
  releaseName: 'Night.of.the.Living.Dead.1968.1080p',
  indexer: null,
  infoHash: 'a'.repeat(40),
  magnetLink: 'magnet:?xt=urn:btih:aa',
  torrentUrl: null,
  sizeBytes: 12_000_000_000,
  seeders: 3,
  leechers: null,
  publishedAt: new Date('2026-02-15T15:28:39.123Z'),
  mediaType: 'movie',
  tmdbId: 10_331,
  imdbId: 'tt0063350',
  downloadVolumeFactor: 0,
  uploadVolumeFactor: null,
  offer: null,
};
const TITLE: TitleDraft = {
  mediaType: 'movie',
  title: 'Night of the Living Dead',
  originalTitle: null,
  otherTitles: ['La Nuit des morts-vivants'],
  year: 1968,
  tmdbId: 10_331,
  imdbId: null,
  mediaId: null,
  posterUrl: 'https://image.example/p.jpg',
  overview: null,
  rating: 7.6,
  runtimeMinutes: 96,
};
const OFFER = {
  service: 'netflix',
  serviceName: 'Netflix',
  access: 'subscription',
  region: 'US',
  link: null,
} as const;

const FINDINGS: Finding[] = [
  { kind: 'release', source: SOURCE },
  { kind: 'release', source: { ...SOURCE, publishedAt: null } },
  { kind: 'release', source: { ...SOURCE, measured: { resolution: '1080p', codec: null } } },
  { kind: 'title', title: TITLE, sources: [{ ...SOURCE, kind: 'stream', offer: OFFER }] },
  { kind: 'title', title: TITLE, sources: [] },
];

describe('stored findings', () => {
  it('come back as they were, times included', () => {
    const stored: unknown = JSON.parse(JSON.stringify(FINDINGS));
    expect(readFindings(stored)).toEqual(FINDINGS);
  });

  it('are not taken when a field is missing or wrong', () => {
    const stored = JSON.parse(JSON.stringify(FINDINGS)) as { source?: Record<string, unknown> }[];
    delete stored[0]?.source?.['guid'];
    expect(readFindings(stored)).toBeNull();
    expect(readFindings('text')).toBeNull();
    expect(readFindings(null)).toBeNull();
  });
});
