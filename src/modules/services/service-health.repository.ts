import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { ServiceHealth } from './service-health.entity.js';

@Injectable()
export class ServiceHealthRepository {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows() {
    return this.uow.repository(ServiceHealth);
  }

  listOf(names: readonly string[]): Promise<ServiceHealth[]> {
    return this.rows.findBy({ name: In(names) });
  }

  /** Takes the check that is due now and puts the next one off: true for one worker only. */
  async claim(name: string, nextCheckAt: Date, now: Date): Promise<boolean> {
    const claimed = await this.uow.manager.query<object[]>(
      `INSERT INTO service_health (name, next_check_at) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET next_check_at = excluded.next_check_at
         WHERE service_health.next_check_at <= $3
       RETURNING name`,
      [name, nextCheckAt, now],
    );
    return claimed.length > 0;
  }

  async lock(name: string): Promise<ServiceHealth | null> {
    return this.rows.findOne({ where: { name }, lock: { mode: 'pessimistic_write' } });
  }

  /** When the next check is due stays as it was claimed. */
  async save(name: string, found: Omit<ServiceHealth, 'name' | 'nextCheckAt'>): Promise<void> {
    await this.rows.update({ name }, found);
  }

  /** The next worker that looks checks it. */
  async checkSoon(name: string, now: Date): Promise<void> {
    await this.rows.update({ name }, { nextCheckAt: now });
  }
}
