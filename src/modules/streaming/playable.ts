import type { StreamSource } from '../downloads/index.js';
import type { MediaFile, SubtitleTrack } from '../media/index.js';
import { resolutionInName } from './stream-quality.js';

/** Something that can be played now, from a file of the library or from a download that is still arriving. */
export interface Playable {
  /** Exactly one of the two is not null. */
  readonly fileId: string | null;
  readonly downloadId: string | null;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly resolution: string | null;
  readonly container: string | null;
  readonly codecVideo: string | null;
  readonly codecAudio: string | null;
  readonly durationSeconds: number | null;
  readonly subtitleTracks: readonly SubtitleTrack[];
}

export const playableFile = (file: MediaFile): Playable => ({
  fileId: file.id,
  downloadId: null,
  fileName: file.relativePath.split('/').at(-1) ?? file.relativePath,
  sizeBytes: file.sizeBytes,
  resolution: file.resolution,
  container: file.container,
  codecVideo: file.codecVideo,
  codecAudio: file.codecAudio,
  durationSeconds: file.durationSeconds,
  subtitleTracks: file.subtitleTracks,
});

/** Until its file is complete and probed, the name is all that is known. */
export const playableDownload = ({ downloadId, fileName, sizeBytes }: StreamSource): Playable => ({
  fileId: null,
  downloadId,
  fileName,
  sizeBytes,
  resolution: resolutionInName(fileName),
  container: null,
  codecVideo: null,
  codecAudio: null,
  durationSeconds: null,
  subtitleTracks: [],
});
