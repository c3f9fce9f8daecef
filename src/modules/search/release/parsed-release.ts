/** What a release name says. Stored with the source as JSON. */
export interface ParsedRelease {
  /** Empty when the name has none, as in `S01E04.mkv`. */
  readonly title: string;
  /** Further titles that the name gives, as after `AKA` or in other scripts. */
  readonly alternativeTitles: string[];
  readonly year: number | null;
  readonly seasons: number[];
  /** Within the season, or through all seasons when `absoluteEpisodes` says the same. */
  readonly episodes: number[];
  /** Counted through all seasons, as anime are. */
  readonly absoluteEpisodes: number[];
  /** The day of a daily show, `YYYY-MM-DD`. */
  readonly date: string | null;
  /** Whole seasons, no single episodes. */
  readonly isFullSeason: boolean;
  /** Such as `1080p`. */
  readonly resolution: string | null;
  /** Where it was taken from, such as `BluRay`, `WEB-DL` or `CAM`. */
  readonly source: string | null;
  /** `h264`, `h265`, `av1`, `xvid`, `divx`, `mpeg2` or `vp9`, or as the name says. */
  readonly codec: string | null;
  readonly hdr: string[];
  readonly audio: string[];
  readonly languages: string[];
  readonly group: string | null;
  readonly edition: string | null;
  readonly isProper: boolean;
  readonly isHardcoded: boolean;
  readonly isUpscaled: boolean;
  readonly is3d: boolean;
  /** The streams are those of the source, untouched. */
  readonly isRemux: boolean;
  /** No release name at all, such as a hash. */
  readonly isRejected: boolean;
}
