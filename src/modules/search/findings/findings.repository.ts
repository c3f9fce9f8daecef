import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { JsonTable } from '../json-table.js';
import type { ProviderRun } from '../provider-run.entity.js';
import { QualityProfile } from '../quality-profiles/quality-profile.entity.js';
import { SearchSource } from '../search-source.entity.js';
import { SearchTitle } from '../search-title.entity.js';
import type { Search } from '../search.entity.js';

/** What a batch has to know of its search. */
export interface KnownFindings {
  /** In the order of finding. */
  readonly titles: SearchTitle[];
  readonly sources: SearchSource[];
  /** What the search is scored by now. */
  readonly profile: QualityProfile;
}

/** What a batch changes. */
export interface FindingsChange {
  readonly titles: readonly SearchTitle[];
  readonly sources: readonly SearchSource[];
  /** Sources that this provider has not found before. */
  readonly newToProvider: number;
}

interface KnownRow {
  readonly titles: object[];
  readonly sources: object[];
  readonly profile: object | null;
}

interface Statements {
  readonly titles: JsonTable<SearchTitle>;
  readonly sources: JsonTable<SearchSource>;
  readonly profiles: JsonTable<QualityProfile>;
  readonly read: string;
  readonly readUnder: string;
  readonly write: string;
}

/** Reads and writes batches, each in one statement: every search waits for several of them. The caller holds the search. */
@Injectable()
export class FindingsRepository {
  private prepared: Statements | undefined;

  constructor(private readonly uow: UnitOfWork) {}

  /** Titles and profile of the search, and its sources with these identities. */
  async known(search: Search, identities: readonly string[]): Promise<KnownFindings> {
    const { titles, sources, profiles, read } = this.statements;
    const { id, qualityProfileId, qualityPreference } = search;
    const parameters = [id, identities, qualityProfileId, qualityPreference];
    const [row] = await this.uow.manager.query<KnownRow[]>(read, parameters);
    if (!row?.profile) throw new Error(`There is no built-in quality profile ${qualityPreference}`);
    return {
      titles: row.titles.map((title) => titles.read(title)),
      sources: row.sources.map((source) => sources.read(source)),
      profile: profiles.read(row.profile),
    };
  }

  /** All sources of these titles. */
  async sourcesUnder(searchId: string, titleIds: readonly string[]): Promise<SearchSource[]> {
    const { sources, readUnder } = this.statements;
    const rows = await this.uow.manager.query<Array<{ source: object }>>(readUnder, [searchId, titleIds]);
    return rows.map(({ source }) => sources.read(source));
  }

  async write({ searchId, provider }: ProviderRun, change: FindingsChange): Promise<void> {
    const { titles, sources, write } = this.statements;
    const { newToProvider } = change;
    if (change.titles.length + change.sources.length + newToProvider === 0) return;
    const rows = [titles.write(change.titles), sources.write(change.sources)];
    await this.uow.manager.query(write, [...rows, searchId, provider, newToProvider]);
  }

  /** Known once the entities are. */
  private get statements(): Statements {
    return (this.prepared ??= prepare(this.uow));
  }
}

function prepare(uow: UnitOfWork): Statements {
  const titles = new JsonTable(uow, SearchTitle);
  const sources = new JsonTable(uow, SearchSource);
  const profiles = new JsonTable(uow, QualityProfile);
  const read = `SELECT
    (SELECT coalesce(json_agg(${titles.select('t')} ORDER BY t.rank), '[]')
       FROM search_title t WHERE t.search_id = $1) AS titles,
    (SELECT coalesce(json_agg(${sources.select('s')}), '[]')
       FROM search_source s WHERE s.search_id = $1 AND s.identity = ANY($2)) AS sources,
    (SELECT ${profiles.select('p')} FROM quality_profile p WHERE p.id = $3 OR p.key = $4
      ORDER BY (p.id = $3) IS TRUE DESC LIMIT 1) AS profile`;
  const readUnder = `SELECT ${sources.select('s')} AS source
    FROM search_source s WHERE s.search_id = $1 AND s.title_id = ANY($2)`;
  const write = `WITH titles AS (${titles.upsert('$1')}), sources AS (${sources.upsert('$2')})
    UPDATE search_provider_run SET result_count = result_count + $5
     WHERE search_id = $3 AND provider = $4 AND $5 > 0`;
  return { titles, sources, profiles, read, readUnder, write };
}
