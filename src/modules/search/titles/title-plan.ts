import { randomUUID } from 'node:crypto';
import type { ProviderQuery } from '../providers/search-provider.js';
import type { SearchTitle } from '../search-title.entity.js';
import { nameKeys } from './title-candidate.js';
import type { TitleCandidate } from './title-candidate.js';
import { learn } from './title-learning.js';
import { namesakes, titlesById, titlesByName } from './title-match.js';

interface PlanContext {
  readonly searchId: string;
  readonly provider: string;
  readonly query: Pick<ProviderQuery, 'year'>;
}

/**
 * Sorts what is found under the titles of one search: by id where one is told, else by name and year. Titles that turn
 * out to be one are merged. It changes the titles that it was given and tells which; storing them is the caller's.
 */
export class TitlePlan {
  readonly added = new Set<SearchTitle>();
  readonly changed = new Set<SearchTitle>();
  /** Those of the changed whose sources may deserve another score now. */
  readonly rescored = new Set<SearchTitle>();

  constructor(
    private readonly titles: SearchTitle[],
    private readonly context: PlanContext,
  ) {}

  place(candidate: TitleCandidate): SearchTitle {
    const title = this.find(candidate) ?? this.add(candidate);
    const learned = learn(title, candidate, this.context.provider);
    if (learned !== 'nothing') this.touch(title, learned === 'what_scores');
    if (candidate.details) this.absorbNamesakes(title, candidate);
    return title;
  }

  /** A title without a year belongs to its only namesake, or to the one of the year that was asked for. */
  settleYearless(): void {
    for (const title of this.titles) {
      const isOpen = title.mergedInto === null && title.year === null && !title.isIdentified;
      const home = isOpen ? this.homeOfYearless({ ...title, details: null }) : undefined;
      if (home) this.merge(title, home);
    }
  }

  /** Gives an added title another id, also where others were merged into it. */
  rename(title: SearchTitle, id: string): void {
    for (const other of this.titles) {
      if (other.mergedInto !== title.id) continue;
      other.mergedInto = id;
      this.touch(other);
    }
    title.id = id;
  }

  /** Where something placed earlier belongs now. */
  current(title: SearchTitle): SearchTitle {
    const target =
      title.mergedInto === null ? undefined : this.titles.find(({ id }) => id === title.mergedInto);
    return target ? this.current(target) : title;
  }

  private find(candidate: TitleCandidate): SearchTitle | undefined {
    return (
      titlesById(this.titles, candidate)[0] ??
      titlesByName(this.titles, candidate)[0] ??
      (candidate.year === null ? this.homeOfYearless(candidate) : undefined)
    );
  }

  private homeOfYearless(candidate: TitleCandidate): SearchTitle | undefined {
    const dated = namesakes(this.titles, candidate).filter(({ year }) => year !== null);
    const asked = dated.filter(({ year }) => year === this.context.query.year);
    if (asked.length === 1) return asked[0];
    return dated.length === 1 || candidate.mediaType === 'tv' ? first(dated) : undefined;
  }

  /** What was known by name only may be this title under any of its names. */
  private absorbNamesakes(title: SearchTitle, candidate: TitleCandidate): void {
    const same = [...titlesById(this.titles, candidate), ...titlesByName(this.titles, candidate)];
    for (const other of new Set(same)) {
      if (other !== title && (!other.isIdentified || !title.isIdentified)) this.merge(other, title);
    }
  }

  private merge(from: SearchTitle, into: SearchTitle): void {
    from.mergedInto = into.id;
    into.mediaId ??= from.mediaId;
    into.foundBy = [...new Set([...into.foundBy, ...from.foundBy])];
    into.keys = [...new Set([...into.keys, ...from.keys])];
    this.touch(from, true);
    this.touch(into, true);
  }

  private add({ mediaType, title, year, keys }: TitleCandidate): SearchTitle {
    const added: SearchTitle = {
      searchId: this.context.searchId,
      id: randomUUID(),
      keys: keys.length > 0 ? [...keys] : nameKeys([title]),
      title,
      originalTitle: null,
      year,
      mediaType,
      tmdbId: null,
      imdbId: null,
      mediaId: null,
      posterUrl: null,
      rating: null,
      overview: null,
      runtimeMinutes: null,
      isIdentified: false,
      foundBy: [],
      rank: this.titles.length,
      mergedInto: null,
    };
    this.titles.push(added);
    this.added.add(added);
    return added;
  }

  private touch(title: SearchTitle, isRescored: boolean): void {
    if (this.added.has(title)) return;
    this.changed.add(title);
    if (isRescored) this.rescored.add(title);
  }
}

const first = (titles: readonly SearchTitle[]): SearchTitle | undefined =>
  [...titles].sort((a, b) => a.rank - b.rank)[0];
