import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/access/actor.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { NotFoundError } from '../../common/errors/common.errors.js';
import { AuditLog } from '../audit/index.js';
import { SETTINGS } from '../../common/settings/settings.js';
import { SettingsService } from '../../common/settings/settings.service.js';
import { MediaService } from '../media/index.js';
import type { Media } from '../media/index.js';
import type { Playable } from './playable.js';
import { PlayablesService } from './playables.service.js';
import { chooseByQuality } from './stream-quality.js';
import type { StreamQuality } from './stream-quality.js';
import type { StreamingSession } from './streaming-session.entity.js';
import { StreamingSessionsRepository } from './streaming-sessions.repository.js';
import type { NewStreamingSession } from './streaming-sessions.repository.js';
import { StreamNotReadyError, StreamSourceNotFoundError } from './streaming.errors.js';

const MINUTE_MS = 60_000;
/** Expired sessions answer "expired" for a day, then they are forgotten. */
const KEPT_AFTER_EXPIRY_MS = 24 * 60 * MINUTE_MS;

export interface StreamWish {
  readonly quality?: StreamQuality | undefined;
  readonly subtitleLanguage?: string | undefined;
}

/** Permission to play something. */
export interface GrantedStream {
  readonly session: StreamingSession;
  readonly playable: Playable;
}

@Injectable()
export class StreamingService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly media: MediaService,
    private readonly playables: PlayablesService,
    private readonly sessions: StreamingSessionsRepository,
    private readonly audit: AuditLog,
    private readonly settings: SettingsService,
  ) {}

  /** A session for the file that fits the wish best, else for the unfinished download. */
  async start(actor: Actor, mediaId: string, wish: StreamWish): Promise<GrantedStream> {
    this.settings.requireFeature(SETTINGS.features.streaming_enabled);
    const media = await this.media.getById(mediaId);
    const playable = await this.choose(actor, media, wish.quality);
    const session = await this.uow.run(async () => {
      await this.sessions.deleteExpired(actor.id, new Date(Date.now() - KEPT_AFTER_EXPIRY_MS));
      return this.open('stream_started', this.draft(actor, media.id, playable, wish));
    });
    return { session, playable };
  }

  /** A link to each thing there is to play. Asking again gives the same links until half of their time is over. */
  async listStreams(actor: Actor, mediaId: string): Promise<{ media: Media; streams: GrantedStream[] }> {
    this.settings.requireFeature(SETTINGS.features.streaming_enabled);
    const media = await this.media.getById(mediaId);
    const unfinished = await this.playables.unfinished(actor, media.id);
    const playables = [
      ...(await this.playables.files(media.id)),
      ...(unfinished?.playable ? [unfinished.playable] : []),
    ];
    const streams = await this.uow.run(async () => {
      const granted: GrantedStream[] = [];
      for (const playable of playables) {
        granted.push({
          session: await this.reuseOrInsert(this.draft(actor, media.id, playable, {})),
          playable,
        });
      }
      return granted;
    });
    return { media, streams };
  }

  /** The best local copy, or null. */
  async localCopy(mediaId: string): Promise<Playable | null> {
    const media = await this.media.getById(mediaId);
    const [best] = await this.playables.files(media.id);
    return best ?? null;
  }

  /** Revoking twice is fine. */
  async revoke(actor: Actor, sessionId: string): Promise<void> {
    await this.uow.run(async () => {
      const session = await this.sessions.lockOwned(actor.id, sessionId);
      if (!session) throw new NotFoundError('Streaming session', sessionId);
      if (session.revokedAt !== null) return;
      await this.sessions.revoke(session.id);
      await this.note('stream_revoked', session);
    });
  }

  private get linkLifeMs(): number {
    return this.settings.get(SETTINGS.limits.stream_session_minutes) * MINUTE_MS;
  }

  private async choose(actor: Actor, media: Media, quality: StreamQuality | undefined): Promise<Playable> {
    const file = chooseByQuality(await this.playables.files(media.id), quality);
    if (file) return file;
    const unfinished = await this.playables.unfinished(actor, media.id);
    if (!unfinished) throw new StreamSourceNotFoundError(media.id);
    if (!unfinished.playable) throw new StreamNotReadyError(unfinished.downloadId, unfinished.status);
    return unfinished.playable;
  }

  private draft(actor: Actor, mediaId: string, playable: Playable, wish: StreamWish): NewStreamingSession {
    return {
      userId: actor.id,
      authSessionId: actor.sessionId,
      mediaId,
      fileId: playable.fileId,
      downloadId: playable.downloadId,
      quality: wish.quality ?? null,
      subtitleLanguage: wish.subtitleLanguage ?? null,
      expiresAt: new Date(Date.now() + this.linkLifeMs),
    };
  }

  private async reuseOrInsert(draft: NewStreamingSession): Promise<StreamingSession> {
    const halfTime = new Date(Date.now() + this.linkLifeMs / 2);
    return (await this.sessions.findReusable(draft, halfTime)) ?? this.open('stream_link_issued', draft);
  }

  private async open(action: string, draft: NewStreamingSession): Promise<StreamingSession> {
    const session = await this.sessions.insert(draft);
    await this.note(action, session);
    return session;
  }

  private note(action: string, session: StreamingSession): Promise<void> {
    const { id, mediaId, fileId, downloadId, quality, expiresAt } = session;
    const facts = {
      session_id: id,
      file_id: fileId,
      download_id: downloadId,
      quality,
      expires_at: expiresAt,
    };
    return this.audit.record({ action, resource: 'media', resourceId: mediaId, newValue: facts });
  }
}
