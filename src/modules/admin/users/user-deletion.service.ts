import { Injectable } from '@nestjs/common';
import { AccountsService } from '../../auth/index.js';
import { OwnedDownloads } from '../../downloads/index.js';
import type { DeletedDownloads } from '../../downloads/index.js';
import { OwnedRecordsRepository } from './owned-records.repository.js';
import type { OwnedRecords } from './owned-records.repository.js';

/** What went with an account. */
export interface UserDeletion {
  readonly userId: string;
  readonly username: string;
  readonly deletedAt: Date;
  readonly endedSessions: number;
  readonly records: OwnedRecords;
  readonly downloads: DeletedDownloads;
}

/** Deletes an account with everything that is its own. */
@Injectable()
export class UserDeletionService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly records: OwnedRecordsRepository,
    private readonly downloads: OwnedDownloads,
  ) {}

  /** Throws NotFoundError, LastAdministratorError. */
  async delete(userId: string): Promise<UserDeletion> {
    const { user, endedSessions, facts } = await this.accounts.delete(userId, () => this.prepare(userId));
    return {
      userId,
      username: user.username,
      deletedAt: new Date(),
      endedSessions,
      records: { deleted: facts.deleted_records, detached: facts.detached_records },
      downloads: {
        cancelled: facts.cancelled_downloads,
        directories: facts.download_directories,
        sizeBytes: facts.download_bytes,
      },
    };
  }

  /** The facts as the trail keeps them. Counts first: the downloads go here, all else with the account's row. */
  private async prepare(userId: string) {
    const { deleted, detached } = await this.records.countOf(userId);
    const { cancelled, directories, sizeBytes } = await this.downloads.deleteAllOf(userId);
    return {
      deleted_records: deleted,
      detached_records: detached,
      cancelled_downloads: cancelled,
      download_directories: directories,
      download_bytes: sizeBytes,
    };
  }
}
