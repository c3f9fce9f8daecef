import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { DownloadBytes } from './download-bytes.js';
import { DownloadKinds } from './download-kinds.js';
import { DownloadRunner } from './download-runner.js';
import { NudgeListener } from './nudge-listener.js';
import { Reconciler } from './reconciler.js';
import { WorkerConditions } from './worker-conditions.js';

/** Starts and ends what runs downloads, in the order that loses nothing. */
@Injectable()
export class DownloadWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly kinds: DownloadKinds,
    private readonly bytes: DownloadBytes,
    private readonly runner: DownloadRunner,
    private readonly nudges: NudgeListener,
    private readonly conditions: WorkerConditions,
    private readonly reconciler: Reconciler,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.kinds.open();
    const baseUrl = await this.bytes.open();
    await this.conditions.look();
    this.runner.open();
    this.nudges.start();
    await this.reconciler.start(baseUrl);
  }

  /** While PostgreSQL and Redis can still be reached: leases are given back, so that others go on at once. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.reconciler.stop();
    await this.runner.close();
    await this.reconciler.leave();
    await this.bytes.close();
    await this.kinds.close();
  }
}
