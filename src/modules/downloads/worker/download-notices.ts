import { Injectable } from '@nestjs/common';
import { AfterCommit } from '../../../common/events/after-commit.decorator.js';
import type { DomainEvent } from '../../../common/events/event-map.js';
import { RealtimePublisher, userRoom } from '../../realtime/index.js';
import { toProgressMessage } from '../download-progress.message.js';
import { DownloadsRepository } from '../downloads.repository.js';

/** Tells the owner's sockets how a download ended. */
@Injectable()
export class DownloadNotices {
  constructor(
    private readonly downloads: DownloadsRepository,
    private readonly realtime: RealtimePublisher,
  ) {}

  @AfterCommit('download.completed')
  async onCompleted({ payload }: DomainEvent<'download.completed'>): Promise<void> {
    await this.tell(payload.download_id, 'info', (title) => `Download completed successfully: ${title}`);
  }

  @AfterCommit('download.failed')
  async onFailed({ payload }: DomainEvent<'download.failed'>): Promise<void> {
    await this.tell(
      payload.download_id,
      'error',
      (title) => `Download failed: ${title}. ${payload.error_message}`,
    );
  }

  private async tell(id: string, level: 'info' | 'error', say: (title: string) => string): Promise<void> {
    const found = await this.downloads.findTitled(id, null);
    if (!found) return;
    const { download, mediaTitle } = found;
    const room = userRoom(download.ownerId);
    await this.realtime.publish(room, toProgressMessage(download));
    const timestamp = new Date().toISOString();
    await this.realtime.publish(room, { type: 'notification', level, message: say(mediaTitle), timestamp });
  }
}
