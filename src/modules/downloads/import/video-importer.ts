import { Injectable } from '@nestjs/common';
import { SETTINGS } from '../../../common/settings/settings.js';
import { SettingsService } from '../../../common/settings/settings.service.js';
import { MediaType } from '../../media/index.js';
import type { Media } from '../../media/index.js';
import type { Download, StoredFile } from '../download.entity.js';
import { chooseFeature } from './choose-feature.js';
import { chooseVideos, whyNoVideo } from './choose-videos.js';
import type { ProbedMedia } from './describe-media.js';
import { DownloadedFiles } from './downloaded-files.js';
import { episodeLabel, episodeNumbersOf, onlyEpisode } from './episode-numbers.js';
import type { EpisodeNumbers } from './episode-numbers.js';
import { EpisodeTargets } from './episode-targets.js';
import { FilePlacer } from './file-placer.js';
import type { PathParts } from './file-placer.js';
import { ImportFailedError } from './import.errors.js';
import type { PlacedVideo } from './imported-download.js';
import type { KnownFile } from './library-disk.js';
import { libraryPath } from './library-name.js';
import { MediaProbe } from './media-probe.js';
import { qualityScore } from './resolution.js';
import { SubtitleImporter } from './subtitle-importer.js';

export type ImportableDownload = Pick<Download, 'id' | 'kind' | 'releaseName' | 'files'>;

/** A video that may be imported, and what is known of it before it is. */
export interface Candidate {
  readonly file: StoredFile;
  readonly numbers: EpisodeNumbers | null;
  readonly probed: ProbedMedia;
  readonly qualityScore: number;
  readonly parts: PathParts;
}

/** Finds the videos of a download, and puts them with their subtitles where they belong. */
@Injectable()
export class VideoImporter {
  constructor(
    private readonly files: DownloadedFiles,
    private readonly targets: EpisodeTargets,
    private readonly probe: MediaProbe,
    private readonly placer: FilePlacer,
    private readonly subtitles: SubtitleImporter,
    private readonly settings: SettingsService,
  ) {}

  /** The film, or every episode. Throws ImportFailedError when there is none, or one can't be read: then none is placed. */
  async candidates(download: ImportableDownload, media: Media, signal: AbortSignal): Promise<Candidate[]> {
    const videos = chooseVideos(download.files);
    if (videos.length === 0) throw new ImportFailedError(whyNoVideo(download.files));
    const isFilm = media.mediaType === MediaType.Movie;
    const wanted = isFilm ? chooseFeature(videos) : videos.map((file) => ({ file, part: null }));
    const named = await this.targets.wholeOf(media);
    const found: Candidate[] = [];
    for (const { file, part } of wanted) {
      const numbers = isFilm ? null : numbersOf(download, media, file, videos.length === 1);
      const probed = await this.probe.probe(await this.files.find(download.id, file), signal);
      const parts = this.pathOf(download, named, { file, numbers, probed }, part);
      const score = qualityScore({ ...probed, isHdr: probed.hdrFormat !== null });
      found.push({ file, numbers, probed, qualityScore: score, parts });
    }
    return found;
  }

  /** Running it again gives the same. */
  async place(
    download: ImportableDownload,
    media: Media,
    candidate: Candidate,
    siblings: readonly Candidate[],
    signal: AbortSignal,
  ): Promise<PlacedVideo & { readonly subtitles: readonly (KnownFile & { readonly index: number })[] }> {
    const { file, numbers, probed, parts } = candidate;
    const { relativePath, inode, isHardlink } = await this.placer.place(download, file, parts, signal);
    const videos = siblings.map((one) => one.file);
    const beside = await this.subtitles.place(download, file, videos, relativePath, signal);
    const subtitles = beside.flatMap(({ onDisk }) => onDisk);
    const recorded = {
      ...probed,
      mediaId: media.id,
      downloadId: download.id,
      relativePath,
      sizeBytes: file.size_bytes ?? 0,
      qualityScore: candidate.qualityScore,
      episodeLabel: numbers && episodeLabel(numbers),
      subtitleFiles: beside.map((one) => one.recorded),
      isHardlink,
      source: download.kind,
      downloadedAt: new Date(),
    };
    const onDisk = [{ relativePath, inode }, ...subtitles];
    return { index: file.index, file: recorded, numbers, onDisk, subtitles };
  }

  /** What an earlier run has placed of a video that is not wanted any more. */
  findPlaced(
    download: ImportableDownload,
    { file, parts }: Candidate,
    signal: AbortSignal,
  ): Promise<KnownFile[]> {
    return this.placer.findPlaced(download, file, parts, signal);
  }

  private pathOf(
    { releaseName }: ImportableDownload,
    media: Media,
    { file, numbers, probed }: Pick<Candidate, 'file' | 'numbers' | 'probed'>,
    part: number | null,
  ): PathParts {
    const { movie_template: movies, series_template: series } = SETTINGS.library;
    const template = this.settings.get(numbers === null ? movies : series);
    const fileName = file.path.split('/').at(-1) ?? file.path;
    const { resolution, codecVideo } = probed;
    return libraryPath({ media, fileName, releaseName, resolution, codecVideo, numbers, part }, template);
  }
}

/** Whoever fetches an episode has said which one the only video is; of several each name tells. */
function numbersOf(
  { releaseName }: ImportableDownload,
  { seasonNumber, episodeNumber }: Media,
  { path }: StoredFile,
  isOnlyVideo: boolean,
): EpisodeNumbers {
  const read = episodeNumbersOf(path, releaseName, isOnlyVideo);
  if (!isOnlyVideo || seasonNumber === null || episodeNumber === null) return read;
  return onlyEpisode(read, seasonNumber, episodeNumber);
}
