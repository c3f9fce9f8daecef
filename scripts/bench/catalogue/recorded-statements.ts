import { DataSource } from 'typeorm';
import type { Logger } from 'typeorm';
import { UnitOfWork } from '../../../src/common/database/unit-of-work.js';
import { MediaListRepository } from '../../../src/modules/media/media-list.repository.js';
import { MediaListService } from '../../../src/modules/media/media-list.service.js';
import { MediaSearchService } from '../../../src/modules/media/media-search.service.js';
import { MediaTotals } from '../../../src/modules/media/media-totals.js';
import { WordCorrections } from '../../../src/modules/media/word-corrections.js';
import { Media } from '../../../src/modules/media/media.entity.js';
import type { MediaFilter } from '../../../src/modules/media/media-filter.js';

export interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

const nothing = () => undefined;

/** Runs the product's own queries in this process, and writes down the statements that they send. */
export class RecordedStatements {
  private readonly statements: Statement[] = [];
  private readonly dataSource: DataSource;
  private readonly lists: MediaListService;

  constructor(url: string) {
    const logger: Logger = {
      logQuery: (text, values) =>
        void this.statements.push({ text, values: Array.isArray(values) ? values : [] }),
      logQueryError: nothing,
      logQuerySlow: nothing,
      logSchemaBuild: nothing,
      logMigration: nothing,
      log: nothing,
    };
    this.dataSource = new DataSource({
      type: 'postgres',
      url,
      entities: [Media],
      logging: ['query'],
      logger,
    });
    const uow = new UnitOfWork(this.dataSource);
    const [rows, totals] = [new MediaListRepository(uow), new MediaTotals()];
    const searches = new MediaSearchService(rows, new WordCorrections(uow), totals);
    this.lists = new MediaListService(rows, searches, totals);
  }

  async open(): Promise<void> {
    await this.dataSource.initialize();
  }

  close(): Promise<void> {
    return this.dataSource.destroy();
  }

  /** What a request sends once the number of its titles is known, and how many there are. */
  async of(filter: MediaFilter): Promise<{ statements: Statement[]; total: number }> {
    const { total } = await this.lists.list(filter);
    this.statements.length = 0;
    await this.lists.list(filter);
    return { statements: [...this.statements], total };
  }
}
