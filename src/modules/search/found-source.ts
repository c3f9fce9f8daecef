import type { SearchSource } from './search-source.entity.js';
import type { SearchTitle } from './search-title.entity.js';

/** A source that may be downloaded, and what it is of. */
export interface FoundSource {
  readonly sourceId: string;
  readonly releaseName: string;
  readonly magnetLink: string | null;
  readonly infoHash: string | null;
  readonly sizeBytes: number | null;
  readonly score: number;
  readonly titleId: string;
  readonly title: string;
  readonly year: number | null;
  readonly mediaType: 'movie' | 'tv';
  readonly tmdbId: number | null;
}

/** A title that may become a catalogue row under `titleId`. */
export interface FoundTitle {
  readonly titleId: string;
  readonly title: string;
  readonly year: number | null;
  readonly mediaType: 'movie' | 'tv';
  readonly tmdbId: number | null;
  readonly imdbId: string | null;
  readonly posterUrl: string | null;
  readonly overview: string | null;
  readonly rating: number | null;
}

export const toFoundSource = (source: SearchSource, title: SearchTitle): FoundSource => ({
  sourceId: source.id,
  releaseName: source.releaseName,
  magnetLink: source.magnetLink,
  infoHash: source.infoHash,
  sizeBytes: source.sizeBytes,
  score: source.score,
  titleId: title.id,
  title: title.title,
  year: title.year,
  mediaType: title.mediaType,
  tmdbId: title.tmdbId,
});

export const toFoundTitle = (title: SearchTitle): FoundTitle => ({
  titleId: title.id,
  title: title.title,
  year: title.year,
  mediaType: title.mediaType,
  tmdbId: title.tmdbId,
  imdbId: title.imdbId,
  posterUrl: title.posterUrl,
  overview: title.overview,
  rating: title.rating,
});
