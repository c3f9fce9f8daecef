import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { QueueModule } from '../../common/queue/queue.module.js';
import { AuthModule } from '../auth/index.js';
import { MediaModule } from '../media/index.js';
import { SearchModule } from '../search/index.js';
import { Download } from './download.entity.js';
import { DownloadAvailability } from './download-availability.js';
import { DownloadCommands } from './download-commands.service.js';
import { DownloadLeftover } from './download-leftover.entity.js';
import { DownloadNudges } from './download-nudges.js';
import { DOWNLOAD_RUN } from './download-run.queue.js';
import { DownloadFetch } from './download-fetch.js';
import { DownloadSources } from './download-sources.js';
import { DownloadTargets } from './download-targets.js';
import { DownloadsController } from './downloads.controller.js';
import { DownloadsRepository } from './downloads.repository.js';
import { DownloadsService } from './downloads.service.js';
import { OwnedDownloadsRepository } from './owned-downloads.repository.js';
import { OwnedDownloads } from './owned-downloads.service.js';
import { WorkerNode } from './worker-node.entity.js';

/** Asking for downloads. `AuthModule` is here because rows belong to people, in every process. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Download, DownloadLeftover, WorkerNode]),
    QueueModule.register(DOWNLOAD_RUN),
    AuthModule,
    MediaModule,
    SearchModule,
  ],
  controllers: [DownloadsController],
  providers: [
    DownloadsService,
    DownloadCommands,
    DownloadFetch,
    DownloadSources,
    DownloadTargets,
    DownloadAvailability,
    DownloadNudges,
    DownloadsRepository,
    OwnedDownloads,
    OwnedDownloadsRepository,
  ],
  exports: [
    DownloadsService,
    DownloadCommands,
    DownloadAvailability,
    DownloadsRepository,
    DownloadFetch,
    OwnedDownloads,
  ],
})
export class DownloadsModule {}
