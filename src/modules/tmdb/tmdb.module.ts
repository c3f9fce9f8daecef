import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StoredAnswer } from './stored-answer.entity.js';
import { StoredAnswersCleanup } from './stored-answers.cleanup.js';
import { StoredAnswersRepository } from './stored-answers.repository.js';
import { TmdbAnswers } from './tmdb-answers.js';
import { TmdbClient } from './tmdb-client.js';
import { TmdbService } from './tmdb.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([StoredAnswer])],
  providers: [TmdbClient, TmdbAnswers, StoredAnswersRepository, TmdbService],
  exports: [TmdbService, StoredAnswersRepository],
})
export class TmdbModule {}

/** Housekeeping, for the worker. */
@Module({ imports: [TmdbModule], providers: [StoredAnswersCleanup] })
export class TmdbWorkerModule {}
