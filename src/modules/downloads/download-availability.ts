import { Injectable } from '@nestjs/common';
import { MediaService, MediaStatus } from '../media/index.js';
import { DownloadsRepository } from './downloads.repository.js';

/** Keeps the status of a title in step with its downloads. To be called inside their transactions; files of no title are left out. */
@Injectable()
export class DownloadAvailability {
  constructor(
    private readonly media: MediaService,
    private readonly downloads: DownloadsRepository,
  ) {}

  async onUnderWay(mediaId: string | null): Promise<void> {
    if (mediaId !== null) await this.media.setStatus(mediaId, MediaStatus.Downloading);
  }

  /** After a failure or a cancellation: wanted again, unless another download of it goes on. */
  async onGivenUp(mediaId: string | null): Promise<void> {
    if (mediaId !== null && (await this.downloads.countUnfinished(mediaId)) === 0)
      await this.media.setStatus(mediaId, MediaStatus.Wanted);
  }
}
