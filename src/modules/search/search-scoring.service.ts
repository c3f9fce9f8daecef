import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { SourceKind } from './providers/search-provider.js';
import { ProfileChoice } from './quality-profiles/profile-choice.service.js';
import { applyOpinion } from './scoring/second-opinion/apply-opinion.js';
import type { ReleaseOpinion } from './scoring/second-opinion/opinion-answer.js';
import { SecondOpinion } from './scoring/second-opinion/second-opinion.js';
import { SearchResultsRepository } from './search-results.repository.js';
import type { SearchSource } from './search-source.entity.js';
import { Scorer } from './search.entity.js';
import type { Search } from './search.entity.js';
import { SearchesRepository } from './searches.repository.js';
import { scoreOf } from './source-score.js';

/** Names that a second opinion is asked on, the best by the rules. */
const MAX_NAMES = 50;

/** What was said of sources, by their ids, and who scored. */
interface HeardOpinions {
  readonly bySource: ReadonlyMap<string, ReleaseOpinion>;
  readonly scorer: Scorer;
  readonly note: string | null;
}

const NOT_ASKED: HeardOpinions = { bySource: new Map(), scorer: Scorer.Rules, note: null };

/** Scores what a search found by the profile that is now wanted. */
@Injectable()
export class SearchScoringService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly searches: SearchesRepository,
    private readonly results: SearchResultsRepository,
    private readonly profiles: ProfileChoice,
    private readonly secondOpinion: SecondOpinion,
  ) {}

  /**
   * The opinion is asked first, while nothing is held. Then the row of the search is, so that sources that arrive
   * meanwhile are scored by the same profile.
   */
  async rescore(searchId: string, scoringJobId: string): Promise<void> {
    const asked = await this.searches.findById(searchId);
    if (asked?.scoringJobId !== scoringJobId) return;
    const { bySource, scorer, note } = await this.hearOpinions(asked);
    await this.uow.run(async () => {
      const search = await this.searches.lock(searchId);
      if (search?.scoringJobId !== scoringJobId) return;
      const scored = await this.scoredByRules(search);
      await this.results.updateScores(
        scored.map((source) => ({ ...source, ...applyOpinion(source, bySource.get(source.id)) })),
      );
      await this.searches.markScored(searchId, scoringJobId, scorer, note);
    });
  }

  private async scoredByRules(search: Search): Promise<SearchSource[]> {
    const titles = new Map((await this.results.titlesOf(search.id)).map((title) => [title.id, title]));
    const context = { search, profile: await this.profiles.of(search), now: new Date() };
    return (await this.results.sourcesOf(search.id)).map((source) => {
      const title = titles.get(source.titleId);
      return title ? { ...source, ...scoreOf(source, title, context) } : source;
    });
  }

  /** Only releases that the profile takes: an opinion changes nothing about the others. */
  private async hearOpinions(search: Search): Promise<HeardOpinions> {
    if (!this.secondOpinion.isConfigured) return NOT_ASKED;
    const best = (await this.scoredByRules(search))
      .filter(({ kind, isAcceptable }) => kind === SourceKind.Torrent && isAcceptable)
      .sort((a, b) => b.score - a.score)
      .slice(0, MAX_NAMES);
    if (best.length === 0) return NOT_ASKED;
    const opinion = await this.secondOpinion.ask({
      query: search.query,
      mediaType: search.mediaType,
      year: search.year,
      profile: await this.profiles.of(search),
      releaseNames: best.map(({ releaseName }) => releaseName),
    });
    if (opinion.opinions === null) return { ...NOT_ASKED, note: opinion.note };
    const pairs = opinion.opinions.flatMap((one, index) => {
      const source = best[index];
      return source ? [[source.id, one] as const] : [];
    });
    return { bySource: new Map(pairs), scorer: Scorer.Ai, note: null };
  }
}
