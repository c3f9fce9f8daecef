import { genreSlugs } from './genres.js';
import type { ImageUrl } from './image-urls.js';
import { TmdbMediaType } from './tmdb.types.js';
import type { PageBody, TitleBody } from './tmdb.schemas.js';
import type { TmdbTitle, TmdbTitlePage } from './tmdb.types.js';

/** 0 to 10; an average of no votes is no rating. */
export const ratingOf = ({
  vote_average: average,
  vote_count: votes,
}: Pick<TitleBody, 'vote_average' | 'vote_count'>): number | null =>
  votes === 0 || average > 10 ? null : Math.round(average * 10) / 10;

export function toTitle(body: TitleBody, mediaType: TmdbMediaType, imageUrl: ImageUrl): TmdbTitle {
  const isMovie = mediaType === TmdbMediaType.Movie;
  const originalTitle = isMovie ? body.original_title : body.original_name;
  const releaseDate = isMovie ? body.release_date : body.first_air_date;
  return {
    tmdbId: body.id,
    mediaType,
    title: (isMovie ? body.title : body.name) ?? originalTitle ?? `TMDB ${body.id}`,
    originalTitle,
    originalLanguage: body.original_language,
    overview: body.overview,
    releaseDate,
    year: releaseDate === null ? null : Number(releaseDate.slice(0, 4)),
    posterUrl: imageUrl('poster', body.poster_path),
    backdropUrl: imageUrl('backdrop', body.backdrop_path),
    rating: ratingOf(body),
    voteCount: body.vote_count,
    popularity: body.popularity,
    genres: genreSlugs(body.genre_ids, body.genres),
  };
}

/** `mediaType` is undefined where the entries say it themselves; those that are neither movie nor series are left out. */
export function toTitlePage(
  body: PageBody,
  mediaType: TmdbMediaType | undefined,
  imageUrl: ImageUrl,
): TmdbTitlePage {
  const titles = body.results.flatMap((entry) => {
    const type = mediaType ?? Object.values(TmdbMediaType).find((known) => known === entry.media_type);
    return type === undefined ? [] : [toTitle(entry, type, imageUrl)];
  });
  return {
    page: body.page,
    totalPages: Math.max(body.total_pages, 0),
    totalResults: Math.max(body.total_results, 0),
    titles: eachOnce(titles),
  };
}

/** The first of each title. TMDB repeats some from one page to the next. */
export function eachOnce(titles: readonly TmdbTitle[]): TmdbTitle[] {
  const byId = new Map<string, TmdbTitle>();
  for (const title of titles) {
    const key = `${title.mediaType}:${title.tmdbId}`;
    if (!byId.has(key)) byId.set(key, title);
  }
  return [...byId.values()];
}

/** One list of two that are ranked each: whichever head is more popular comes next. */
export function mergePages(a: TmdbTitlePage, b: TmdbTitlePage): TmdbTitlePage {
  const [left, right] = [[...a.titles], [...b.titles]];
  const titles: TmdbTitle[] = [];
  for (;;) {
    const isLeft = (left[0]?.popularity ?? -1) >= (right[0]?.popularity ?? -1);
    const next = (isLeft ? left : right).shift();
    if (next === undefined) break;
    titles.push(next);
  }
  return {
    page: a.page,
    totalPages: Math.max(a.totalPages, b.totalPages),
    totalResults: a.totalResults + b.totalResults,
    titles,
  };
}
