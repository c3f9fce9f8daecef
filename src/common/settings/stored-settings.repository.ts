import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import { StoredSetting } from './stored-setting.entity.js';

@Injectable()
export class StoredSettings {
  constructor(private readonly uow: UnitOfWork) {}

  all(): Promise<StoredSetting[]> {
    return this.uow.repository(StoredSetting).find({ order: { key: 'ASC' } });
  }

  /** One change at a time until the transaction ends, so that each knows what it replaces. */
  async lock(): Promise<void> {
    await this.uow.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('settings', 0))`);
  }

  /** Null takes the choice back. */
  async put(key: string, value: unknown, updatedBy: string | null): Promise<void> {
    await this.uow.manager.query(
      `INSERT INTO setting (key, value, updated_by) VALUES ($1, $2, $3)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_by = excluded.updated_by,
         updated_at = now(), version = setting.version + 1`,
      [key, value === null ? null : JSON.stringify(value), updatedBy],
    );
  }
}
