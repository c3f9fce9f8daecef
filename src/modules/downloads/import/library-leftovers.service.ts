import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { Logger } from '../../../common/logging/logger.js';
import { LibraryDisk } from './library-disk.js';
import type { KnownFile } from './library-disk.js';
import { LibraryLeftover } from './library-leftover.entity.js';

const BATCH = 100;

/** Deletes what the library no longer wants: noted in the transaction that decides it, so that no crash forgets it. */
@Injectable()
export class LibraryLeftovers {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly disk: LibraryDisk,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Inside a transaction; the files go after it. */
  async note(files: readonly KnownFile[]): Promise<void> {
    const rows = files.map(({ relativePath, inode }) => ({ id: randomUUID(), relativePath, inode }));
    if (rows.length > 0) await this.uow.repository(LibraryLeftover).insert(rows);
    await this.uow.afterCommit(() => this.sweep());
  }

  /** Never rejects: what is left is tried again by the next round. Running twice at once is harmless. */
  async sweep(): Promise<void> {
    try {
      for (const leftover of await this.unwanted()) {
        await this.disk.remove(leftover);
        await this.uow.repository(LibraryLeftover).delete({ id: leftover.id });
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'Files that the library no longer wants were not deleted yet');
    }
  }

  /** A file that a row of the library has come to describe is wanted after all. */
  private unwanted(): Promise<LibraryLeftover[]> {
    return this.uow
      .repository(LibraryLeftover)
      .createQueryBuilder('leftover')
      .where('NOT EXISTS (SELECT 1 FROM media_file WHERE media_file.relative_path = leftover.relative_path)')
      .orderBy('leftover.createdAt')
      .limit(BATCH)
      .getMany();
  }
}
