import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/access/actor.js';
import { Role, includesRole } from '../../common/access/role.js';
import { ForbiddenError } from '../../common/errors/common.errors.js';
import { DomainError } from '../../common/errors/domain-error.js';
import { SETTINGS } from '../../common/settings/settings.js';
import { SettingsService } from '../../common/settings/settings.service.js';
import { DownloadCommands } from './download-commands.service.js';
import { DownloadLists } from './download-list.repository.js';
import type { DownloadRequest } from './download-request.js';
import { DownloadState } from './download-state.js';
import type { Download } from './download.entity.js';
import { DownloadsService } from './downloads.service.js';

/** How one of several went. */
export type Outcome = { readonly download: Download } | { readonly refusal: DomainError };

/** What a command to many downloads came to. */
export interface BatchResult {
  readonly changed: number;
  readonly refused: readonly { readonly id: string; readonly refusal: DomainError }[];
}

/** Several downloads at once, each on its own: what one is refused does not stop the others. */
@Injectable()
export class DownloadBatches {
  constructor(
    private readonly downloads: DownloadsService,
    private readonly commands: DownloadCommands,
    private readonly lists: DownloadLists,
    private readonly settings: SettingsService,
  ) {}

  /** In the order of the requests; each is read when its turn comes, so that a bad one is refused alone. */
  async start(actor: Actor, requests: readonly (() => DownloadRequest)[]): Promise<Outcome[]> {
    this.settings.requireFeature(SETTINGS.features.downloads_enabled);
    const outcomes: Outcome[] = [];
    for (const request of requests)
      outcomes.push(await outcomeOf(async () => this.downloads.start(actor, request())));
    return outcomes;
  }

  /** The caller's own downloads, or with `everybody` those of all people, for moderators. */
  pauseAll(actor: Actor, everybody: boolean): Promise<BatchResult> {
    const states = [DownloadState.Pending, DownloadState.Running];
    return this.each(actor, everybody, states, (id) => this.commands.pause(actor, id));
  }

  /** Continues what is paused, the oldest first, until its owners have as many under way as they may. */
  resumeAll(actor: Actor, everybody: boolean): Promise<BatchResult> {
    this.settings.requireFeature(SETTINGS.features.downloads_enabled);
    return this.each(actor, everybody, [DownloadState.Paused], (id) => this.commands.resume(actor, id));
  }

  private async each(
    actor: Actor,
    everybody: boolean,
    states: readonly DownloadState[],
    command: (id: string) => Promise<Download>,
  ): Promise<BatchResult> {
    if (everybody && !includesRole(actor.role, Role.Moderator))
      throw new ForbiddenError('Only moderators may do this to everybody’s downloads');
    const ids = await this.lists.idsIn(everybody ? null : actor.id, states);
    const refused: { id: string; refusal: DomainError }[] = [];
    for (const id of ids) {
      const outcome = await outcomeOf(() => command(id));
      if ('refusal' in outcome) refused.push({ id, refusal: outcome.refusal });
    }
    return { changed: ids.length - refused.length, refused };
  }
}

async function outcomeOf(work: () => Promise<Download>): Promise<Outcome> {
  try {
    return { download: await work() };
  } catch (error) {
    if (error instanceof DomainError && error.kind !== 'unavailable') return { refusal: error };
    throw error;
  }
}
