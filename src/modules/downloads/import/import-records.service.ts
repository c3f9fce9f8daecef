import { Injectable } from '@nestjs/common';
import { SETTINGS } from '../../../common/settings/settings.js';
import { SettingsService } from '../../../common/settings/settings.service.js';
import { MediaService, MediaStatus } from '../../media/index.js';
import type { Media, MediaFile } from '../../media/index.js';
import { ImportNote } from '../download.entity.js';
import type { Download, StoredFile } from '../download.entity.js';
import { EpisodeTargets, wholeIdOf } from './episode-targets.js';
import type { ImportedDownload, PlacedVideo } from './imported-download.js';
import { LibraryLeftovers } from './library-leftovers.service.js';
import { LibraryRivals } from './library-rivals.js';
import { holdsAllOf, isWorthHaving } from './quality-decision.js';

export interface RecordedImport {
  readonly files: StoredFile[];
  /** What is in the library now of this download. */
  readonly added: MediaFile[];
  readonly note: ImportNote | null;
}

/** Records what an import has placed. To be called inside the transaction in which the download completes. */
@Injectable()
export class ImportRecords {
  constructor(
    private readonly media: MediaService,
    private readonly targets: EpisodeTargets,
    private readonly rivals: LibraryRivals,
    private readonly leftovers: LibraryLeftovers,
    private readonly settings: SettingsService,
  ) {}

  /**
   * One import of a film or series after the other: of two that bring the same episode at once, the second one sees the first, and the
   * worse one never takes the place of the better.
   */
  async record(download: Pick<Download, 'id'>, imported: ImportedDownload): Promise<RecordedImport> {
    const { media } = imported;
    if (!media) return { files: [...imported.files], added: [], note: null };
    await this.media.lockFiles(wholeIdOf(media));
    const added: MediaFile[] = [];
    const superseded = new Set<number>();
    for (const video of imported.videos) {
      const file = await this.recordVideo(download.id, media, video, imported);
      if (file) added.push(file);
      else superseded.add(video.index);
    }
    await this.leftovers.note(imported.unwanted);
    for (const id of new Set([media.id, wholeIdOf(media)])) await this.settle(id);
    const files = imported.files.map((file) => (superseded.has(file.index) ? asSuperseded(file) : file));
    const hasKept = files.some((file) => file.is_superseded);
    return { files, added, note: hasKept ? ImportNote.KeptExisting : null };
  }

  /** A series can be watched when any episode can. An episode that was not among the files is wanted again. */
  private async settle(titleId: string): Promise<void> {
    const { length } = await this.media.filesOf(titleId);
    await this.media.setStatus(titleId, length > 0 ? MediaStatus.Available : MediaStatus.Wanted);
  }

  /** Null when the library has as good a file by now. */
  private async recordVideo(
    downloadId: string,
    media: Media,
    { file, numbers, onDisk }: PlacedVideo,
    { missing, replaceable }: ImportedDownload,
  ): Promise<MediaFile | null> {
    const known = await this.rivals.find(downloadId, media, numbers);
    const rivals = known.filter(({ id }) => !missing.has(id));
    if (!isWorthHaving(file, rivals, this.settings.get(SETTINGS.library.upgrade))) {
      await this.leftovers.note(onDisk);
      return null;
    }
    const [titleId, ...others] = await this.targets.titlesOf(media, numbers);
    const row = await this.media.addFile({ ...file, mediaId: titleId });
    for (const id of [titleId, ...others]) await this.media.setStatus(id, MediaStatus.Available);
    if (this.settings.get(SETTINGS.library.replace_on_upgrade)) await this.replace(row, rivals, replaceable);
    return row;
  }

  /** Only what is worse, and holds nothing else; and only files that were seen on disk. */
  private async replace(
    better: MediaFile,
    rivals: readonly MediaFile[],
    replaceable: ImportedDownload['replaceable'],
  ): Promise<void> {
    for (const rival of rivals) {
      const onDisk = replaceable.get(rival.id);
      const isWorse = isWorthHaving(better, [rival], 'better') && holdsAllOf(better, rival);
      if (!onDisk || !isWorse || rival.relativePath === better.relativePath) continue;
      await this.media.removeFile(rival);
      await this.leftovers.note(onDisk);
    }
  }
}

const asSuperseded = ({ media_path: _, ...file }: StoredFile): StoredFile => ({
  ...file,
  is_superseded: true,
});
