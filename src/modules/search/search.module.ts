import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { QueueModule } from '../../common/queue/queue.module.js';
import { AuthModule } from '../auth/index.js';
import { MediaModule } from '../media/index.js';
import { ServicesModule } from '../services/index.js';
import { TmdbModule } from '../tmdb/index.js';
import { Asking } from './answers/asking.service.js';
import { KeptAnswers } from './answers/kept-answers.service.js';
import { ProviderAnswer } from './answers/provider-answer.entity.js';
import { ProviderAnswersRepository } from './answers/provider-answers.repository.js';
import { SharedAnswers } from './answers/shared-answers.service.js';
import { CatalogueLookup } from './catalogue-lookup.js';
import { FindingsRepository } from './findings/findings.repository.js';
import { FindingsService } from './findings/findings.service.js';
import { FindingsStore } from './findings/findings-store.service.js';
import { ProviderCalls } from './provider-calls/provider-calls.service.js';
import { ProviderLimits } from './provider-calls/provider-limits.js';
import { ProviderServices } from './provider-calls/provider-services.js';
import { ProviderRun } from './provider-run.entity.js';
import { ProviderRunService } from './provider-run.service.js';
import { ProviderRunsRepository } from './provider-runs.repository.js';
import { SEARCH_PROVIDERS, SearchProviders } from './providers/providers.js';
import { ManagedQualityProfilesController } from './quality-profiles/managed-quality-profiles.controller.js';
import { ProfileChoice } from './quality-profiles/profile-choice.service.js';
import { QualityProfile } from './quality-profiles/quality-profile.entity.js';
import { QualityProfilesController } from './quality-profiles/quality-profiles.controller.js';
import { QualityProfilesRepository } from './quality-profiles/quality-profiles.repository.js';
import { QualityProfilesService } from './quality-profiles/quality-profiles.service.js';
import { SecondOpinion } from './scoring/second-opinion/second-opinion.js';
import { RunningSearches } from './running-searches.js';
import { SearchCommandsController } from './search-commands.controller.js';
import { SearchCommands } from './search-commands.service.js';
import { SearchDeadlineProcessor } from './search-deadline.processor.js';
import { SearchDispatcher } from './search-dispatcher.js';
import { SearchLifecycle } from './search-lifecycle.service.js';
import { SearchMetrics } from './search-metrics.js';
import { SearchNudges } from './search-nudges.js';
import { SearchProviderProcessor } from './search-provider.processor.js';
import { SEARCH_QUEUES } from './search-queues.js';
import { SearchReconciler } from './search-reconciler.js';
import { SearchResultsRepository } from './search-results.repository.js';
import { SearchResultsService } from './search-results.service.js';
import { SearchRetention } from './search-retention.js';
import { SearchScoreProcessor } from './search-score.processor.js';
import { SearchScoringService } from './search-scoring.service.js';
import { SearchSource } from './search-source.entity.js';
import { SearchSweeper } from './search-sweeper.js';
import { SearchTitle } from './search-title.entity.js';
import { SearchController } from './search.controller.js';
import { Search } from './search.entity.js';
import { SearchService } from './search.service.js';
import { SearchesRepository } from './searches.repository.js';
import { SourceTorrents } from './source-torrents.service.js';

const SHARED = [
  SearchesRepository,
  ProviderRunsRepository,
  SearchResultsRepository,
  SearchLifecycle,
  SearchDispatcher,
  SearchRetention,
  QualityProfilesRepository,
  ProfileChoice,
  SecondOpinion,
];

/** Asking and reading. `AuthModule` is here because rows belong to people, in every process. */
@Module({
  imports: [
    TypeOrmModule.forFeature([
      Search,
      ProviderRun,
      ProviderAnswer,
      SearchTitle,
      SearchSource,
      QualityProfile,
    ]),
    QueueModule.register(...SEARCH_QUEUES),
    AuthModule,
    MediaModule,
    ServicesModule,
    TmdbModule,
  ],
  controllers: [
    SearchController,
    SearchCommandsController,
    QualityProfilesController,
    ManagedQualityProfilesController,
  ],
  providers: [
    ...SHARED,
    ...SEARCH_PROVIDERS,
    ProviderServices,
    SearchService,
    SearchCommands,
    SearchNudges,
    SearchResultsService,
    SourceTorrents,
    QualityProfilesService,
  ],
  exports: [...SHARED, SearchProviders, SearchService, SearchResultsService, SourceTorrents],
})
export class SearchModule {}

/** Asks the providers, scores, and picks up what was left lying. */
@Module({
  imports: [SearchModule, MediaModule],
  providers: [
    CatalogueLookup,
    FindingsRepository,
    FindingsStore,
    FindingsService,
    ProviderLimits,
    ProviderCalls,
    ProviderAnswersRepository,
    KeptAnswers,
    Asking,
    SharedAnswers,
    RunningSearches,
    ProviderRunService,
    SearchScoringService,
    SearchMetrics,
    SearchProviderProcessor,
    SearchDeadlineProcessor,
    SearchScoreProcessor,
    SearchReconciler,
    SearchSweeper,
  ],
})
export class SearchWorkerModule {}
