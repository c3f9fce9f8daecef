import { Injectable } from '@nestjs/common';
import { SETTINGS } from '../../common/settings/settings.js';
import { SettingsService } from '../../common/settings/settings.service.js';
import { DownloadsService } from '../downloads/index.js';
import { MediaService } from '../media/index.js';
import type { MediaFile } from '../media/index.js';
import type { ByteSource } from './bytes/byte-source.js';
import { DownloadSource } from './bytes/download-source.js';
import { PatientSource } from './bytes/patient-source.js';
import { LibraryFiles } from './library-files.js';
import { StreamingSessionsRepository } from './streaming-sessions.repository.js';
import { StreamLinkExpiredError, StreamUnavailableError } from './streaming.errors.js';
import { WorkerBytes } from './worker-bytes.js';

/** Long enough for a worker to be restarted and take up its downloads, and for a file to be moved into the library. */
const PATIENCE = { totalMs: 10_000, stepMs: 500 };

/** Finds the bytes behind a session, wherever they are at that moment. */
@Injectable()
export class StreamOpener {
  constructor(
    private readonly sessions: StreamingSessionsRepository,
    private readonly media: MediaService,
    private readonly downloads: DownloadsService,
    private readonly library: LibraryFiles,
    private readonly worker: WorkerBytes,
    private readonly settings: SettingsService,
  ) {}

  /** The caller closes what it gets. Throws StreamLinkExpiredError when the session is over, FeatureDisabledError while nothing may be played. */
  async open(sessionId: string): Promise<ByteSource> {
    this.settings.requireFeature(SETTINGS.features.streaming_enabled);
    const session = await this.sessions.findLive(sessionId);
    if (!session) throw new StreamLinkExpiredError();
    if (session.fileId !== null) return this.library.open(await this.media.fileById(session.fileId), null);
    if (session.downloadId !== null) return this.openDownload(session.mediaId, session.downloadId);
    throw new StreamLinkExpiredError();
  }

  private async openDownload(mediaId: string, downloadId: string): Promise<ByteSource> {
    const source = await this.locate(mediaId, downloadId);
    if (!source) throw new StreamUnavailableError(downloadId);
    return new PatientSource(source, () => this.locate(mediaId, downloadId), PATIENCE);
  }

  private async locate(mediaId: string, downloadId: string): Promise<ByteSource | null> {
    const file = await this.importedFile(mediaId, downloadId);
    if (file) return this.library.open(file, downloadId);
    const source = await this.downloads.streamSource(downloadId);
    if (!source) return null;
    const { fileName, sizeBytes } = source;
    return new DownloadSource(downloadId, fileName, sizeBytes, (range, signal) =>
      this.worker.open(source, range, signal),
    );
  }

  /** What the download became: its largest file, which is the one that was played before. */
  private async importedFile(mediaId: string, downloadId: string): Promise<MediaFile | undefined> {
    const files = await this.media.filesOf(mediaId);
    return files
      .filter((file) => file.downloadId === downloadId)
      .sort((a, b) => b.sizeBytes - a.sizeBytes)
      .at(0);
  }
}
