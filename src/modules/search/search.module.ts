import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { QueueModule } from '../../common/queue/queue.module.js';
import { AuthModule } from '../auth/index.js';
import { MediaModule } from '../media/index.js';
import { CatalogueLookup } from './catalogue-lookup.js';
import { ProviderRun } from './provider-run.entity.js';
import { ProviderRunService } from './provider-run.service.js';
import { ProviderRunsRepository } from './provider-runs.repository.js';
import { SearchProviders } from './providers/providers.js';
import { SearchDeadlineProcessor } from './search-deadline.processor.js';
import { SearchDispatcher } from './search-dispatcher.js';
import { SearchLifecycle } from './search-lifecycle.service.js';
import { SearchMetrics } from './search-metrics.js';
import { SearchProviderProcessor } from './search-provider.processor.js';
import { SEARCH_QUEUES } from './search-queues.js';
import { SearchReconciler } from './search-reconciler.js';
import { SearchResultsRepository } from './search-results.repository.js';
import { SearchResultsService } from './search-results.service.js';
import { SearchScoreProcessor } from './search-score.processor.js';
import { SearchScoringService } from './search-scoring.service.js';
import { SearchSource } from './search-source.entity.js';
import { SearchTitle } from './search-title.entity.js';
import { SearchController } from './search.controller.js';
import { Search } from './search.entity.js';
import { SearchService } from './search.service.js';
import { SearchesRepository } from './searches.repository.js';
import { SourceTorrents } from './source-torrents.service.js';
import { SourceStore } from './source-store.service.js';

const SHARED = [
  SearchesRepository,
  ProviderRunsRepository,
  SearchResultsRepository,
  SearchProviders,
  SearchLifecycle,
  SearchDispatcher,
];

/** Asking and reading. `AuthModule` is here because rows belong to people, in every process. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Search, ProviderRun, SearchTitle, SearchSource]),
    QueueModule.register(...SEARCH_QUEUES),
    AuthModule,
    MediaModule,
  ],
  controllers: [SearchController],
  providers: [...SHARED, SearchService, SearchResultsService, SourceTorrents],
  exports: [...SHARED, SearchService, SearchResultsService, SourceTorrents],
})
export class SearchModule {}

/** Asks the providers, scores, and picks up what was left lying. */
@Module({
  imports: [SearchModule, MediaModule],
  providers: [
    CatalogueLookup,
    SourceStore,
    ProviderRunService,
    SearchScoringService,
    SearchMetrics,
    SearchProviderProcessor,
    SearchDeadlineProcessor,
    SearchScoreProcessor,
    SearchReconciler,
  ],
})
export class SearchWorkerModule {}
