import type { TmdbCastMember, TmdbCrewMember } from '../../tmdb/index.js';

const MAX_CAST = 20;
const MAX_CREW = 12;
/** Who people look for, in this order; the rest of the crew only fills up. */
const JOBS = [
  'Creator',
  'Director',
  'Screenplay',
  'Writer',
  'Novel',
  'Story',
  'Producer',
  'Original Music Composer',
];

const rankOf = ({ job }: TmdbCrewMember): number => {
  const rank = JOBS.indexOf(job);
  return rank === -1 ? JOBS.length : rank;
};

/** The first names of the credits, each once a role. */
export function chooseCredits(
  cast: readonly TmdbCastMember[],
  crew: readonly TmdbCrewMember[],
): { cast: TmdbCastMember[]; crew: TmdbCrewMember[] } {
  const actors = [...cast].sort((a, b) => a.order - b.order);
  const others = [...crew].sort((a, b) => rankOf(a) - rankOf(b));
  return {
    cast: uniqueBy(actors, ({ personId, character }) => `${personId} ${character ?? ''}`).slice(0, MAX_CAST),
    crew: uniqueBy(others, ({ personId, job }) => `${personId} ${job}`).slice(0, MAX_CREW),
  };
}

function uniqueBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const first = new Map<string, T>();
  for (const item of items) if (!first.has(keyOf(item))) first.set(keyOf(item), item);
  return [...first.values()];
}
