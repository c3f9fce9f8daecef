import { createHash } from 'node:crypto';
import { SearchMediaType } from '../providers/search-provider.js';
import type { ProviderQuery, SourceDraft } from '../providers/search-provider.js';
import { titleKey } from '../../media/index.js';
import { isSameTitle } from './same-title.js';
import { parseReleaseName } from './release-name.js';
import type { ParsedRelease } from './release-name.js';

/** Both keys are indexed, and PostgreSQL limits the length of what it indexes. */
const MAX_KEY_LENGTH = 300;
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A draft whose name is understood, with the title it belongs under. */
export interface Release {
  readonly draft: SourceDraft;
  readonly parsed: ParsedRelease;
  readonly title: string;
  readonly year: number | null;
  readonly mediaType: 'movie' | 'tv';
  /** Releases with one key are of one title. */
  readonly groupKey: string;
  /** Releases with one identity are the same torrent. */
  readonly identity: string;
}

/** Understands a draft; null when it is of the other media type than what was asked for. */
export function toRelease(draft: SourceDraft, query: ProviderQuery, provider: string): Release | null {
  const parsed = parseReleaseName(draft.releaseName);
  const mediaType = mediaTypeOf(draft, parsed, query);
  if (query.mediaType !== SearchMediaType.All && query.mediaType !== mediaType) return null;
  const year = parsed.year ?? assumedYear(parsed, query);
  return {
    draft,
    parsed,
    title: parsed.title,
    year,
    mediaType,
    groupKey: `${mediaType}|${year ?? ''}|${titleKey(parsed.title).slice(0, MAX_KEY_LENGTH)}`,
    identity: draft.infoHash ?? hashOf(`${provider}|${draft.guid}`),
  };
}

/** A season or episode in the name weighs more than the category, which trackers get wrong. */
function mediaTypeOf(draft: SourceDraft, parsed: ParsedRelease, query: ProviderQuery): 'movie' | 'tv' {
  if (parsed.seasons.length > 0) return 'tv';
  if (draft.mediaType) return draft.mediaType;
  if (parsed.episodes.length > 0 || query.mediaType === SearchMediaType.Tv) return 'tv';
  return 'movie';
}

/** A name without a year is of the year that was asked for, when its title is. */
function assumedYear(parsed: ParsedRelease, { query, year }: ProviderQuery): number | null {
  return year !== null && titleKey(parsed.title) === titleKey(query) ? year : null;
}

export interface Mismatch {
  readonly isOtherTitle: boolean;
  readonly isOtherYear: boolean;
}

/** What speaks against a release being what was asked for. Years may differ by one between countries. */
export function mismatchOf(
  title: string,
  year: number | null,
  query: Pick<ProviderQuery, 'query' | 'year'>,
): Mismatch {
  return {
    isOtherTitle: !isSameTitle(query.query, title),
    isOtherYear: year !== null && query.year !== null && Math.abs(year - query.year) > 1,
  };
}
