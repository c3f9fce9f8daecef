import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { DownloadLeftover } from '../download-leftover.entity.js';
import { LEASE_SECONDS } from './claim-statement.js';

const CLAIM = `
  WITH due AS (
    SELECT download_id FROM download_leftover
     WHERE held_until <= now() AND (claimed_until IS NULL OR claimed_until < now())
     LIMIT 1 FOR UPDATE SKIP LOCKED)
  UPDATE download_leftover l SET claimed_until = now() + make_interval(secs => ${LEASE_SECONDS})
    FROM due WHERE l.download_id = due.download_id RETURNING l.download_id AS id`;

/** Directories of downloads whose rows are gone. */
@Injectable()
export class DownloadLeftovers {
  constructor(private readonly uow: UnitOfWork) {}

  /** The id of one that nobody writes to any more; of several workers that ask at once, one gets it. */
  async claim(): Promise<string | null> {
    const [rows] = await this.uow.manager.query<[{ id: string }[], number]>(CLAIM);
    return rows[0]?.id ?? null;
  }

  async forget(downloadId: string): Promise<void> {
    await this.uow.repository(DownloadLeftover).delete({ downloadId });
  }
}
