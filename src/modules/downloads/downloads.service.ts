import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/access/actor.js';
import { Role, includesRole } from '../../common/access/role.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { NotFoundError } from '../../common/errors/common.errors.js';
import { Outbox } from '../../common/events/outbox.js';
import { SETTINGS } from '../../common/settings/settings.js';
import { SettingsService } from '../../common/settings/settings.service.js';
import { AuditLog } from '../audit/index.js';
import type { Media } from '../media/index.js';
import type { Download } from './download.entity.js';
import { auditEntryOf } from './download-audit.js';
import { DownloadAvailability } from './download-availability.js';
import { DownloadNudges } from './download-nudges.js';
import { DownloadState, DownloadStatus, statesOf } from './download-state.js';
import { DownloadSources } from './download-sources.js';
import type { IdentifiedSource } from './download-sources.js';
import { DownloadTargets } from './download-targets.js';
import type { DownloadRequest } from './download-request.js';
import { DownloadExistsError, DownloadLimitError } from './downloads.errors.js';
import { factsOf } from './downloads.events.js';
import { DownloadsRepository } from './downloads.repository.js';
import type { NewDownload, TitledDownload, Visible } from './downloads.repository.js';
import { chooseVideos } from './import/choose-videos.js';

export interface DownloadFilter {
  /** All when not given. */
  readonly status?: DownloadStatus | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Where a player gets the bytes of an unfinished download. */
export interface StreamSource {
  readonly downloadId: string;
  readonly ownerId: string;
  /** Of the worker that runs it; null while none does. */
  readonly baseUrl: string | null;
  readonly fileIndex: number;
  readonly fileName: string;
  readonly sizeBytes: number;
}

/** Moderators see everybody's. */
export const visibleTo = (actor: Actor): Visible =>
  includesRole(actor.role, Role.Moderator) ? null : actor.id;

/** Starting, finding and listing downloads. Running them is the workers' part. */
@Injectable()
export class DownloadsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly downloads: DownloadsRepository,
    private readonly sources: DownloadSources,
    private readonly targets: DownloadTargets,
    private readonly availability: DownloadAvailability,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly nudges: DownloadNudges,
    private readonly settings: SettingsService,
  ) {}

  /** Records what is to be fetched; a worker takes it from there. Refuses what is being fetched already, and too many at once. */
  async start(actor: Actor, request: DownloadRequest): Promise<Download> {
    this.settings.requireFeature(SETTINGS.features.downloads_enabled);
    const id = randomUUID();
    const source = await this.sources.identify(actor, request);
    const download = await this.uow.run(() => this.record(id, actor, request, source));
    await this.uow.afterCommit(() => this.nudges.toRun(download.id));
    return download;
  }

  async getById(actor: Actor, id: string): Promise<TitledDownload> {
    const found = await this.downloads.findTitled(id, visibleTo(actor));
    if (!found) throw new NotFoundError('Download', id);
    return found;
  }

  /** Newest first. */
  list(
    actor: Actor,
    { status, offset, limit }: DownloadFilter,
  ): Promise<{ found: TitledDownload[]; total: number }> {
    const states = status === undefined ? Object.values(DownloadState) : statesOf(status);
    return this.downloads.list(visibleTo(actor), states, { offset, limit });
  }

  /** The unfinished download of a title, the furthest of several; null when there is none. Asks nobody's permission. */
  activeForMedia(mediaId: string): Promise<Download | null> {
    return this.downloads.findUnfinished(mediaId);
  }

  /** The largest video of a download; null while its files are unknown, or when none is a video. */
  async streamSource(downloadId: string): Promise<StreamSource | null> {
    const download = await this.downloads.findById(downloadId);
    const [video] = chooseVideos(download?.files ?? []);
    if (!download || !video || video.size_bytes === null) return null;
    return {
      downloadId,
      ownerId: download.ownerId,
      baseUrl: await this.downloads.findBaseUrl(downloadId),
      fileIndex: video.index,
      fileName: video.path.split('/').at(-1) ?? video.path,
      sizeBytes: video.size_bytes,
    };
  }

  private async record(
    id: string,
    actor: Actor,
    request: DownloadRequest,
    identified: IdentifiedSource,
  ): Promise<Download> {
    await this.downloads.lockOwner(actor.id);
    const media = await this.targets.resolve(actor, request, identified);
    const limit = this.settings.get(SETTINGS.limits.downloads_per_user);
    if ((await this.downloads.countActive(actor.id)) >= limit) throw new DownloadLimitError(limit);
    const download = await this.downloads.insertIfNew(newDownload(id, actor, request, identified, media));
    if (!download) throw new DownloadExistsError(identified.infoHash);
    if (media) await this.availability.onUnderWay(media.id);
    const { releaseName } = download;
    await this.outbox.record('download.created', { ...factsOf(download), release_name: releaseName });
    await this.audit.record(auditEntryOf('download_started', download, null, startFacts(download)));
    return download;
  }
}

function newDownload(
  id: string,
  actor: Actor,
  request: DownloadRequest,
  identified: IdentifiedSource,
  media: Media | null,
): NewDownload {
  const { source, identity, infoHash, metadata, totalBytes } = identified;
  return {
    id,
    ownerId: actor.id,
    mediaId: media?.id ?? null,
    sourceId: request.sourceId,
    kind: source.kind,
    identity,
    source,
    infoHash,
    metadata,
    releaseName: identified.releaseName ?? media?.title ?? identity,
    qualityPreference: request.qualityPreference,
    priority: request.priority,
    limits: request.limits,
    totalBytes,
  };
}

const startFacts = (download: Download): object => ({
  kind: download.kind,
  info_hash: download.infoHash,
  source_id: download.sourceId,
  quality_preference: download.qualityPreference,
  priority: download.priority,
});
