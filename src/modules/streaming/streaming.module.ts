import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DownloadsModule } from '../downloads/index.js';
import { MediaModule } from '../media/index.js';
import { DownloadFileBytesController } from './download-files/download-file-bytes.controller.js';
import { DownloadFileBytes } from './download-files/download-file-bytes.service.js';
import { LibraryFiles } from './library-files.js';
import { PlayablesService } from './playables.service.js';
import { PublicOrigin } from './public-origin.js';
import { StreamFilesController } from './stream-files.controller.js';
import { StreamLinks } from './stream-links.js';
import { StreamOpener } from './stream-opener.service.js';
import { StreamingSession } from './streaming-session.entity.js';
import { StreamingSessionsRepository } from './streaming-sessions.repository.js';
import { StreamingSignOutsListener } from './streaming-sign-outs.listener.js';
import { StreamingController } from './streaming.controller.js';
import { StreamingService } from './streaming.service.js';
import { WorkerBytes } from './worker-bytes.js';

@Module({
  imports: [TypeOrmModule.forFeature([StreamingSession]), MediaModule, DownloadsModule],
  controllers: [StreamingController, StreamFilesController, DownloadFileBytesController],
  providers: [
    DownloadFileBytes,
    LibraryFiles,
    PlayablesService,
    PublicOrigin,
    StreamLinks,
    StreamOpener,
    StreamingService,
    StreamingSessionsRepository,
    WorkerBytes,
  ],
  exports: [StreamingService],
})
export class StreamingModule {}

/** What streaming does in the worker process: it listens. */
@Module({
  imports: [TypeOrmModule.forFeature([StreamingSession])],
  providers: [StreamingSessionsRepository, StreamingSignOutsListener],
})
export class StreamingWorkerModule {}
