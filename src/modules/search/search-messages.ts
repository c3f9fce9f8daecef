import type { RealtimeMessage } from '../realtime/index.js';
import type { StoredSource } from './batch-plan.js';
import { toSourceResponse } from './dto/source.response.js';

/** Tells the searcher of a source that has been found or has changed. */
export const toSearchResultMessage = ({ source, title }: StoredSource): RealtimeMessage => ({
  type: 'search_result',
  search_id: source.searchId,
  result: {
    ...toSourceResponse(source),
    id: title.id,
    title: title.title,
    release_name: source.releaseName,
    year: title.year,
    media_type: title.mediaType,
    tmdb_id: title.tmdbId,
  },
});
