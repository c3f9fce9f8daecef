import type { RealtimeMessage } from '../realtime/index.js';
import { toSourceResponse } from './dto/source.response.js';
import type { Stored } from './findings/batch-plan.js';

/**
 * Tells the searcher of a source that has been found or has changed, or of a title that nothing is offered of yet:
 * then `source_id` is null. A source that comes again with another `id` belongs to that title now.
 */
export const toSearchResultMessage = ({ source, title }: Stored): RealtimeMessage => ({
  type: 'search_result',
  search_id: title.searchId,
  result: {
    ...(source ? toSourceResponse(source) : { source_id: null, provider: title.foundBy[0] ?? null }),
    id: title.id,
    title: title.title,
    release_name: source?.releaseName ?? null,
    year: title.year,
    media_type: title.mediaType,
    tmdb_id: title.tmdbId,
    media_id: title.mediaId,
    poster_url: title.posterUrl,
    rating: title.rating,
    overview: title.overview,
  },
});
