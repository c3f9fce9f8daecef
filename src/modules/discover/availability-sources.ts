import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/access/actor.js';
import type { TmdbMediaType } from '../tmdb/index.js';

export interface TitleRef {
  readonly mediaType: TmdbMediaType;
  readonly tmdbId: number;
}

/** Names a title in the answers of the sources. */
export const titleRefKey = ({ mediaType, tmdbId }: TitleRef): string => `${mediaType}:${tmdbId}`;

/** Answers with the keys of those titles that Plex has, or null when it can't be told now. */
export type FindInPlex = (titles: readonly TitleRef[]) => Promise<ReadonlySet<string> | null>;

/** Answers with the id of the open request for each title, by key, as far as `actor` may see them. */
export type FindOpenRequests = (
  actor: Actor,
  titles: readonly TitleRef[],
) => Promise<ReadonlyMap<string, string>>;

/** Where modules that know more about titles register what they know. What nobody registered is not known. */
@Injectable()
export class AvailabilitySources {
  private plex: FindInPlex | undefined;
  private requests: FindOpenRequests | undefined;

  registerPlex(find: FindInPlex): void {
    this.plex = find;
  }

  registerRequests(find: FindOpenRequests): void {
    this.requests = find;
  }

  async inPlex(titles: readonly TitleRef[]): Promise<ReadonlySet<string> | null> {
    return this.plex ? this.plex(titles) : null;
  }

  async openRequests(actor: Actor, titles: readonly TitleRef[]): Promise<ReadonlyMap<string, string>> {
    return this.requests ? this.requests(actor, titles) : new Map<string, string>();
  }
}
