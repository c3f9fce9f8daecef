import { Injectable } from '@nestjs/common';
import { MediaService, MediaType } from '../../media/index.js';
import type { Media, MediaFile } from '../../media/index.js';
import { episodeLabel, episodeNumbersOf } from './episode-numbers.js';
import type { EpisodeNumbers } from './episode-numbers.js';
import { wholeIdOf } from './episode-targets.js';
import { LibraryDisk } from './library-disk.js';
import type { KnownFile } from './library-disk.js';
import { holdsAllOf } from './quality-decision.js';

export interface Survey {
  /** Whose files are on disk. */
  readonly present: readonly MediaFile[];
  readonly missing: readonly string[];
  /** The files of those that are present, with their subtitles, by the id of the row. */
  readonly onDisk: ReadonlyMap<string, readonly KnownFile[]>;
}

/** The files of the library that a new one competes with. */
@Injectable()
export class LibraryRivals {
  constructor(
    private readonly media: MediaService,
    private readonly disk: LibraryDisk,
  ) {}

  /**
   * The recorded files, of other downloads, that hold all of it: the same film, or the same episodes, under whichever title of
   * the series they are recorded.
   */
  async find(downloadId: string, media: Media, numbers: EpisodeNumbers | null): Promise<MediaFile[]> {
    const episodeOfNew = numbers && episodeLabel(numbers);
    if (numbers && episodeOfNew === null) return [];
    const files = await this.media.filesOf(wholeIdOf(media));
    return files
      .filter((file) => file.downloadId !== downloadId)
      .filter((file) => holdsAllOf(labelled(file, media), { episodeLabel: episodeOfNew }));
  }

  /** Looks which of them are on disk. */
  async survey(rivals: readonly MediaFile[]): Promise<Survey> {
    const present: MediaFile[] = [];
    const onDisk = new Map<string, readonly KnownFile[]>();
    for (const rival of rivals) {
      const found = await this.disk.find(rival.relativePath);
      if (!found) continue;
      present.push(rival);
      onDisk.set(rival.id, [found, ...(await this.subtitlesOf(rival))]);
    }
    const missing = rivals.filter((rival) => !present.includes(rival)).map(({ id }) => id);
    return { present, missing, onDisk };
  }

  private async subtitlesOf({ subtitleFiles }: MediaFile): Promise<KnownFile[]> {
    const paths = subtitleFiles.flatMap((one) => [
      one.relative_path,
      ...(one.pictures_path ? [one.pictures_path] : []),
    ]);
    const found = await Promise.all(paths.map((path) => this.disk.find(path)));
    return found.filter((file) => file !== null);
  }
}

/** Files from before labels were kept say it by their names. */
function labelled(file: MediaFile, media: Media): { episodeLabel: string | null } {
  if (media.mediaType === MediaType.Movie) return { episodeLabel: null };
  return { episodeLabel: file.episodeLabel ?? episodeLabel(episodeNumbersOf(file.relativePath, '', false)) };
}
