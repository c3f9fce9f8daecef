/** What every event about a title tells. */
export interface MediaFacts {
  readonly media_id: string;
  readonly media_type: 'movie' | 'tv' | 'episode';
  readonly title: string;
  readonly year: number | null;
  readonly tmdb_id: number | null;
  /** Of an episode. */
  readonly series_id: string | null;
}

declare module '../../common/events/event-map.js' {
  interface EventMap {
    'media.added': MediaFacts;
    /** `fields` are those that changed; `seasons`, `episodes`, `people` and `images` stand for what hangs on the row. */
    'media.updated': MediaFacts & { fields: string[] };
    /** Its episodes, counted, went with it. */
    'media.deleted': MediaFacts & { episodes: number; files: number; are_files_deleted: boolean };
    'media.file_added': { media_id: string; file_id: string };
  }
}

export type MediaEventName = 'media.added' | 'media.updated' | 'media.deleted' | 'media.file_added';

interface FactSource {
  readonly id: string;
  readonly mediaType: MediaFacts['media_type'];
  readonly title: string;
  readonly year: number | null;
  readonly tmdbId: number | null;
  readonly seriesId: string | null;
}

export const factsOf = ({ id, mediaType, title, year, tmdbId, seriesId }: FactSource): MediaFacts => ({
  media_id: id,
  media_type: mediaType,
  title,
  year,
  tmdb_id: tmdbId,
  series_id: seriesId,
});
