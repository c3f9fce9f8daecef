import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
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

  titlesByKeyOrId(searchId: string, groupKeys: string[], ids: string[]): Promise<SearchTitle[]> {
    return this.titles.findBy([
      { searchId, groupKey: In(groupKeys) },
      { searchId, id: In(ids) },
    ]);
  }

  async insertTitles(titles: SearchTitle[]): Promise<void> {
    await this.titles.insert(titles);
  }

  async updateTitleIds({ searchId, id, tmdbId, imdbId }: SearchTitle): Promise<void> {
    await this.titles.update({ searchId, id }, { tmdbId, imdbId });
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

  sourcesByIdentity(searchId: string, identities: string[]): Promise<SearchSource[]> {
    return this.sources.findBy({ searchId, identity: In(identities) });
  }

  async insertSources(sources: SearchSource[]): Promise<void> {
    await this.sources.insert(sources);
  }

  async updateSource(source: SearchSource): Promise<void> {
    await this.sources.update({ id: source.id }, source);
  }

  async updateScores(sources: readonly SearchSource[]): Promise<void> {
    const scores = sources.map(({ id, score, reasons }) => ({ id, score, reasons }));
    await this.uow.manager.query(
      `UPDATE search_source s SET score = n.score, reasons = n.reasons
         FROM jsonb_to_recordset($1::jsonb) AS n (id uuid, score integer, reasons jsonb) WHERE s.id = n.id`,
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

  /** As the newest of this person's searches tells it. */
  findOwnedTitle(ownerId: string, titleId: string): Promise<SearchTitle | null> {
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
