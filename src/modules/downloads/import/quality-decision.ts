import { Upgrade } from '../../../common/settings/library-settings.js';

interface Scored {
  readonly qualityScore: number | null;
}

interface Labelled {
  /** `S01E02`; null for films and for what has no number. */
  readonly episodeLabel: string | null;
}

/** Whether a new file is worth having beside those that the library has of the same film or episode. */
export function isWorthHaving(file: Partial<Scored>, rivals: readonly Scored[], upgrade: Upgrade): boolean {
  if (rivals.length === 0 || upgrade === Upgrade.Always) return true;
  if (upgrade === Upgrade.Never) return false;
  return rivals.every((rival) => scoreOf(file) > scoreOf(rival));
}

/** What is not known counts as bad. */
const scoreOf = ({ qualityScore }: Partial<Scored>): number => qualityScore ?? 0;

/** Whether `one` holds all that `other` does: every episode of it, or the same film. */
export function holdsAllOf(one: Labelled, other: Labelled): boolean {
  if (one.episodeLabel === null || other.episodeLabel === null)
    return one.episodeLabel === other.episodeLabel;
  const [season, ...episodes] = one.episodeLabel.split('E');
  const [otherSeason, ...others] = other.episodeLabel.split('E');
  return season === otherSeason && others.every((episode) => episodes.includes(episode));
}
