import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { QueueModule } from '../../common/queue/queue.module.js';
import { TmdbModule } from '../tmdb/index.js';
import { EpisodesRepository } from './episodes.repository.js';
import { EpisodesService } from './episodes.service.js';
import { MediaAdditions } from './media-additions.service.js';
import { MediaDetailsController } from './media-details.controller.js';
import { MediaEntriesController } from './media-entries.controller.js';
import { MediaEntries } from './media-entries.service.js';
import { MediaFile } from './media-file.entity.js';
import { MediaFilesRepository } from './media-files.repository.js';
import { MediaGenres } from './media-genres.service.js';
import { MediaIdentities } from './media-identities.repository.js';
import { MediaListRepository } from './media-list.repository.js';
import { MediaListService } from './media-list.service.js';
import { MediaSearchService } from './media-search.service.js';
import { MediaTotals } from './media-totals.js';
import { MediaController } from './media.controller.js';
import { Media } from './media.entity.js';
import { MediaRepository } from './media.repository.js';
import { MediaService } from './media.service.js';
import { DueMetadata } from './metadata/due-metadata.repository.js';
import { MediaCredit } from './metadata/media-credit.entity.js';
import { MediaDetails } from './metadata/media-details.repository.js';
import { MediaImage } from './metadata/media-image.entity.js';
import { MetadataFetch } from './metadata/metadata-fetch.service.js';
import { MetadataNudges } from './metadata/metadata-nudges.js';
import { MetadataReconciler } from './metadata/metadata-reconciler.js';
import { MetadataSchedule } from './metadata/metadata-schedule.service.js';
import { MetadataStore } from './metadata/metadata-store.service.js';
import { MetadataProcessor } from './metadata/metadata.processor.js';
import { MEDIA_METADATA } from './metadata/metadata.queue.js';
import { Person } from './metadata/person.entity.js';
import { ToldSeasons } from './metadata/told-seasons.repository.js';
import { LibraryRemover } from './removal/library-remover.js';
import { MediaRemoval } from './removal/media-removal.service.js';
import { MediaUses } from './removal/media-uses.js';
import { RemovedMedia } from './removal/removed-media.repository.js';
import { Season } from './season.entity.js';
import { WordCorrections } from './word-corrections.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Media, MediaFile, Season, Person, MediaCredit, MediaImage]),
    QueueModule.register(MEDIA_METADATA),
    TmdbModule,
  ],
  // The first one has a route that the last one would take for an id.
  controllers: [MediaDetailsController, MediaEntriesController, MediaController],
  providers: [
    MediaService,
    MediaRepository,
    MediaIdentities,
    MediaListService,
    MediaListRepository,
    MediaSearchService,
    MediaTotals,
    WordCorrections,
    MediaAdditions,
    MediaEntries,
    MediaFilesRepository,
    MediaGenres,
    EpisodesService,
    EpisodesRepository,
    MediaDetails,
    MetadataNudges,
    MetadataSchedule,
    MediaRemoval,
    MediaUses,
    LibraryRemover,
    RemovedMedia,
  ],
  exports: [MediaService, MediaRepository, MediaUses, MediaDetails, MetadataNudges],
})
export class MediaModule {}

/** Asking TMDB, in worker processes only. */
@Module({
  imports: [MediaModule, TmdbModule, QueueModule.register(MEDIA_METADATA)],
  providers: [DueMetadata, MetadataFetch, MetadataStore, ToldSeasons, MetadataProcessor, MetadataReconciler],
})
export class MediaWorkerModule {}
