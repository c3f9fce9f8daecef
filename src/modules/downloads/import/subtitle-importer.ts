import path from 'node:path';
import { Injectable } from '@nestjs/common';
import { safeFileName } from '../../../common/files/safe-path.js';
import type { SubtitleFile } from '../../media/index.js';
import type { Download, StoredFile } from '../download.entity.js';
import { chooseSubtitles } from './choose-subtitles.js';
import type { ChosenSubtitle } from './choose-subtitles.js';
import { FilePlacer } from './file-placer.js';
import type { PathParts } from './file-placer.js';
import type { KnownFile } from './library-disk.js';
import { subtitleStems } from './subtitle-names.js';

export interface PlacedSubtitle {
  readonly recorded: SubtitleFile;
  readonly onDisk: readonly (KnownFile & { readonly index: number })[];
}

/** Puts the external subtitles of a video beside it, under its name. */
@Injectable()
export class SubtitleImporter {
  constructor(private readonly placer: FilePlacer) {}

  /** `videoPath` is where the video lies in the library. */
  async place(
    download: Pick<Download, 'id' | 'files'>,
    video: StoredFile,
    videos: readonly StoredFile[],
    videoPath: string,
    signal: AbortSignal,
  ): Promise<PlacedSubtitle[]> {
    const chosen = chooseSubtitles(download.files, video, videos);
    const folders = videoPath.split('/').slice(0, -1);
    const stems = subtitleStems(path.posix.parse(videoPath).name, chosen);
    const placed: PlacedSubtitle[] = [];
    for (const [i, subtitle] of chosen.entries()) {
      const put = async (file: StoredFile) => {
        const name = safeFileName(`${stems[i] ?? ''}${path.posix.extname(file.path).toLowerCase()}`);
        const { relativePath, inode } = await this.placer.place(
          download,
          file,
          partsOf(folders, name),
          signal,
        );
        return { relativePath, inode, index: file.index };
      };
      const text = await put(subtitle.file);
      const pictures = subtitle.pictures && (await put(subtitle.pictures));
      placed.push({
        recorded: recordOf(subtitle, text.relativePath, pictures?.relativePath ?? null),
        onDisk: pictures ? [text, pictures] : [text],
      });
    }
    return placed;
  }
}

function partsOf([section, ...folders]: readonly string[], name: string): PathParts {
  return section === undefined ? [name] : [section, ...folders, name];
}

const recordOf = (
  { format, language, isForced, isSdh }: ChosenSubtitle<StoredFile>,
  relativePath: string,
  picturesPath: string | null,
): SubtitleFile => ({
  relative_path: relativePath,
  format,
  pictures_path: picturesPath,
  language,
  is_forced: isForced,
  is_sdh: isSdh,
});
