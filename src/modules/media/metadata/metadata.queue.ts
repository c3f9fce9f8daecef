/** Asks TMDB about one title. */
export const MEDIA_METADATA = 'media-metadata';
export interface MediaMetadataJob {
  media_id: string;
}
