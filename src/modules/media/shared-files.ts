/** An import reads no more episodes than this from the name of one file. */
const MAX_EPISODES_OF_FILE = 50;

/** SQL: whether a label such as `S01E01E02` names the number of an episode; its season is not looked at. */
export const labelHolds = (label: string, episode: string): string =>
  `(${label} || 'E') LIKE '%E' || lpad(${episode}::text, greatest(2, length(${episode}::text)), '0') || 'E%'`;

/**
 * SQL from `FROM` on: the files, as `shared`, that hold the episode and are recorded under the first of their several episodes,
 * which is an earlier one of its season. `episode` is the alias of a row of `media`; what is no episode shares nothing.
 */
export const sharedFilesOf = (episode: string): string => `
  FROM media AS earlier JOIN media_file AS shared ON shared.media_id = earlier.id
  WHERE earlier.series_id = ${episode}.series_id AND earlier.season_number = ${episode}.season_number
    AND earlier.episode_number >= ${episode}.episode_number - ${MAX_EPISODES_OF_FILE}
    AND earlier.episode_number < ${episode}.episode_number
    AND ${labelHolds('shared.episode_label', `${episode}.episode_number`)}`;
