import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { QueueModule } from '../../common/queue/queue.module.js';
import { AuthModule } from '../auth/index.js';
import { MediaModule } from '../media/index.js';
import { SearchModule } from '../search/index.js';
import { BlockedRelease } from './blocklist/blocked-release.entity.js';
import { BlockedReleasesRepository } from './blocklist/blocked-releases.repository.js';
import { BlockedReleases } from './blocklist/blocked-releases.service.js';
import { BlocklistController } from './blocklist/blocklist.controller.js';
import { Download } from './download.entity.js';
import { DownloadAdmission } from './download-admission.js';
import { DownloadAvailability } from './download-availability.js';
import { DownloadBatches } from './download-batches.service.js';
import { DownloadChanges } from './download-changes.service.js';
import { DownloadCommandsController } from './download-commands.controller.js';
import { DownloadCommands } from './download-commands.service.js';
import { DownloadLeftover } from './download-leftover.entity.js';
import { DownloadMediaUse } from './download-media-use.js';
import { DownloadLists } from './download-list.repository.js';
import { DownloadNudges } from './download-nudges.js';
import { DOWNLOAD_RUN } from './download-run.queue.js';
import { DownloadFetch } from './download-fetch.js';
import { DownloadSources } from './download-sources.js';
import { DownloadTargets } from './download-targets.js';
import { DownloadsController } from './downloads.controller.js';
import { DownloadsRepository } from './downloads.repository.js';
import { DownloadsService } from './downloads.service.js';
import { FinishedDownloads } from './finished-downloads.js';
import { DownloadFilesController } from './files/download-files.controller.js';
import { DownloadFiles } from './files/download-files.service.js';
import { LibraryDisk } from './import/library-disk.js';
import { LibraryLeftover } from './import/library-leftover.entity.js';
import { OwnedDownloadsRepository } from './owned-downloads.repository.js';
import { OwnedDownloads } from './owned-downloads.service.js';
import { TorrentFilesController } from './torrent-files.controller.js';
import { TorrentFiles } from './torrent-files.service.js';
import { DownloadUsage } from './quotas/download-usage.entity.js';
import { QuotasController } from './quotas/quotas.controller.js';
import { QuotasRepository } from './quotas/quotas.repository.js';
import { QuotasService } from './quotas/quotas.service.js';
import { UserQuota } from './quotas/user-quota.entity.js';
import { WorkerNode } from './worker-node.entity.js';

/** Asking for downloads. `AuthModule` is here because rows belong to people, in every process. */
@Module({
  imports: [
    TypeOrmModule.forFeature([
      Download,
      DownloadLeftover,
      WorkerNode,
      BlockedRelease,
      DownloadUsage,
      UserQuota,
      LibraryLeftover,
    ]),
    QueueModule.register(DOWNLOAD_RUN),
    AuthModule,
    MediaModule,
    SearchModule,
  ],
  controllers: [
    BlocklistController,
    QuotasController,
    DownloadCommandsController,
    DownloadFilesController,
    DownloadsController,
    TorrentFilesController,
  ],
  providers: [
    DownloadFiles,
    LibraryDisk,
    DownloadsService,
    DownloadAdmission,
    FinishedDownloads,
    BlockedReleases,
    BlockedReleasesRepository,
    QuotasRepository,
    QuotasService,
    DownloadCommands,
    DownloadChanges,
    DownloadBatches,
    DownloadLists,
    DownloadFetch,
    DownloadSources,
    TorrentFiles,
    DownloadTargets,
    DownloadAvailability,
    DownloadMediaUse,
    DownloadNudges,
    DownloadsRepository,
    OwnedDownloads,
    OwnedDownloadsRepository,
  ],
  exports: [
    DownloadFiles,
    LibraryDisk,
    DownloadsService,
    BlockedReleases,
    QuotasRepository,
    QuotasService,
    DownloadCommands,
    DownloadChanges,
    DownloadBatches,
    DownloadAvailability,
    DownloadsRepository,
    DownloadFetch,
    OwnedDownloads,
  ],
})
export class DownloadsModule {}
