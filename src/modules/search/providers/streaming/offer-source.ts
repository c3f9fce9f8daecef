import type { TmdbTitle, TmdbWatchOffer, TmdbWatchProviders } from '../../../tmdb/index.js';
import { SourceKind } from '../search-provider.js';
import type { SourceDraft } from '../search-provider.js';

/** TMDB has the data from there, and asks that it be named. */
const INDEXER = 'JustWatch';

/** One source for each service and way to watch there. */
export const toSources = (title: TmdbTitle, { region, link, offers }: TmdbWatchProviders): SourceDraft[] =>
  offers.map((offer) => toSource(title, offer, region, link));

const toSource = (
  { mediaType, tmdbId }: TmdbTitle,
  { service, serviceName, access }: TmdbWatchOffer,
  region: string,
  link: string | null,
): SourceDraft => ({
  kind: SourceKind.Stream,
  guid: [mediaType, tmdbId, region, service, access].join('/'),
  releaseName: serviceName,
  indexer: INDEXER,
  infoHash: null,
  magnetLink: null,
  torrentUrl: null,
  sizeBytes: null,
  seeders: null,
  leechers: null,
  publishedAt: null,
  mediaType,
  tmdbId,
  imdbId: null,
  downloadVolumeFactor: null,
  uploadVolumeFactor: null,
  offer: { service, serviceName, access, region, link },
});
