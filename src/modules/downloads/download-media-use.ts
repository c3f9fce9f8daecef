import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { In, Not } from 'typeorm';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { MediaUses } from '../media/index.js';
import type { MediaUse } from '../media/index.js';
import { ACTIVE_STATES, DownloadState } from './download-state.js';
import { Download } from './download.entity.js';

const UNFINISHED = [...ACTIVE_STATES, DownloadState.Paused];

/** A title stays as long as something fetches it; downloads that have ended go with it. */
@Injectable()
export class DownloadMediaUse implements MediaUse, OnModuleInit {
  readonly name = 'downloads';

  constructor(
    private readonly uow: UnitOfWork,
    private readonly uses: MediaUses,
  ) {}

  onModuleInit(): void {
    this.uses.register(this);
  }

  countUnfinished(mediaIds: readonly string[]): Promise<number> {
    return this.uow.repository(Download).countBy({ mediaId: In([...mediaIds]), state: In(UNFINISHED) });
  }

  /** What they left on disk is noted by a trigger, for a worker to delete. */
  async forget(mediaIds: readonly string[]): Promise<number> {
    const ended = { mediaId: In([...mediaIds]), state: Not(In(UNFINISHED)) };
    const { affected } = await this.uow.repository(Download).delete(ended);
    return affected ?? 0;
  }
}
