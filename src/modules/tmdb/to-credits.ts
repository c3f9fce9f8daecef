import type { ImageUrl } from './image-urls.js';
import type { CastBody, CrewBody, SeriesBody } from './tmdb.schemas.js';
import type { TmdbCastMember, TmdbCrewMember } from './tmdb.types.js';

/** In order of the credits, each person once: who plays two parts has both in `character`. */
export function toCast(cast: readonly CastBody[], imageUrl: ImageUrl): TmdbCastMember[] {
  const byPerson = new Map<number, TmdbCastMember>();
  for (const member of [...cast].sort((a, b) => a.order - b.order)) {
    const known = byPerson.get(member.id);
    const parts = [known?.character, member.character, ...member.roles.map((role) => role.character)];
    const character = [...new Set(parts.filter((one) => typeof one === 'string'))].join(' / ');
    byPerson.set(member.id, {
      personId: member.id,
      name: member.name,
      profileUrl: imageUrl('profile', member.profile_path),
      character: character === '' ? null : character.slice(0, 500).toWellFormed(),
      order: known?.order ?? member.order,
    });
  }
  return [...byPerson.values()];
}

/** One entry for each person and job. */
export function toCrew(crew: readonly CrewBody[], imageUrl: ImageUrl): TmdbCrewMember[] {
  const byJob = new Map<string, TmdbCrewMember>();
  for (const member of crew) {
    for (const job of [member.job, ...member.jobs.map((one) => one.job)]) {
      const key = `${member.id}:${job}`;
      if (job === null || byJob.has(key)) continue;
      byJob.set(key, {
        personId: member.id,
        name: member.name,
        profileUrl: imageUrl('profile', member.profile_path),
        job,
        department: member.department,
      });
    }
  }
  return [...byJob.values()];
}

/** TMDB lists those who made up a series apart from its crew. */
export const toCreators = (creators: SeriesBody['created_by'], imageUrl: ImageUrl): TmdbCrewMember[] =>
  creators.map(({ id, name, profile_path: path }) => ({
    personId: id,
    name,
    profileUrl: imageUrl('profile', path),
    job: 'Creator',
    department: 'Creator',
  }));
