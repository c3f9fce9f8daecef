import { createHash } from 'node:crypto';
import { titleKey } from '../../media/index.js';
import { SearchMediaType } from '../providers/search-provider.js';
import type { Finding, ProviderQuery, SourceDraft } from '../providers/search-provider.js';
import type { ParsedRelease } from '../release/release-name.js';
import { plainTitle } from '../release/plain-title.js';
import { rememberedRelease } from '../release/remembered-release.js';
import { candidateOfTitle, nameKeys } from '../titles/title-candidate.js';
import type { TitleCandidate } from '../titles/title-candidate.js';

/** A source whose name is understood. */
export interface FoundSourceItem {
  readonly draft: SourceDraft;
  readonly parsed: ParsedRelease;
  /** Sources with one identity are the same. */
  readonly identity: string;
}

/** What was found, with the title that it belongs under. */
export interface FoundItem {
  readonly candidate: TitleCandidate;
  readonly sources: readonly FoundSourceItem[];
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Understands a finding; null when it is of the other media type than what was asked for. */
export function toFoundItem(finding: Finding, query: ProviderQuery, provider: string): FoundItem | null {
  const drafts = finding.kind === 'title' ? finding.sources : [finding.source];
  const sources = drafts.map((draft) => ({
    draft,
    parsed: understood(draft),
    identity: draft.infoHash ?? hashOf(`${provider}|${draft.guid}`),
  }));
  const [only] = sources;
  if (finding.kind === 'release' && !only) return null;
  const candidate =
    finding.kind === 'title' ? candidateOfTitle(finding.title) : only && candidateOfRelease(only, query);
  if (!candidate) return null;
  const isWanted = query.mediaType === SearchMediaType.All || query.mediaType === candidate.mediaType;
  return isWanted ? { candidate, sources } : null;
}

/** What was measured is true; names leave it out or boast. */
function understood({ releaseName, measured }: SourceDraft): ParsedRelease {
  const parsed = rememberedRelease(releaseName);
  if (!measured) return parsed;
  return {
    ...parsed,
    resolution: measured.resolution ?? parsed.resolution,
    codec: measured.codec ?? parsed.codec,
  };
}

function candidateOfRelease({ draft, parsed }: FoundSourceItem, query: ProviderQuery): TitleCandidate {
  // A name such as `S01E04.mkv` has no title: it was found for the one that was asked for.
  const title = plainTitle(parsed) || query.query;
  return {
    mediaType: mediaTypeOf(draft, parsed, query),
    title,
    year: parsed.year ?? assumedYear(parsed, query),
    keys: nameKeys([title, ...parsed.alternativeTitles]),
    tmdbId: draft.tmdbId,
    imdbId: draft.imdbId,
    details: null,
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
  return year !== null && titleKey(plainTitle(parsed)) === titleKey(query) ? year : null;
}
