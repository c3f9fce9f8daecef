import type { FakeRelease } from '../torznab/release.js';
import { DEFAULT_CATEGORIES } from '../torznab/release.js';

/** What an indexer of the double does when it is searched. */
export type FakeIndexerMode = 'ok' | 'hidden-failure' | 'hang';

export interface FakeProwlarrRelease extends FakeRelease {
  /** Such as `freeleech`. */
  readonly flags?: readonly string[];
  /** Where the magnet stands: in the guid alone, or behind a link through Prowlarr. */
  readonly magnetIn?: 'guid' | 'proxy';
  readonly protocol?: 'torrent' | 'usenet';
}

export interface FakeProwlarrIndexer {
  readonly id: number;
  readonly name: string;
  readonly privacy?: 'public' | 'semiPrivate' | 'private';
  readonly protocol?: 'torrent' | 'usenet';
  readonly enable?: boolean;
  readonly movieParams?: readonly string[];
  readonly tvParams?: readonly string[];
  readonly categories?: readonly number[];
  readonly releases?: readonly FakeProwlarrRelease[];
  mode?: FakeIndexerMode;
  /** Waited before an answer to a search. */
  delayMs?: number;
  /** ISO 8601: Prowlarr leaves it alone until then. */
  disabledTill?: string;
}

const category = (id: number) => ({ id, name: `Category ${id}`, subCategories: [] });

/** An indexer as Prowlarr describes it, with what is null left out. */
export const indexerResource = (indexer: FakeProwlarrIndexer) => ({
  id: indexer.id,
  name: indexer.name,
  sortName: indexer.name.toLowerCase(),
  implementation: 'Cardigann',
  enable: indexer.enable ?? true,
  redirect: false,
  supportsRss: true,
  supportsSearch: true,
  supportsPagination: false,
  protocol: indexer.protocol ?? 'torrent',
  privacy: indexer.privacy ?? 'public',
  capabilities: {
    limitsMax: 100,
    limitsDefault: 100,
    categories: (indexer.categories ?? [2000, 5000]).map(category),
    supportsRawSearch: false,
    searchParams: ['q'],
    tvSearchParams: indexer.tvParams ?? ['q', 'season', 'ep'],
    movieSearchParams: indexer.movieParams ?? ['q'],
  },
  priority: 25,
  added: '2026-01-02T03:04:05Z',
});

/** A release as Prowlarr lists it: links lead through Prowlarr and hold its key. */
export function releaseResource(
  release: FakeProwlarrRelease,
  indexer: FakeProwlarrIndexer,
  { origin, apiKey }: { origin: string; apiKey: string },
) {
  const { magnetIn = 'proxy', publishedAt = new Date('2024-05-06T07:08:09Z') } = release;
  const link = (kind: string) =>
    `${origin}/${indexer.id}/download?apikey=${apiKey}&link=${Buffer.from(`${kind}:${release.infoHash}`).toString('base64url')}&file=${encodeURIComponent(release.title).replaceAll('%20', '+')}`;
  return {
    id: 0,
    guid: magnetIn === 'guid' ? release.magnet : `https://indexer.example/torrent/${release.infoHash}`,
    age: 100,
    ageHours: 2400.5,
    ageMinutes: 144_030,
    size: release.sizeBytes,
    indexerId: indexer.id,
    indexer: indexer.name,
    title: release.title,
    sortTitle: release.title.toLowerCase(),
    imdbId: Number(release.imdbId?.replace('tt', '') ?? 0),
    tmdbId: release.tmdbId ?? 0,
    tvdbId: 0,
    tvMazeId: 0,
    publishDate: publishedAt.toISOString().replace('.000Z', 'Z'),
    infoUrl: `https://indexer.example/torrent/${release.infoHash}`,
    indexerFlags: [...(release.flags ?? [])],
    categories: (release.categories ?? DEFAULT_CATEGORIES).map(category),
    ...(indexer.privacy === 'private' ? { downloadUrl: link('torrent') } : {}),
    ...(magnetIn === 'proxy' && indexer.privacy !== 'private' ? { magnetUrl: link('magnet') } : {}),
    ...(magnetIn === 'proxy' ? { infoHash: release.infoHash } : {}),
    seeders: release.seeders,
    leechers: Math.max(0, release.peers - release.seeders),
    protocol: release.protocol ?? 'torrent',
    fileName: `${release.title}.torrent`,
  };
}
