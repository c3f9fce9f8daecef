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

/** The kind of high dynamic range of a picture. */
export const HdrFormat = { Hdr10: 'HDR10', Hdr10Plus: 'HDR10+', DolbyVision: 'DV', Hlg: 'HLG' } as const;
export type HdrFormat = (typeof HdrFormat)[keyof typeof HdrFormat];

/** A file of subtitles beside the video. snake_case because it is stored as JSON. */
export interface SubtitleFile {
  /** Below the library's root, parts separated by `/` on every platform. */
  readonly relative_path: string;
  /** `srt`, `ass`, `ssa`, `vtt`, `sub`; `vobsub` for an .idx, whose pictures lie in `pictures_path`. */
  readonly format: string;
  readonly pictures_path: string | null;
  /** BCP 47. */
  readonly language: string | null;
  readonly is_forced: boolean;
  /** For people who don't hear well. */
  readonly is_sdh: boolean;
}
