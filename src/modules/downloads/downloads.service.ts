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
import { DownloadAdmission } from './download-admission.js';
import { DownloadAvailability } from './download-availability.js';
import { DownloadNudges } from './download-nudges.js';
import { assertLimitsFit, assertPriority, limitsAfter } from './download-change.js';
import { DownloadLists } from './download-list.repository.js';
import type { DownloadListQuery, DownloadSummary, ListedDownload } from './download-list.repository.js';
import { DownloadState } from './download-state.js';
import { DownloadSources } from './download-sources.js';
import type { IdentifiedSource } from './download-sources.js';
import { DownloadTargets } from './download-targets.js';
import type { DownloadRequest } from './download-request.js';
import { DownloadExistsError } from './downloads.errors.js';
import { factsOf } from './downloads.events.js';
import { DownloadsRepository } from './downloads.repository.js';
import type { NewDownload, Visible } from './downloads.repository.js';
import { FinishedDownloads } from './finished-downloads.js';
import { chooseVideos } from './import/choose-videos.js';

/** A download as lists show it. */
export interface ShownDownload extends ListedDownload {
  /** Among everything that waits for a worker, from 1; null when it does not. */
  readonly queuePosition: number | null;
}

/** With its files and peers. */
export interface DetailedDownload extends ShownDownload {
  readonly download: Download;
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
    private readonly lists: DownloadLists,
    private readonly sources: DownloadSources,
    private readonly targets: DownloadTargets,
    private readonly admission: DownloadAdmission,
    private readonly finished: FinishedDownloads,
    private readonly availability: DownloadAvailability,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly nudges: DownloadNudges,
    private readonly settings: SettingsService,
  ) {}

  /** Records what is to be fetched; a worker takes it from there. Refuses what is being fetched already, and too many at once. */
  async start(actor: Actor, request: DownloadRequest): Promise<Download> {
    this.settings.requireFeature(SETTINGS.features.downloads_enabled);
    assertPriority(actor, request.priority);
    const id = randomUUID();
    const source = await this.sources.identify(actor, request);
    assertLimitsFit(source.source.kind, request.limits);
    const finished = isRepeatable(request) ? null : await this.finished.find(source.identity, actor.id);
    if (!finished) await this.admission.refuseWithoutRoom(source.totalBytes);
    const download = await this.uow.run(() => this.record(id, actor, request, source, finished));
    if (!finished) await this.uow.afterCommit(() => this.nudges.toRun(download.id));
    return download;
  }

  async getById(actor: Actor, id: string): Promise<DetailedDownload> {
    const found = await this.downloads.findTitled(id, visibleTo(actor));
    if (!found) throw new NotFoundError('Download', id);
    const fileCount = found.download.files.filter(({ is_wanted: isWanted = true }) => isWanted).length;
    const positions = await this.lists.positionsOf(waiting([found.download]));
    return { ...found, fileCount, queuePosition: positions.get(id) ?? null };
  }

  /** Newest first unless the query says otherwise. */
  async list(actor: Actor, query: DownloadListQuery): Promise<{ found: ShownDownload[]; total: number }> {
    const { found, total } = await this.lists.page(visibleTo(actor), query);
    const positions = await this.lists.positionsOf(waiting(found.map(({ download }) => download)));
    const shown = found.map((one) => ({ ...one, queuePosition: positions.get(one.download.id) ?? null }));
    return { found: shown, total };
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
    finished: Download | null,
  ): Promise<Download> {
    if (!finished) await this.admission.admit(actor.id, identified.totalBytes);
    const media = await this.targets.resolve(actor, request, identified);
    const download = await this.downloads.insertIfNew(newDownload(id, actor, request, identified, media));
    if (!download) throw new DownloadExistsError(identified.infoHash);
    if (finished) return this.skip(download, finished);
    if (media) await this.availability.onUnderWay(media.id);
    const { releaseName } = download;
    await this.outbox.record('download.created', { ...factsOf(download), release_name: releaseName });
    await this.audit.record(auditEntryOf('download_started', download, null, startFacts(download)));
    return download;
  }

  /** It is in the library: the row tells so, and nothing is fetched. */
  private async skip(download: Download, { id, files, totalBytes, bytesDone }: Download): Promise<Download> {
    const changes = {
      state: DownloadState.Skipped,
      files,
      totalBytes,
      bytesDone,
      completedAt: () => 'now()',
    };
    const skipped = await this.downloads.update(download.id, changes);
    const { releaseName } = skipped;
    await this.outbox.record('download.skipped', { ...factsOf(skipped), release_name: releaseName });
    const facts = { ...startFacts(skipped), completed_as: id };
    await this.audit.record(auditEntryOf('download_started', skipped, null, facts));
    return skipped;
  }
}

/** Somebody who wants it again, or parts of it, gets it. */
const isRepeatable = ({ isForced, limits }: DownloadRequest): boolean =>
  isForced === true || (limits.wantedFiles ?? null) !== null;

const waiting = (downloads: readonly DownloadSummary[]): string[] =>
  downloads.filter(({ state }) => state === DownloadState.Pending).map(({ id }) => id);

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
    limits: limitsAfter({}, request.limits),
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
