import path from 'node:path';
import type { Media, MediaFile } from '../../../media/index.js';
import { SourceKind } from '../search-provider.js';
import type { FoundTitle, SourceDraft, TitleDraft } from '../search-provider.js';

/** A title of the catalogue with its files, of which there may be none. */
export function toFoundTitle(media: Media, files: readonly MediaFile[]): FoundTitle {
  const mediaType = media.mediaType === 'movie' ? 'movie' : 'tv';
  return {
    kind: 'title',
    title: draftOf(media, mediaType),
    sources: files.map((file) => sourceOf(file, media, mediaType)),
  };
}

const draftOf = (media: Media, mediaType: 'movie' | 'tv'): TitleDraft => ({
  mediaType,
  title: media.title,
  originalTitle: media.originalTitle,
  otherTitles: media.alternativeTitles,
  year: media.year,
  tmdbId: media.tmdbId,
  imdbId: media.imdbId,
  mediaId: media.id,
  posterUrl: media.posterUrl,
  overview: media.overview,
  rating: media.rating,
  runtimeMinutes: media.runtimeMinutes,
});

const sourceOf = (file: MediaFile, media: Media, mediaType: 'movie' | 'tv'): SourceDraft => ({
  kind: SourceKind.File,
  guid: file.id,
  releaseName: path.posix.parse(file.relativePath).name,
  indexer: null,
  infoHash: null,
  magnetLink: null,
  torrentUrl: null,
  sizeBytes: file.sizeBytes,
  seeders: null,
  leechers: null,
  publishedAt: file.downloadedAt,
  mediaType,
  tmdbId: media.tmdbId,
  imdbId: media.imdbId,
  downloadVolumeFactor: null,
  uploadVolumeFactor: null,
  offer: null,
  measured: { resolution: file.resolution, codec: file.codecVideo },
});
