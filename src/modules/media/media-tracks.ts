/** An audio stream of a file, numbered among the audio streams from 0. */
export interface AudioTrack {
  readonly index: number;
  readonly codec: string | null;
  /** BCP 47, such as `en`. */
  readonly language: string | null;
  readonly channels: number | null;
  readonly title: string | null;
  readonly isDefault: boolean;
}

/** A subtitle stream of a file, numbered among the subtitle streams from 0. */
export interface SubtitleTrack {
  readonly index: number;
  readonly codec: string | null;
  readonly language: string | null;
  readonly title: string | null;
  readonly isDefault: boolean;
  readonly isForced: boolean;
}
