import { Module } from '@nestjs/common';
import { SessionCleanup } from './sessions/session-cleanup.js';

/** Housekeeping, for the worker. */
@Module({ providers: [SessionCleanup] })
export class AuthWorkerModule {}
