/** TMDB's genres by id, since their names come in the language that was asked for. Those of series are pairs at times. */
const SLUGS: Readonly<Record<number, readonly string[]>> = {
  12: ['adventure'],
  14: ['fantasy'],
  16: ['animation'],
  18: ['drama'],
  27: ['horror'],
  28: ['action'],
  35: ['comedy'],
  36: ['history'],
  37: ['western'],
  53: ['thriller'],
  80: ['crime'],
  99: ['documentary'],
  878: ['sci-fi'],
  9648: ['mystery'],
  10402: ['music'],
  10749: ['romance'],
  10751: ['family'],
  10752: ['war'],
  10759: ['action', 'adventure'],
  10762: ['kids'],
  10763: ['news'],
  10764: ['reality'],
  10765: ['sci-fi', 'fantasy'],
  10766: ['soap'],
  10767: ['talk'],
  10768: ['war', 'politics'],
  10770: ['tv-movie'],
};

export interface GenreBody {
  readonly id: number;
  readonly name: string | null;
}

/** Lower-case slugs, each once. A genre that is new at TMDB goes by the name that it has there. */
export function genreSlugs(ids: readonly number[], genres: readonly GenreBody[]): string[] {
  const known = [...ids.map((id) => SLUGS[id] ?? []), ...genres.map((genre) => slugsOf(genre))];
  return [...new Set(known.flat())];
}

function slugsOf({ id, name }: GenreBody): readonly string[] {
  const slug = (name ?? '')
    .toLowerCase()
    .trim()
    .replace(/[\s/]+/g, '-');
  return SLUGS[id] ?? (slug === '' ? [] : [slug.slice(0, 50)]);
}
