import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/access/actor.js';
import { Role, includesRole } from '../../common/access/role.js';
import { DownloadsService } from '../downloads/index.js';
import { MediaService } from '../media/index.js';
import { LibraryFiles } from './library-files.js';
import { playableDownload, playableFile } from './playable.js';
import type { Playable } from './playable.js';

export interface UnfinishedDownload {
  readonly downloadId: string;
  readonly status: string;
  /** Null while the files of the download are not known. */
  readonly playable: Playable | null;
}

/** Finds what there is to play. */
@Injectable()
export class PlayablesService {
  constructor(
    private readonly media: MediaService,
    private readonly downloads: DownloadsService,
    private readonly library: LibraryFiles,
  ) {}

  /** Files that are really there, best first. */
  async files(mediaId: string): Promise<Playable[]> {
    const files = await this.media.filesOf(mediaId);
    const present = await Promise.all(files.map((file) => this.library.exists(file)));
    return files.filter((_, index) => present[index]).map(playableFile);
  }

  /** Of an unfinished download only its owner and moderators know; the finished file is everybody's. */
  async unfinished(actor: Actor, mediaId: string): Promise<UnfinishedDownload | null> {
    const download = await this.downloads.activeForMedia(mediaId);
    if (!download) return null;
    if (download.ownerId !== actor.id && !includesRole(actor.role, Role.Moderator)) return null;
    const source = await this.downloads.streamSource(download.id);
    return { downloadId: download.id, status: download.state, playable: source && playableDownload(source) };
  }
}
