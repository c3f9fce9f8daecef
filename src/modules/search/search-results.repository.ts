import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { Search } from './search.entity.js';
import { SearchSource } from './search-source.entity.js';
import { SearchTitle } from './search-title.entity.js';

/** What a search found: titles, and the sources under them. */
@Injectable()
export class SearchResultsRepository {
  constructor(private readonly uow: UnitOfWork) {}

  private get titles() {
    return this.uow.repository(SearchTitle);
  }

  private get sources() {
    return this.uow.repository(SearchSource);
  }

  titlesOf(searchId: string): Promise<SearchTitle[]> {
    return this.titles.findBy({ searchId });
  }

  /** Best first: by score, then seeders; the order is total. */
  async sourcesOf(searchId: string, provider?: string): Promise<SearchSource[]> {
    const query = this.sources
      .createQueryBuilder('source')
      .where('source.searchId = :searchId', { searchId });
    if (provider !== undefined) query.andWhere(':provider = ANY(source.foundBy)', { provider });
    return query
      .orderBy('source.score', 'DESC')
      .addOrderBy('source.seeders', 'DESC', 'NULLS LAST')
      .addOrderBy('source.id')
      .getMany();
  }

  async updateScores(sources: readonly SearchSource[]): Promise<void> {
    const scores = sources.map((source) => ({
      id: source.id,
      score: source.score,
      reasons: source.reasons,
      flags: source.flags,
      is_acceptable: source.isAcceptable,
    }));
    await this.uow.manager.query(
      `UPDATE search_source s SET score = n.score, reasons = n.reasons, flags = n.flags, is_acceptable = n.is_acceptable
         FROM jsonb_to_recordset($1::jsonb)
           AS n (id uuid, score integer, reasons jsonb, flags text[], is_acceptable boolean)
        WHERE s.id = n.id`,
      [JSON.stringify(scores)],
    );
  }

  /** Only what this person's own searches found. */
  async findOwnedSource(
    ownerId: string,
    sourceId: string,
  ): Promise<{ source: SearchSource; title: SearchTitle } | null> {
    const source = await this.sources
      .createQueryBuilder('source')
      .innerJoin(Search, 'search', 'search.id = source.searchId AND search.ownerId = :ownerId', { ownerId })
      .where('source.id = :sourceId', { sourceId })
      .getOne();
    if (!source) return null;
    const title = await this.titles.findOneByOrFail({ searchId: source.searchId, id: source.titleId });
    return { source, title };
  }

  /** As the newest of this person's searches tells it; of a title that turned out to be another, that one. */
  async findOwnedTitle(ownerId: string, titleId: string): Promise<SearchTitle | null> {
    let title = await this.newestOwnedTitle(ownerId, titleId);
    while (title?.mergedInto) {
      title = await this.titles.findOneBy({ searchId: title.searchId, id: title.mergedInto });
    }
    return title;
  }

  private newestOwnedTitle(ownerId: string, titleId: string): Promise<SearchTitle | null> {
    return this.titles
      .createQueryBuilder('title')
      .innerJoin(Search, 'search', 'search.id = title.searchId AND search.ownerId = :ownerId', { ownerId })
      .where('title.id = :titleId', { titleId })
      .orderBy('search.createdAt', 'DESC')
      .addOrderBy('search.id', 'DESC')
      .limit(1)
      .getOne();
  }
}
